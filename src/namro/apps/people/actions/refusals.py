"""What the acts on the organisation refuse, in the same words everywhere."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from namro.core.base.errors import NamroError
from namro.core.base.folding import tidy
from namro.ui.formats import day


class OrganisationError(NamroError):
    """An act that the organisation of that day does not allow."""


def check_after(name: str, since: date, on: date) -> None:
    """Raise OrganisationError unless the day comes after the first one."""
    if on <= since:
        raise OrganisationError(
            _("“%(name)s” có từ ngày %(day)s. Chọn ngày sau ngày đó.") % {"name": name, "day": day(since)}
        )


def check_not_before(name: str, since: date, on: date) -> None:
    """Raise OrganisationError when something begins before what it stands in, or before its own last change."""
    if on < since:
        raise OrganisationError(
            _("“%(name)s” như hiện nay có từ ngày %(day)s. Chọn ngày đó hoặc sau đó.")
            % {"name": name, "day": day(since)}
        )


def ended(name: str, until: date) -> OrganisationError:
    """It is over; what was is not rewritten."""
    return OrganisationError(
        _("“%(name)s” đã kết thúc từ ngày %(day)s; việc đã qua không sửa lại.") % {"name": name, "day": day(until)}
    )


def nothing_new() -> OrganisationError:
    """The form says what is already so."""
    return OrganisationError(_("Không có gì thay đổi so với hiện nay. Sửa lại rồi ghi, hoặc quay lại trang trước."))


def written(name: str) -> str:
    """A name as it is kept. Raises OrganisationError when nothing is left of it."""
    if not (name := tidy(name)):
        raise OrganisationError(_("Chưa ghi tên."))
    return name
