"""Published results are entered, corrected by a further row, taken away with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.surveys.models import Published, PublishedValue
from namro.apps.surveys.news import results_changed
from namro.apps.surveys.permissions import check_conduct_for
from namro.apps.surveys.published import standing_results
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults
from namro.core.survey.methods import Method
from namro.core.survey.published import PrintedValue, check_values

#: The first year of which surveys of satisfaction are known.
FIRST_YEAR = 2010


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A result as somebody enters it."""

    year: int
    method: Method
    source: str
    values: tuple[PrintedValue, ...]
    how: str
    document: str = ""


@transaction.atomic
def enter_published(
    user: User, unit: int, entered: Sequence[Entered], *, at: datetime, instead_of: Published | None = None
) -> list[Published]:
    """Enter results of a unit, all or none; one that stands under the same year and method is replaced.

    `instead_of` is the result that is being corrected: it is replaced whatever year and method were wrong in it. Raises
    NamroError, BrokenFile for values that cannot be.
    """
    check_conduct_for(user, unit)
    Unit.objects.select_for_update().get(pk=unit)  # who enters at once is counted one after another
    if instead_of is not None and not standing_results().filter(pk=instead_of.pk).exists():
        raise NamroError(
            _("Người khác vừa sửa hoặc bỏ kết quả này. Mở lại trang kết quả để xem bản mới."), code="conflict"
        )
    made = [_entered(user, unit, one, at=at, instead_of=instead_of) for one in entered]
    years = ", ".join(str(one.year) for one in made)
    record(user, AuditEntry.Act.PUBLISHED_ENTERED, at=at, subject=years, note=made[0].source, unit=unit)
    _tell(user, unit, {one.year for one in made}, at)
    return made


def _entered(user: User, unit: int, one: Entered, *, at: datetime, instead_of: Published | None) -> Published:
    faults = Faults(_("Kết quả %(year)s") % {"year": one.year})
    if not FIRST_YEAR <= one.year <= at.astimezone(VIETNAM).year:
        faults.add(0, _("năm đo %(year)s không dùng được. Ghi năm từ %(first)s đến năm nay.")
                   % {"year": one.year, "first": FIRST_YEAR})  # fmt: skip
    check_values(one.values, faults)
    faults.refuse()
    row = Published(
        unit_id=unit, year=one.year, how=one.how, instrument=one.method.instrument, edition=one.method.edition,
        formula=one.method.formula, population=one.method.population, method=one.method.id, source=one.source,
        document=one.document, made_by=user, made_at=at, removed_at=at,
    )  # fmt: skip
    row.save()  # not in force yet: what it replaces still is
    before = Q(year=one.year, method=row.method) | Q(pk=instead_of.pk if instead_of else None)
    standing_results().filter(before, unit=unit).update(replaced_by=row)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    PublishedValue.objects.bulk_create(
        PublishedValue(
            result=row, place=place, factor=value.factor, name=value.name[:300], value=value.value, n=value.n
        )
        for place, value in enumerate(one.values)
    )
    return row


@transaction.atomic
def remove_published(user: User, row: Published, *, why: str, at: datetime) -> None:
    """Take a result away; it stays in the history with who, when, why. Raises NamroError."""
    check_conduct_for(user, row.unit_id)
    if not why.strip():
        raise NamroError(_("Chưa ghi lý do. Ghi vì sao bỏ kết quả này, ví dụ: nhập nhầm đơn vị."), code="why")
    held = standing_results().select_for_update().filter(pk=row.pk).first()
    if held is None:
        raise NamroError(_("Kết quả này đã được thay hoặc bỏ. Mở lại trang kết quả."), code="conflict")
    held.removed_at, held.removed_by, held.removed_why = at, user, why.strip()[:300]
    held.save(update_fields=["removed_at", "removed_by", "removed_why"])
    record(user, AuditEntry.Act.PUBLISHED_REMOVED, at=at, subject=str(row.year), note=why[:300], unit=row.unit_id)
    _tell(user, row.unit_id, {row.year}, at)


def _tell(user: User, unit: int, years: set[int], at: datetime) -> None:
    send = partial(results_changed.send, sender=Published, unit=unit, years=sorted(years), actor=user, at=at)
    transaction.on_commit(send)
