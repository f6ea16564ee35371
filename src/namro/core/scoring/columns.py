"""The facts of all units as arrays: one column for each input, one place for each unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from namro.core.framework.model import Framework
from namro.core.framework.uses import evidence_inputs, survey_inputs, uses
from namro.core.scoring.facts import Value
from namro.core.scoring.proof import STATUSES
from namro.core.scoring.table import LONG, FactTable

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_STATUS = {name: float(code) for code, name in enumerate(STATUSES)}


@dataclass
class Columns:
    """Columns of the scored year (`now`), of base years (`earlier`), and units that need exact arithmetic anyway.

    `errors` are the standard errors of survey results by `<input>_se`. Missing is NaN. Flags are 1 and 0, a proof's
    status is its place in `STATUSES`, its date YYYYMMDD as a number.
    """

    year: int
    count: int
    now: dict[str, Floats]
    earlier: dict[tuple[int, str], Floats]
    exact: Flags
    errors: dict[str, Floats]

    @cached_property
    def none(self) -> Flags:
        """No unit."""
        return np.zeros(self.count, dtype=np.bool_)

    @cached_property
    def missing(self) -> Floats:
        """A column without a value."""
        return np.full(self.count, np.nan)

    def column(self, name: str) -> Floats:
        """Return the column of an input."""
        return self.now.get(name, self.missing)

    def base(self, year: int, name: str) -> Floats:
        """Return the column of an earlier year."""
        return self.earlier.get((year, name), self.missing)


def columns_of(framework: Framework, table: FactTable) -> Columns:
    """Lay the facts out in columns for `score_many`."""
    rows = list(table.values.values())
    now = {name: _column(rows, name, float) for name in dict.fromkeys(use.input for use in uses(framework)) if name}
    for name, holds in evidence_inputs(framework).items():
        column = _column(rows, name, _PROOF[holds])
        if not np.isnan(column).all():
            now[name] = column
    units = table.units
    exact = np.array([unit in table.long for unit in units], dtype=np.bool_)
    earlier = _earlier(table, units, exact) if table.base_keys else {}
    errors = {name: _column(rows, name, float) for name in (f"{one}_se" for one in survey_inputs(framework))}
    return Columns(table.year, len(units), now, earlier, exact, errors)


def _column(rows: list[dict[str, Value]], name: str, convert: Callable[[Value], float]) -> Floats:
    nothing = float("nan")
    return np.array([nothing if (value := row.get(name)) is None else convert(value) for row in rows], dtype=np.float64)


def _earlier(table: FactTable, units: list[str], exact: Flags) -> dict[tuple[int, str], Floats]:
    """Lay out base values; units whose predecessors bring a long sum are marked in `exact`."""
    own = table.earlier
    found = {}
    for key in table.base_keys:
        found[key] = np.array([float(own.get(unit, {}).get(key, np.nan)) for unit in units])
    for place, unit in enumerate(units):
        if unit in table.predecessors:
            for key, base in table.of(unit).base.items():
                found[key][place] = float(base.value)
                exact[place] |= len(str(base.value)) > LONG
    return found


def _date(value: Value) -> float:
    return float(str(value).replace("-", ""))


_PROOF: dict[str, Callable[[Value], float]] = {
    "status": lambda value: _STATUS[str(value)],
    "date": _date,
    "count": float,
}
