"""What an address asks for: a unit that the person may see, a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import Node
from namro.apps.service_index.counting import GRAINS
from namro.apps.service_index.permissions import units_shown
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import Grain, Period, period_of

#: Periods before this year have no figures of the portal as it counts now.
FIRST_YEAR = 2022
_LONGEST = 366


def asked_period(request: HttpRequest, today: date) -> Period:
    """Return the period of `?ky=`; this year without, or where it is no period of the index. Raises Http404."""
    text = request.GET.get("ky", "") or str(today.year)
    try:
        period = period_of(text)
    except NamroError as error:
        raise Http404 from error
    if period.grain not in GRAINS or not period.year >= FIRST_YEAR or period.months[0] > _months_begun(period, today):
        raise Http404(_("Chỉ số 766 có theo tháng, quý, năm đã bắt đầu."))
    return period


def _months_begun(period: Period, today: date) -> int:
    return 12 if period.year < today.year else today.month if period.year == today.year else 0


def periods_to_choose(today: date, chosen: Period) -> list[tuple[str, list[Period]]]:
    """Return years, quarters and months that have begun, of this year and the last, and of the one chosen."""
    years = sorted({today.year, today.year - 1, chosen.year}, reverse=True)
    return [(Period(year).words, list(_of_year(year, today))) for year in years]


def _of_year(year: int, today: date) -> Iterator[Period]:
    yield Period(year)
    for grain in (Grain.QUARTER, Grain.MONTH):
        begun = [one for one in Period(year).parts(grain) if one.months[0] <= _months_begun(one, today)]
        yield from reversed(begun)


def find_unit(user: User, code: str) -> tuple[Node, list[Node]]:
    """Return a unit by its code or id, and all that the person may see. Raises Http404."""
    units = units_shown(user)
    found = next((node for node in units if node.code == code), None)
    found = found or next((node for node in units if str(node.id) == code), None)
    if found is None:
        raise Http404(_("Không có đơn vị này, hoặc bạn không xem được chỉ số của đơn vị."))
    return found, units


def asked_days(request: HttpRequest) -> tuple[date, date]:
    """Return the days of `?tu=` and `?den=`, a year at most. Raises Http404."""
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("tu", "den"))
    except ValueError as error:
        raise Http404 from error
    if not FIRST_YEAR <= first.year <= last.year or not 0 <= (last - first).days <= _LONGEST:
        raise Http404(_("Chọn từ ngày đến ngày, nhiều nhất một năm."))
    return first, last
