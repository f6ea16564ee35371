"""The results of scoring, as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SCORED, NOT_APPLICABLE, NO_DATA, NO_EVIDENCE = "scored", "not_applicable", "no_data", "no_evidence"
STATES = (SCORED, NOT_APPLICABLE, NO_DATA, NO_EVIDENCE)


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
