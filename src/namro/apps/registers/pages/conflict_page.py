"""Two wrote the same columns of one row: both values, and a button for each."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.registers.actions import Conflict
from namro.core.registers import Register, shown
from namro.core.registers.rows import typed_again
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class ClashRow:
    """A column that two wrote."""

    title: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """The columns, and everything typed, so that nothing of it is lost."""

    register: str
    title: str
    row: str
    person: str
    version: int
    rows: tuple[ClashRow, ...]
    values: tuple[tuple[str, str], ...]


def conflict_page(register: Register, conflict: Conflict) -> ConflictPage:
    """Return the page; the second button sends the row as it would become, as made of the version that is there now."""
    rows = tuple(
        ClashRow(
            register.column(clash.column).title,
            shown(register.column(clash.column), clash.theirs) or NOTHING,
            shown(register.column(clash.column), clash.mine) or NOTHING,
        )
        for clash in conflict.clashes
    )
    merged = typed_again(register, conflict.merged)
    values = tuple((f"c.{column.code}", merged.get(column.code, "")) for column in register.columns)
    row = conflict.row
    return ConflictPage(register.code, register.title, row.code, conflict.by.full_name, row.version, rows, values)
