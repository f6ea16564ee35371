"""A computed result into its row, and its lines back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from namro.apps.assessments.models import Score
from namro.core.scoring.numbers import plain, settled
from namro.core.scoring.outcome import STATES, Outcome, UnitScore

#: Node and item lines: points, what is taken out of the maximum, place of the state, sentence, proof not met.
Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A node or item of a stored result."""

    points: Decimal
    excluded: Decimal
    state: str
    why: str
    missing: tuple[str, ...]


def row_of(one: UnitScore, *, unit: int, year: int, edition: str, digest: str, at: datetime) -> Score:
    """Return the row of a result, not saved."""
    return Score(
        unit_id=unit,
        year=year,
        edition=edition,
        total_nano=nano(one.total),
        percent_nano=None if one.percent is None else nano(one.percent),
        band=one.band or "",
        band_why=one.band_why or "",
        not_ranked=one.not_ranked,
        lines={
            "criteria": {key: _cells(outcome) for key, outcome in one.criteria.items()},
            "adjustments": {key: _cells(outcome) for key, outcome in one.adjustments.items()},
            "excluded": plain(one.excluded),
            "bonus": plain(one.bonus),
            "penalty": plain(one.penalty),
        },
        digest=digest,
        computed_at=at,
    )


def nano(value: Decimal) -> int:
    """Return a settled value as a whole number of 1e-9."""
    return int(settled(value).scaleb(9))


def _cells(outcome: Outcome) -> Cells:
    cells: Cells = [plain(outcome.points), plain(outcome.excluded), STATES.index(outcome.state), outcome.why]
    return [*cells, list(outcome.missing)] if outcome.missing else cells


def lines_of(row: Score, part: str) -> Iterator[tuple[str, Line]]:
    """Yield the lines of `criteria` or `adjustments`."""
    for key, (points, excluded, state, why, *missing) in row.lines[part].items():
        yield key, Line(Decimal(points), Decimal(excluded), STATES[state], why, tuple(missing[0]) if missing else ())
