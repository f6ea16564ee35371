"""What units owe: their level, what was settled for them, their obligations of a year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from namro.apps.people.models import LOCAL, Kind, Unit
from namro.apps.people.queries.organisation import Tree, span_at, tree_on
from namro.apps.reports.models import Settled
from namro.core.reporting.days import DayRule, WindowRule
from namro.core.reporting.obligations import Obligation, Setting, obligation_of, obligations
from namro.core.reporting.periods import Kind as PeriodKind
from namro.core.reporting.periods import Period
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Level, ReportType
from namro.core.timetable import Shift, national_calendar

_LEVELS = {Kind.PROVINCE: Level.PROVINCE, Kind.DEPARTMENT: Level.DEPARTMENT, **dict.fromkeys(LOCAL, Level.COMMUNE)}


def level_of(unit: Unit, day: date) -> Level | None:
    """Return the level at which a unit reports; None for those that report nothing."""
    return _LEVELS.get(Kind(span_at(unit, day).kind))


def units_of(level: Level, tree: Tree) -> list[int]:
    """Return the ids of the units of a level in a tree, in its order."""
    return [node.id for node in tree.nodes.values() if node.home is None and _LEVELS.get(Kind(node.kind)) == level]


def settings_of(units: Collection[int], day: date) -> dict[int, tuple[Setting, ...]]:
    """Return what was settled for each unit, what the units above it settled first; two queries."""
    tree = tree_on(day)
    chains = {unit: [node.id for node in tree.path(unit)] or [unit] for unit in units}
    rows: dict[int, list[Setting]] = {}
    for row in Settled.objects.filter(unit__in={key for chain in chains.values() for key in chain} or {0}):
        rows.setdefault(row.unit_id, []).append(setting_of(row))
    return {unit: tuple(one for key in chain for one in rows.get(key, ())) for unit, chain in chains.items()}


def setting_of(row: Settled) -> Setting:
    """Return a row as a value of the core."""
    return Setting(
        type_id=row.type_id,
        kind=PeriodKind(row.kind) if row.kind else None,
        due=_rule(row.due_day, row.due_months, before=row.due_before),
        internal=_rule(row.internal_day, row.internal_months, before=row.internal_before),
        window=WindowRule(day=row.window_day, months_before=row.window_months_before) if row.window_day else None,
        lead_days=row.lead_days,
        shift=Shift(row.shift) if row.shift else None,
        to=row.to,
        printed=row.printed,
        source=row.source,
        off=row.off,
    )


def _rule(day: int | None, months: int, *, before: bool) -> DayRule | None:
    return DayRule(day=day, months=months, before=before) if day else None


def owed_by(
    unit: Unit, span: tuple[date, date], *, types: Iterable[ReportType] | None = None
) -> tuple[Obligation, ...]:
    """Return what a unit owes inside a span of days; three queries."""
    level = level_of(unit, span[1])
    if level is None:
        return ()
    settled = settings_of([unit.pk], span[1])[unit.pk]
    made = shipped_types().values() if types is None else types
    return obligations(made, level, span, calendar=national_calendar(), settings=settled)


def owed_once(unit: Unit, made: ReportType, period: Period) -> Obligation:
    """Return one obligation of a unit. Raises `NamroError` when the unit does not owe it."""
    day = period.days[1]
    settled = settings_of([unit.pk], day)[unit.pk]
    level = level_of(unit, day) or Level.COMMUNE
    return obligation_of(made, level, period, calendar=national_calendar(), settings=settled)
