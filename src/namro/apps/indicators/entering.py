"""Whether the figures that people type are there: of the period that ended last, by unit; and telling who owes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import value_url
from namro.apps.indicators.models import IndicatorOwner, IndicatorValue
from namro.apps.notices.telling import Told, tell_each
from namro.apps.people.models import Unit
from namro.apps.people.owners import owners_of
from namro.core.base.clock import VIETNAM
from namro.core.indicators.model import Indicator
from namro.core.indicators.periods import Period, period_on

#: The kind under which people choose whether it comes by mail.
KIND = "indicator"


def ended(indicator: Indicator, today: date) -> Period:
    """Return the period that ended last: its figures can be entered now."""
    return period_on(today, indicator.grain, indicator.window).before


def entered(units: Collection[int], wanted: Iterable[Indicator], today: date) -> set[tuple[int, str]]:
    """Return (unit, indicator) of what has all typed figures of its last period; one query."""
    periods = {one.id: ended(one, today).name for one in wanted}
    rows = IndicatorValue.objects.filter(
        unit__in=list(units), indicator__in=list(periods), period__in=set(periods.values()), superseded_by=None
    )
    found = rows.values_list("unit_id", "indicator", "period", "parts")
    return {
        (unit, name)
        for unit, name, period, parts in found
        if period == periods[name] and _whole(indicators()[name], parts)
    }


def _whole(indicator: Indicator, parts: Collection[str]) -> bool:
    """Whether the counting variant could be worked out: one whose typed figures are all there."""
    typed = {part.id for part in indicator.typed}
    wanted = [{one.numerator, one.denominator} & typed for one in indicator.variants]
    return any(names <= set(parts) for names in wanted)


def tell_owners(now: datetime) -> int:
    """Tell whoever enters an indicator that its period has ended and nothing is there; each person and period once."""
    today = now.astimezone(VIETNAM).date()
    rows = list(
        IndicatorOwner.objects.exclude(owner_kind="").select_related(
            "owner_user", "owner_position", "owner_group", "unit"
        )
    )
    rows = [row for row in rows if row.indicator in indicators() and _due(row, today)]
    there = entered({row.unit_id for row in rows}, {indicators()[row.indicator] for row in rows}, today)
    missing = [row for row in rows if (row.unit_id, row.indicator) not in there]
    return tell_each(_told(missing, today), kind=KIND, at=now)


def _due(row: IndicatorOwner, today: date) -> bool:
    """Whether the period is theirs: it ended after they were named, or in the year of today."""
    indicator = indicators()[row.indicator]
    last = ended(indicator, today).days(indicator.window)[1]
    return last.year == today.year or last >= row.at.astimezone(VIETNAM).date()


def _told(rows: Sequence[IndicatorOwner], today: date) -> list[Told]:
    owners = owners_of(rows, today=today)
    found = []
    for row in rows:
        indicator = indicators()[row.indicator]
        period = ended(indicator, today)
        with override("vi"):  # what is kept is in the language of the office, whoever reads it
            text = _("Đến kỳ ghi số: %(name)s, %(period)s") % {"name": indicator.name, "period": period.inside}
        url = value_url(indicator.id, row.unit.code, period.name)
        key = f"chi-tieu:{indicator.id}:{row.unit_id}:{period.name}"
        owner = owners.get(row.pk)
        for person in owner.holders(today) if owner else ():
            found.append(Told(user=int(person.key), text=text, url=url, key=key))
    return found


def named_by(unit: Unit) -> dict[str, IndicatorOwner]:
    """Return who enters which indicator of a unit; one query."""
    rows = IndicatorOwner.objects.filter(unit=unit).select_related("owner_user", "owner_position", "owner_group")
    return {row.indicator: row for row in rows}
