"""Figures of the year go on to the inputs that the criteria set in force reads, through the door of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from namro.apps.indicators.actions.writing import NewFact, Origin, write_facts
from namro.apps.indicators.choosing import choices_for
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.marking import frozen_among
from namro.apps.indicators.models import Fact, IndicatorValue, Producer, ValueSource
from namro.apps.indicators.sets import in_force, inputs_of
from namro.apps.indicators.values import TYPED, FactsRefused, levels_of, written
from namro.apps.indicators.values_of import Row, read_rows, row_before, rows_for
from namro.apps.people.models import User
from namro.core.indicators.checks import broken_checks
from namro.core.indicators.choosing import fed_parts
from namro.core.indicators.model import Indicator, Then, Variant
from namro.core.indicators.periods import Period, period_of
from namro.core.indicators.values import parts_over_periods
from namro.ui.formats import day


def feed(actor: User, rows: Sequence[IndicatorValue], *, as_of: date, at: datetime) -> tuple[str, ...]:
    """Write the year's figures of everything that rows are of; return what could not go on because it is frozen.

    A result that is frozen stays as it is: what belongs to days before the freeze is refused (FactsRefused), newer
    figures are kept but do not go on.
    """
    held: list[str] = []
    for year in sorted({row.year for row in rows}):
        of_year = [row for row in rows if row.year == year and indicators()[row.indicator].feeds]
        levels = levels_of({row.unit_id for row in of_year}, year)
        frozen = frozen_among({(row.unit_id, year) for row in of_year})
        free: list[IndicatorValue] = []
        for row in of_year:
            freeze = frozen.get((row.unit_id, year))
            indicator = indicators()[row.indicator]
            if not read_inputs(indicator, levels.get(row.unit_id, ""), year, until=at.year + 1):
                continue
            if freeze is None:
                free.append(row)
                continue
            words = {"day": day(freeze.at), "reason": freeze.reason, "name": indicator.name}
            if period_of(row.period).days(indicator.window)[1] < freeze.at.date():
                told = _("%(name)s: kết quả của năm đã khóa ngày %(day)s (%(reason)s). Muốn sửa, nhờ quản trị mở khóa.")
                raise FactsRefused({0: told % words}, code="frozen")
            told = _("%(name)s: đã ghi, nhưng phiếu của năm đã khóa ngày %(day)s (%(reason)s) nên điểm không đổi.")
            held.append(told % words)
        facts = _not_over_people(list(_facts(free, levels, year, until=at.year + 1, held=held)), free)
        names = sorted({row.indicator for row in free})
        if facts:
            write_facts(actor, facts, origin=Origin(Producer.INDICATOR, ", ".join(names)), as_of=as_of, at=at)
    return tuple(held)


def _not_over_people(facts: list[NewFact], rows: Sequence[IndicatorValue]) -> list[NewFact]:
    """Leave out what the machine counted where a person or a file said something else: a register nobody keeps is 0.

    Whoever wants the count there takes the written value away.
    """
    if any(row.source_kind != ValueSource.COMPUTED for row in rows):
        return facts
    told = set(
        Fact.objects.filter(
            superseded_by=None,
            unit__in={fact.unit for fact in facts},
            year__in={fact.year for fact in facts},
            input__in={fact.input for fact in facts},
            delivery__source_kind__in=TYPED,
        )
        .exclude(value="")
        .values_list("unit_id", "year", "input")
    )
    return [fact for fact in facts if fact.key not in told]


def read_inputs(
    indicator: Indicator, level: str, year: int, *, until: int, variant: Variant | None = None
) -> dict[str, str]:
    """Return the inputs that the set of a level and year reads of an indicator, each with its part.

    `variant` is the way of counting that counts, the first one without.
    """
    if not level:
        return {}
    known = inputs_of(in_force(), level, year, until=until).parsers
    fed = fed_parts(indicator, variant or indicator.variants[0])
    return {name: part for name, part in fed.items() if name in known}


def _impossible(indicator: Indicator, known: Sequence[Row], whole: Sequence[Row]) -> str:
    """Return what cannot be of counted figures: people's are refused when they are written."""
    for row in whole:
        if row.value.source_kind != ValueSource.COMPUTED:
            continue
        before = row_before(indicator, known, row.period)
        found = broken_checks(indicator, row.known.parts, before=before.known.parts if before else None)
        for one in found:
            if one.then is Then.BLOCK:
                return one.message
    return ""


def _facts(
    rows: Sequence[IndicatorValue], levels: dict[int, str], year: int, *, until: int, held: list[str]
) -> Iterable[NewFact]:
    """Return what goes on. Counted figures that cannot be stay here, and `held` says so."""
    known = read_rows({row.indicator for row in rows}, {row.unit_id for row in rows}, [year])
    chosen = choices_for({row.indicator for row in rows}, {row.unit_id for row in rows})
    found: dict[tuple[int, str], NewFact] = {}
    for (name, unit), there in known.items():
        indicator = indicators()[name]
        counts = chosen.variant(indicator, unit, Period(year))
        inputs = read_inputs(indicator, levels.get(unit, ""), year, until=until, variant=counts)
        whole = rows_for(indicator, there, Period(year))
        wrong = _impossible(indicator, there, whole) if inputs else ""
        if wrong:
            held.append(
                _("%(name)s: số đếm được chưa ghi vào bộ tiêu chí. %(wrong)s")
                % {"name": indicator.name, "wrong": wrong}
            )
            continue
        parts = parts_over_periods(indicator, set(inputs.values()), [row.known for row in whole])
        if (name, unit) in {(row.indicator, row.unit_id) for row in rows}:
            for fact, part in inputs.items():
                if part in parts:
                    found[unit, fact] = NewFact(unit, year, fact, written(parts[part]))
    return found.values()
