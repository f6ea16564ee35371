"""What is printed: the few kinds of parts that every format knows how to set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

#: A line to be filled in by hand; the reader takes it as empty.
DOTS = "……………………"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `style` is a key of the layout's styles; `rule_mm` is the length of a short line under it.

    `lead` are the first words of the text, set in bold: "Điều 1.".
    """

    style: str
    text: str
    rule_mm: float = 0
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table of two columns without borders; `shares` are percent of the width of the page."""

    shares: tuple[int, int]
    rows: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """From here on pages numbered from 1 again, landscape unless `upright`."""

    upright: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the task table: `share` in percent; `marker` starts its line when tasks are printed as blocks.

    `needed`: a block prints the line, as dots, even when it is empty, because somebody has to fill it in.
    """

    title: str
    share: int
    style: str = "cell"
    marker: str = ""
    needed: bool = False


#: The style of a strong row's cell by that of its column.
_STRONG = {"cell": "cell_group", "cell_centred": "cell_head"}


@dataclass(frozen=True, slots=True)
class Group:
    """A row over the whole table."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task or criterion; `cells` as many as columns, a line break inside a cell is "\\n".

    `strong` rows are set like headings: the fields and the total of a sheet.
    """

    cells: tuple[str, ...]
    strong: bool = False

    def style(self, column: Column) -> str:
        """The style of this row's cell in a column."""
        return _STRONG[column.style] if self.strong else column.style


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The tasks, as a table or (the same content) as blocks of lines."""

    columns: tuple[Column, ...]
    rows: tuple[Group | TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: its label, its value in words beside it, the value 0–100 with its interval and its goal (None: none)."""

    label: str
    words: str
    value: float | None
    low: float | None = None
    high: float | None = None
    goal: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars from 0 to 100 with marks of the axis; `note` says what marks mean, `alt` what it shows in words."""

    bars: tuple[Bar, ...]
    ticks: tuple[int, ...] = (0, 20, 40, 60, 80, 100)
    note: str = ""
    alt: str = ""


Part = Line | Columns | AnnexPage | TaskTable | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document as it will be printed, the same for every format: its parts in reading order.

    `letterhead` and `tasks` are what a workbook of it shows: the names above and one table.
    """

    title: tuple[Line, ...]
    parts: tuple[Part, ...]
    letterhead: Columns | None = None
    tasks: TaskTable | None = None


def grouped_table(columns: tuple[Column, ...], groups: Iterable[tuple[Group, Iterable[TaskRow]]]) -> TaskTable:
    """A table in which the rows of each group stand below the group's own row."""
    return TaskTable(columns, tuple(chain.from_iterable((group, *rows) for group, rows in groups)))


def block_lines(table: TaskTable) -> tuple[Line, ...]:
    """The tasks as lines: "1. group:", "1.1. criterion:", then one line per further column."""
    lines: list[Line] = []
    for row in table.rows:
        if isinstance(row, Group):
            lines.append(Line("section", f"{row.number}. {row.title}:"))
            continue
        number, name, *values = row.cells
        lines.append(Line("item", f"{number}. {name}:"))
        for column, value in zip(table.columns[2:], values, strict=True):
            if value or column.needed:
                lines.append(Line("body", f"{column.marker} {column.title}: {value or DOTS}"))
    return tuple(lines)
