"""Faults of an input file: all of them at once, each with its line, its node and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from namro.core.base.errors import NamroError

#: More faults than a person reads in one go are counted, not printed.
PRINTED = 500
#: With this many faults it is another kind of file; reading on would only cost time.
MOST = 2000


class SheetRow(int):
    """A row of a workbook, where a text file has a line: counts and sorts like one, and names its sheet when told.

    `column` is its letter where one cell is meant.
    """

    sheet: str
    column: str

    def __new__(cls, row: int, sheet: str, *, column: str = "") -> SheetRow:
        """Count rows from 1, as people see them."""
        made = super().__new__(cls, row)
        made.sheet, made.column = sheet, column
        return made

    def __str__(self) -> str:
        """Say "7, cột E, trang “Tiêu chí”", to stand after "dòng"; what the file does not name is left out."""
        column = f", cột {self.column}" if self.column else ""
        return f"{int(self)}{column}" + (f", trang “{self.sheet}”" if self.sheet else "")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: `line` counts from 1 (0: the file as a whole), `node` is the criterion's id or empty."""

    line: int
    node: str
    message: str

    def __str__(self) -> str:
        """Say where, then what: "dòng 12, tiêu chí 1.2: …"."""
        line = f"dòng {self.line}" if self.line else ""
        node = f"mục “{self.node}”" if self.node else ""
        where = ", ".join(part for part in (line, node) if part)
        return f"{where}: {self.message}" if where else self.message


@dataclass(slots=True)
class Faults:
    """What is wrong in one file, collected while it is read on."""

    name: str
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, message: str, *, node: str = "") -> None:
        """Note one fault; reading goes on, unless there are `MOST` of them: then raise `BrokenFile` at once."""
        self.found.append(Fault(line, node, message))
        if len(self.found) >= MOST:
            self.refuse()

    def refuse(self) -> None:
        """Raise `BrokenFile` if anything was found."""
        if self.found:
            raise BrokenFile(self.name, self.found)


class BrokenFile(NamroError):
    """A file with faults. `faults` holds them in the order of their lines; the message names all."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(sorted(dict.fromkeys(faults), key=_place))
        said = [
            f"{name}, {fault}" if fault.line or fault.node else f"{name}: {fault}" for fault in self.faults[:PRINTED]
        ]
        if len(self.faults) > PRINTED:
            said.append(f"{name}: còn {len(self.faults) - PRINTED} lỗi nữa; sửa những lỗi trên rồi kiểm tra lại.")
        super().__init__("\n".join(said), code="broken_file")


def _place(fault: Fault) -> tuple[str, Fault]:
    return getattr(fault.line, "sheet", ""), fault
