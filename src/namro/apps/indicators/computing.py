"""Parts that the machine asks for: counted for units and periods, written where they changed."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_noop

from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.indicators.sources import Sides, source_of
from namro.apps.indicators.values import FactsRefused, levels_of
from namro.apps.people.models import Unit, User
from namro.core.base.clock import VIETNAM
from namro.core.indicators.model import Indicator, Part
from namro.core.indicators.periods import Period

_log = logging.getLogger(__name__)


def machine() -> User:
    """Return the account in whose name the machine counts; nobody can log in to it."""
    found, _made = User.objects.get_or_create(
        username="he-thong", defaults={"full_name": gettext_noop("Hệ thống (tính tự động)"), "is_active": False}
    )
    return found


def reading_from(kind: str, of: str = "") -> list[Indicator]:
    """Return the indicators that read a kind of source; `of`: only those of this register, or of this name."""
    return [
        one
        for one in indicators().values()
        if any(
            part.asks is not None and part.asks[0] == kind and (not of or part.asks[1].partition(".")[0] == of)
            for part in one.asked
        )
    ]


def count(
    actor: User, units: Collection[int], years: Iterable[int], *, known: Sequence[Indicator], at: datetime
) -> int:
    """Count all periods of the years that have begun; return how many values changed."""
    today = at.astimezone(VIETNAM).date()
    changed = 0
    for year in sorted(set(years)):
        levels = levels_of(units, year)
        for indicator in known:
            of_level = [unit for unit, level in levels.items() if level in indicator.levels]
            for period in Period(year).parts(indicator.grain):
                if of_level and period.days(indicator.window)[0] <= today:
                    changed += _count_period(actor, indicator, period, of_level, at=at, today=today)
    return changed


def _count_period(
    actor: User, indicator: Indicator, period: Period, units: Sequence[int], *, at: datetime, today: date
) -> int:
    days = period.days(indicator.window)
    parts: dict[int, dict[str, Decimal | None]] = {}
    answers: dict[tuple[str, str], dict[int, Sides]] = {}
    typed = _typed(indicator, period, units)
    for part in indicator.asked:
        if part.asks is None:
            continue
        kind, of = part.asks
        source = source_of(kind)
        if source is None:
            continue
        key = kind.value, of
        if key not in answers:
            answers[key] = dict(source.figures(of, units, days))
        for unit, figure in answers[key].items():
            number = _side(part, figure)
            if number is not None and not (part.counted and unit in typed):
                parts.setdefault(unit, {})[part.id] = number
    values = [NewValue(unit, indicator.id, period, found) for unit, found in sorted(parts.items())]
    return _write(actor, values, Taken(ValueSource.COMPUTED, "", min(today, days[1]), at)) if values else 0


def _typed(indicator: Indicator, period: Period, units: Sequence[int]) -> set[int]:
    """The units whose figures of a period people wrote: what can be counted as well does not take their place."""
    if not any(part.counted for part in indicator.parts):
        return set()
    rows = IndicatorValue.objects.filter(
        indicator=indicator.id, period=period.name, unit__in=units, superseded_by=None
    ).exclude(source_kind=ValueSource.COMPUTED)
    return set(rows.values_list("unit", flat=True))


def _side(part: Part, figure: Sides) -> Decimal | None:
    return {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}[part.side]


def _write(actor: User, values: Sequence[NewValue], taken: Taken) -> int:
    """Write them together; where some are refused (a frozen year), the others alone."""
    try:
        return write_values(actor, values, taken=taken).count
    except FactsRefused as refusal:
        if len(values) == 1:
            value = values[0]
            # A frozen year keeps its figures: that is as it should be, and comes back every night.
            level = logging.DEBUG if refusal.code == "frozen" else logging.WARNING
            _log.log(level, "%s %s of unit %s: %s", value.indicator, value.period.name, value.unit, refusal.message)
            return 0
    return sum(_write(actor, [value], taken) for value in values)


def every_unit() -> list[int]:
    """Return the ids of all units, bodies left out."""
    return list(Unit.objects.filter(home=None).values_list("pk", flat=True))
