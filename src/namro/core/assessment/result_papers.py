"""The papers of a round's results as finished data: the act that publishes them, and what each unit is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.core.assessment.result_table import RankedUnit, ResultTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues a paper: names as they stand above it, the place before its day, who signs it."""

    body: str
    parent: str = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDecision:
    """The act that publishes or corrects results, with the table as its annex. A draft has no number and no day."""

    table: ResultTable
    issuer: Issuer

    @property
    def draft(self) -> bool:
        """Whether nothing is published yet."""
        return self.table.act is None


@dataclass(frozen=True, slots=True)
class LoweredRow:
    """A criterion that ended below what the unit claimed; None: it does not apply."""

    id: str
    name: str
    claimed: Decimal | None
    final: Decimal | None
    cause: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """What the appraisal asks of a unit for next year."""

    id: str
    name: str
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNotice:
    """What one unit is told: its result, what was lowered and why, what is asked of it. `dated` None: a draft."""

    table: ResultTable
    own: RankedUnit
    issuer: Issuer
    claimed_total: Decimal
    lowered: tuple[LoweredRow, ...] = ()
    asked: tuple[AskedRow, ...] = ()
    dated: date | None = None

    @property
    def draft(self) -> bool:
        """Whether nothing is published yet."""
        return self.table.act is None
