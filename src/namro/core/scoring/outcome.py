"""The results of scoring, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SCORED, NOT_APPLICABLE, NO_DATA, NO_EVIDENCE = "scored", "not_applicable", "no_data", "no_evidence"
STATES = (SCORED, NOT_APPLICABLE, NO_DATA, NO_EVIDENCE)
#: Only on a sheet that people fill: nothing typed yet, a survey whose result is not there. Neither is ever shown as 0.
EMPTY, CLOSED = "empty", "closed"
#: What stands in a sum where there are no points to show.
NO_POINTS = {EMPTY: "trống", CLOSED: "chưa khảo sát"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A node or item: exact points, what is taken out of its maximum, state, one sentence, items of proof not met.

    `missing` is None where no list of proof is asked for.
    """

    points: Decimal
    excluded: Decimal
    state: str
    why: str
    missing: tuple[str, ...] | None = None
    unranked: str = ""


def shared_state(states: Iterable[str]) -> str:
    """Return the state of a parent: not applicable as a whole, the one its applicable children share, else scored.

    Of a sheet being filled, a parent below which nothing is known yet is not scored either.
    """
    applicable = set(states) - {NOT_APPLICABLE}
    if len(applicable) <= 1:
        return applicable.pop() if applicable else NOT_APPLICABLE
    if applicable <= {EMPTY, CLOSED, NO_DATA}:
        return EMPTY if EMPTY in applicable else NO_DATA
    return SCORED


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """Points by source: appraisal, survey, computed."""

    points: Decimal
    max: Decimal
    excluded: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """One unit's result. `total` is exact, `percent` None when nothing is left to divide by; ranks are given apart."""

    total: Decimal
    max: Decimal
    excluded: Decimal
    percent: Decimal | None
    band: str | None
    band_why: str | None
    not_ranked: str
    bonus: Decimal
    penalty: Decimal
    criteria: dict[str, Outcome]
    adjustments: dict[str, Outcome]
    by_source: dict[str, SourceTotal]
