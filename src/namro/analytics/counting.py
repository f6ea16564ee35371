"""Numerators and denominators by unit, or by unit and month: one query for all metrics, on any engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import ibis
from ibis.expr.types import Table

from namro.analytics.metrics import Counted, Metric
from namro.analytics.on_time import with_facts
from namro.analytics.period import Period

#: Column of the dossiers without an appointment and without a limit to compute one from.
WITHOUT_LIMIT = "without_limit"


class By(StrEnum):
    """What figures are broken down by; the month is that of acceptance."""

    UNIT = "unit"
    MONTH = "unit,month"

    @property
    def columns(self) -> list[str]:
        """The columns that make a cell."""
        return self.value.split(",")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One metric of one unit, or of one unit in the dossiers accepted in one month (`2026-03`)."""

    unit: str
    month: str | None
    metric: str
    numerator: int
    denominator: int


def counts(
    dossiers: Table, period: Period, by: By, metrics: tuple[Metric, ...], more: Mapping[str, Counted] | None = None
) -> Table:
    """Return the query: for each cell the count of its dossiers and two sums for each metric.

    `more` are further booleans to be counted, by column.
    """
    found = with_facts(dossiers, period)
    sums = {WITHOUT_LIMIT: found.due_s.isnull().sum(), "dossiers": found.count()}
    for metric in metrics:
        adds, among = metric.adds(found), metric.among(found) if metric.among else None
        sums[f"{metric.code}_n"] = _sum(adds if among is None else among & adds)
        sums[f"{metric.code}_d"] = found.count() if among is None else _sum(among)
    sums |= {name: _sum(counted(found)) for name, counted in (more or {}).items()}
    return found.group_by(by.columns).aggregate(**sums)


def cells(rows: Iterable[dict[str, Any]], by: By, metrics: tuple[Metric, ...]) -> list[Cell]:
    """Return the cells of the query's rows by unit, month and metric; those with denominator 0 are left out."""
    ordered = sorted(rows, key=lambda row: [row[name] for name in by.columns])
    return [
        Cell(
            unit=row["unit"],
            month=f"{row['month'] // 100}-{row['month'] % 100:02d}" if by is By.MONTH else None,
            metric=metric.code,
            numerator=int(row[f"{metric.code}_n"]),
            denominator=int(row[f"{metric.code}_d"]),
        )
        for row in ordered
        for metric in metrics
        if row[f"{metric.code}_d"]
    ]


def _sum(counted: Any) -> Any:
    whole = counted.ifelse(1, 0) if counted.type().is_boolean() else counted
    return ibis.coalesce(whole.sum(), 0)
