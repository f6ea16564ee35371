"""What a workbook would do, row by row, in words."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.registers.actions.writing import changes_of
from namro.apps.registers.importing import Decided
from namro.core.registers import Register, shown
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file: a new row with its values, or a change with what was there before."""

    line: int
    number: str
    title: str
    said: tuple[tuple[str, str, str], ...]
    new: bool


def lines_of(register: Register, decided: Decided) -> list[Line]:
    """Return the rows that would be written, in the order of the file."""
    columns = {column.code: column for column in register.columns}
    name = register.title_column
    found = []
    for row in decided.new:
        said = tuple(
            (columns[code].title, "", shown(columns[code], text))
            for code, text in row.values.items()
            if code in columns and code != name.code
        )
        found.append(Line(row.line, "", shown(name, row.values.get(name.code, "")), said, True))
    for old, row in decided.changed:
        said = tuple(
            (columns[code].title, shown(columns[code], before) or NOTHING, shown(columns[code], after) or NOTHING)
            for code, (before, after) in changes_of(old.data, row.values).items()
            if code in columns
        )
        number = f"{old.seq}/{old.date.year}"
        found.append(Line(row.line, number, shown(name, row.values.get(name.code, "")), said, False))
    return sorted(found, key=lambda line: line.line)
