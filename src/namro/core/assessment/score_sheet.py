"""One unit's sheet of one year as finished data: what the dossier, the workbook and the package print.

Points are exact and totals are handed in: whoever builds the sheet has counted, the writers only print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import takewhile

from namro.core.base.errors import NamroError

#: Points beside the scale: an item of these sides stands after the criteria and belongs to no domain.
BONUS, PENALTY = "bonus", "penalty"
#: Words of a paper, in Vietnamese whatever language its reader has: a row marked as not applicable without a reason (it
#: comes back in the workbook), the recipient above, a sheet that is in no round.
NO_REASON, NO_ROUND = "(chưa ghi lý do)", "Phiếu chưa vào kỳ đánh giá"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetProof:
    """One proof of a row. `number` is number and symbol ("05/KH-UBND"); a link has `link` and may have no file."""

    number: str = ""
    dated: date | None = None
    issuer: str = ""
    abstract: str = ""
    file_name: str = ""
    sha256: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A criterion, parents before their children in the order of the edition.

    `level` counts from 1 (a domain). `claimed` is None where nothing is entered yet; a parent carries its sum.
    `step` is the unit that points are given in (None: any), `computed` points come from facts and `survey` points from
    the survey, so neither is typed. `counted` is what the total takes of points typed out of bounds, None for all that
    are in them. `not_applicable` is the unit's reason, empty where the criterion applies; `ruled_out`: by the facts it
    does not. `version` counts the row's changes. `side` is empty, or `BONUS` or `PENALTY` for an item beside the scale,
    whose `max` may be None.
    """

    node_id: str
    name: str
    level: int
    is_leaf: bool
    max: Decimal | None
    claimed: Decimal | None = None
    counted: Decimal | None = None
    step: Decimal | None = None
    computed: bool = False
    survey: bool = False
    not_applicable: str = ""
    ruled_out: bool = False
    explanation: str = ""
    last_year: Decimal | None = None
    last_reason: str = ""
    owner: str = ""
    proof: tuple[SheetProof, ...] = ()
    version: int = 0
    side: str = ""

    @property
    def open(self) -> bool:
        """Whether the unit itself fills the row in."""
        return self.is_leaf and not self.computed and not self.survey

    @property
    def lost(self) -> Decimal:
        """Points given up in the self-score; nothing where none are due: empty, not applicable, beside the scale."""
        if self.claimed is None or self.max is None or self.not_applicable or self.side:
            return Decimal(0)
        return self.max - self.claimed


@dataclass(frozen=True, kw_only=True)
class ScoreSheet:
    """A unit's sheet of a year.

    `act` is the deciding act of the edition in words, `edition_hash` the hash of its text, `max` and `precision` its
    scale; `excluded` is what the maximum loses by criteria that do not apply. `period_from` and `period_to` are the
    first and last day measured. `dated` and `doc_code` are None and empty in a draft. `bases` are the legal grounds,
    one sentence each. Raises `NamroError` for two rows of one id.
    """

    unit_name: str
    unit_code: str
    parent_name: str = ""
    year: int
    framework: str
    edition: str
    edition_hash: str = ""
    framework_title: str
    act: str = ""
    period_from: date
    period_to: date
    round_title: str
    round_code: str
    rows: tuple[SheetRow, ...]
    max: Decimal
    precision: int = 2
    total: Decimal
    excluded: Decimal = Decimal(0)
    last_total: Decimal | None = None
    band: str = ""
    last_band: str = ""
    difficulties: str = ""
    proposals: str = ""
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_title: str = ""
    signer_name: str = ""
    place: str = ""
    dated: date | None = None
    doc_code: str = ""

    def __post_init__(self) -> None:
        twice = {row.node_id for row in self.rows if self.by_id[row.node_id] is not row}
        if twice:
            raise NamroError(f"Phiếu có hai dòng cùng mã {', '.join(sorted(twice))}.", code="sheet_rows")

    @cached_property
    def by_id(self) -> dict[str, SheetRow]:
        """The rows by the id of their node."""
        return {row.node_id: row for row in self.rows}

    @property
    def domains(self) -> tuple[SheetRow, ...]:
        """The rows of the first level."""
        return tuple(row for row in self.rows if row.level == 1 and not row.side)

    def waiting(self, row: SheetRow | None = None) -> tuple[SheetRow, ...]:
        """Survey leaves whose points are not known yet, of the whole sheet or below one row (itself included)."""
        below = self.leaves if row is None else (row, *self.below(row))
        return tuple(r for r in below if r.is_leaf and r.survey and r.claimed is None and not r.not_applicable)

    def unknown(self, row: SheetRow) -> bool:
        """Whether everything that a row is made of waits for its survey."""
        leaves = tuple(r for r in (row, *self.below(row)) if r.is_leaf)
        return bool(leaves) and leaves == self.waiting(row)

    def below(self, row: SheetRow) -> tuple[SheetRow, ...]:
        """The rows under a row, at any depth."""
        after = self.rows[self.rows.index(row) + 1 :]
        return tuple(takewhile(lambda r: r.level > row.level and not r.side, after))

    def change(self, row: SheetRow | None = None) -> Decimal | None:
        """Points more than last year, of the whole sheet or of one row; None where they cannot be compared.

        Last year's points of surveys that are still waiting are left out, or the change would be theirs. It is worked
        out from the points as they are printed, so that whoever takes one column from the other finds it.
        """
        now, before = (self.total, self.last_total) if row is None else (row.claimed, row.last_year)
        surveys = [r.last_year for r in self.waiting(row)]
        if now is None or before is None or None in surveys or (row is not None and self.unknown(row)):
            return None
        left_out = sum((last for last in surveys if last is not None), Decimal(0))
        return self.printed(now) - self.printed(before - left_out)

    def printed(self, value: Decimal) -> Decimal:
        """Points with as many digits as the edition prints."""
        return value.quantize(Decimal(1).scaleb(-self.precision), ROUND_HALF_UP)

    @property
    def leaves(self) -> tuple[SheetRow, ...]:
        """The rows that carry points of their own."""
        return tuple(row for row in self.rows if row.is_leaf)

    def numbered_proof(self) -> Iterator[tuple[int, SheetRow, SheetProof]]:
        """Every proof with its number in the list, in the order of the rows; one of two criteria has two numbers."""
        number = 0
        for row in self.rows:
            for proof in row.proof:
                number += 1
                yield number, row, proof
