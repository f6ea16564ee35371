"""Figures of a source: the terms counted out first, then all metrics in one query, then what is missing."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from namro.analytics import appointments
from namro.analytics.columns import SCHEMA
from namro.analytics.counting import WITHOUT_LIMIT, By, Cell, cells, counts
from namro.analytics.dossiers import DOSSIERS
from namro.analytics.engines import Engine
from namro.analytics.metrics import METRICS, Metric
from namro.analytics.on_time import with_facts
from namro.analytics.period import Period

#: Codes of dossiers without a limit that are named.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """The cells, and the dossiers in the period that have no appointment and no limit: how many, the first codes."""

    cells: list[Cell]
    without_limit: int
    named: tuple[str, ...]


def figures(engine: Engine, period: Period, *, by: By = By.UNIT, metrics: tuple[Metric, ...] = METRICS) -> Figures:
    """Return the figures of the engine's dossiers in a period. Raises `NamroError` for terms that cannot be counted."""
    dossiers = with_terms(engine, ibis.table(SCHEMA, name=DOSSIERS), period)
    rows = engine.rows(counts(dossiers, period, by, metrics))
    missing = sum(row[WITHOUT_LIMIT] for row in rows)
    named: tuple[str, ...] = ()
    if missing:
        found = with_facts(dossiers, period)
        first = found.filter(found.due_s.isnull()).select("code").order_by("code").limit(MOST_NAMED)
        named = tuple(row["code"] for row in engine.rows(first))
    return Figures(cells(rows, by, metrics), missing, named)


def with_terms(engine: Engine, dossiers: Table, period: Period) -> Table:
    """Return the dossiers with the appointments that follow from terms, counted out for those that need it."""
    terms = engine.rows(appointments.asked_terms(dossiers, period.beyond))
    if not terms:
        return appointments.with_appointments(dossiers, None)
    path = engine.temporary / "appointments.parquet"
    appointments.write_appointments(terms, path)
    engine.learn("appointments", path)
    return appointments.with_appointments(dossiers, ibis.table(appointments.SCHEMA, name="appointments"))
