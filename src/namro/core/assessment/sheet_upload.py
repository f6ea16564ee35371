"""What a sheet that was filled in offline changes: cell by cell, with what it was based on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.faults import Fault

#: The cells of a row that people fill in: points, the reason why it does not apply, the explanation.
POINTS, NOT_APPLICABLE, EXPLANATION = "points", "not_applicable", "explanation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One changed cell. Points are a Decimal or None (empty), the other fields texts.

    `base_version` and `base_value` are what the row and the cell were when the workbook was made, so that a newer
    change on the site shows and nothing is lost.
    """

    node_id: str
    field: str
    base_version: int
    base_value: Decimal | str | None
    value: Decimal | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUpload:
    """The changes that can be taken, the faults that must be cured first, and remarks that hold nothing up.

    A fault's `line` is a `SheetRow` with its column; a cell with a fault gives no change.
    """

    changes: tuple[CellChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
