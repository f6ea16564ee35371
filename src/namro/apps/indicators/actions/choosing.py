"""Choosing which variant of an indicator counts: dated, with a reason; the inputs of criteria sets follow."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.choosing import choices_for
from namro.apps.indicators.feeding import feed
from namro.apps.indicators.marking import frozen_among
from namro.apps.indicators.models import IndicatorValue, VariantChoice
from namro.apps.indicators.permissions import check_choose
from namro.apps.indicators.values import levels_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.indicators.model import Indicator
from namro.core.indicators.periods import FIRST_YEAR, LAST_YEAR, Period

_LONGEST = 400


@transaction.atomic
def choose_variant(
    user: User, indicator: Indicator, unit: Unit | None, variant: str, *, since: date, reason: str, at: datetime
) -> tuple[str, ...]:
    """Have a variant count from a day on for a unit (None: for all); return what did not follow because it is frozen.

    Raises NamroError for what cannot be chosen.
    """
    check_choose(user, unit.pk if unit else None)
    if variant not in {one.id for one in indicator.variants}:
        raise NamroError(_("Chỉ tiêu này không có cách tính đó. Chọn một cách trong danh sách."), code="variant")
    if not reason.strip():
        raise NamroError(_("Chưa ghi lý do. Ghi văn bản hoặc việc khiến cách tính này được dùng."), code="reason")
    if not FIRST_YEAR <= since.year <= LAST_YEAR:
        raise NamroError(_("Ngày bắt đầu không dùng được. Ghi ngày từ năm 2000 trở đi."), code="since")
    if since > date(at.astimezone(VIETNAM).year + 1, 12, 31):
        raise NamroError(_("Ngày bắt đầu xa quá. Ghi ngày trong năm nay hoặc năm sau."), code="since")
    before = choices_for([indicator.id], [unit.pk] if unit else [])
    if before.variant(indicator, unit.pk if unit else None, _on(since)).id == variant and not _chosen_later(
        indicator, unit, since
    ):
        raise NamroError(_("Cách tính này đang dùng từ trước ngày đó. Không có gì để đổi."), code="same")
    VariantChoice.objects.create(
        unit=unit, indicator=indicator.id, variant=variant, since=since, reason=reason.strip()[:_LONGEST], by=user,
        at=at,
    )  # fmt: skip
    told = _("%(name)s: tính theo “%(variant)s” từ %(day)s. %(reason)s") % {
        "name": indicator.name,
        "variant": indicator.variant(variant).name,
        "day": f"{since:%d/%m/%Y}",
        "reason": reason.strip(),
    }
    subject = f"indicator:{indicator.id}"
    record(
        user, AuditEntry.Act.INDICATOR_VARIANT, at=at, subject=subject, note=told[:500], unit=unit.pk if unit else None
    )
    return _feed_again(user, indicator, unit, since, at=at)


def _on(day: date) -> Period:
    """The year whose first day comes on or next after a day; what counts then is what a choice of the day changes."""
    return Period(day.year if (day.month, day.day) == (1, 1) else day.year + 1)


def _chosen_later(indicator: Indicator, unit: Unit | None, since: date) -> bool:
    return VariantChoice.objects.filter(unit=unit, indicator=indicator.id, since__gte=since).exists()


def _feed_again(user: User, indicator: Indicator, unit: Unit | None, since: date, *, at: datetime) -> tuple[str, ...]:
    """Write the inputs of the years from that day on anew; a frozen result keeps what it was made of."""
    if not indicator.feeds:
        return ()
    rows = IndicatorValue.objects.filter(indicator=indicator.id, superseded_by=None, year__gte=since.year)
    if unit is not None:
        rows = rows.filter(unit=unit)
    found = list(rows.order_by("unit", "year", "id"))
    frozen = frozen_among({(row.unit_id, row.year) for row in found})
    years = {row.year for row in found}
    scored = {(key, year) for year in years for key in levels_of({row.unit_id for row in found}, year)}
    free = [row for row in found if (row.unit_id, row.year) not in frozen and (row.unit_id, row.year) in scored]
    if free:
        feed(user, free, as_of=max(row.as_of for row in free), at=at)
    held = len(frozen)
    if not held:
        return ()
    return (_("%(n)d kết quả năm đã khóa giữ nguyên số cũ.") % {"n": held},)
