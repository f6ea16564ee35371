"""Task tables: TT | Nhiệm vụ | Sản phẩm | Tiến độ | Phân công, in any order and under common other names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from namro.core.base.folding import fold
from namro.core.printed import Finding, Place, Section
from namro.documents.model import Cell, Row, Table
from namro.documents.recognition.columns import Column, body_rows
from namro.documents.recognition.markers import PART, ROMAN, outline_number, split_marker

_SHARED = (Column.WHO, Column.LEAD, Column.HELP, Column.TIME)
_DITTO = re.compile(r"\W*(?:nt|nhu tren|n/t)\W*")


@dataclass(slots=True)
class TableTask:
    """One row of a task table; parts are the printed paragraphs of each cell."""

    section: str
    number: str
    at: Place
    parts: dict[Column, list[str]] = field(default_factory=dict)

    def text(self, column: Column) -> str:
        """All text of one column on one line."""
        return " ".join(self.parts.get(column, ())).strip()


@dataclass(frozen=True, slots=True)
class TaskTables:
    """Rows in printed order, the section titles above them, and the results printed beside the tasks."""

    tasks: tuple[TableTask, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a column "Kết quả thực hiện" or "Tồn tại, hạn chế" says."""
        stated = ((task, task.text(Column.RESULT)) for task in self.tasks)
        return tuple(Finding(section=task.section, text=text, at=task.at) for task, text in stated if text)


def read_task_tables(tables: Iterable[Table]) -> TaskTables:
    """Read every task table; a table without a header of its own continues the one before."""
    tasks: list[TableTask] = []
    section = _Section()
    for columns, row in body_rows(tables, of_sheets=False):
        _take(row, columns, section, tasks)
    return TaskTables(tuple(tasks), tuple(section.titles.values()))


@dataclass(slots=True)
class _Section:
    part: str = ""
    roman: str = ""
    titles: dict[str, Section] = field(default_factory=dict)

    def open(self, text: str) -> bool:
        """Take a section row ("A NHIỆM VỤ …", "II CẢI CÁCH …"); False if the text is none."""
        found = re.match(r"([A-Z]|[IVX]+)\s*[.)]?(?:\s+|$)", text)
        marker, _ = split_marker(text)
        number = marker.number if marker.rank in (PART, ROMAN) else found.group(1) if found else ""
        if not number:
            return False
        if number in "ABCDEFGH" and not (number in "CD" and self.roman):
            self.part, self.roman = number, ""
        else:
            self.roman = number
        title = (text[found.end() :] if found else text).strip(" .:*")
        parent = self.part if self.part and self.roman else None
        self.titles.setdefault(self.path, Section(id=self.path, title=title, parent=parent))
        return True

    @property
    def path(self) -> str:
        return ".".join(x for x in (self.part, self.roman) if x)


def _take(row: Row, columns: dict[int, Column], section: _Section, tasks: list[TableTask]) -> None:
    cells = row.columns
    texts = [c.text for c in cells]
    filled = [t for t in texts if t]
    if not filled:
        return
    number = next((texts[i] for i, c in columns.items() if c is Column.NUMBER and i < len(texts)), "")
    if len(filled) <= 2 and _is_section_row(texts, filled, columns) and section.open(" ".join(filled)):
        return
    bare = outline_number(number.strip(" .)*"))
    if not bare and tasks and _continues(texts, columns):
        _extend(tasks[-1], cells, columns)
        return
    task = TableTask(section.path, bare, _place(row))
    _extend(task, cells, columns)
    if not task.text(Column.TASK):
        return
    _fill_dittos(task, tasks)
    _fill_joined(task, tasks, cells, columns)
    tasks.append(task)
    name = task.text(Column.CRITERION)
    if name and bare:  # a row that names its criterion is a section of its own
        task.section = bare
        section.titles.setdefault(bare, Section(id=bare, title=name, parent=section.path or None))


def _fill_dittos(task: TableTask, tasks: list[TableTask]) -> None:
    """ "-nt-" and "như trên" repeat the cell of the row above."""
    for column, lines in task.parts.items():
        if tasks and _DITTO.fullmatch(fold(" ".join(lines))):
            task.parts[column] = list(tasks[-1].parts.get(column, ()))


def _fill_joined(task: TableTask, tasks: list[TableTask], cells: tuple[Cell, ...], columns: dict[int, Column]) -> None:
    """A cell merged over several rows holds for each of them."""
    for i, column in columns.items():
        if tasks and column in _SHARED and i < len(cells) and cells[i].joined:
            task.parts[column] = list(tasks[-1].parts.get(column, ()))


def _is_section_row(texts: list[str], filled: list[str], columns: dict[int, Column]) -> bool:
    """A title over the whole width: no product, no date, nobody."""
    busy = [i for i, t in enumerate(texts) if t and columns.get(i) not in (Column.NUMBER, Column.TASK, None)]
    first = filled[0]
    return not busy and (first == texts[0] or len(filled) == 1) and not re.match(r"\d", first)


def _continues(texts: list[str], columns: dict[int, Column]) -> bool:
    """A row without a number goes on in the row above when its task cell is empty too."""
    task = next((texts[i] for i, c in columns.items() if c is Column.TASK and i < len(texts)), "")
    return not task


def _extend(task: TableTask, cells: tuple[Cell, ...], columns: dict[int, Column]) -> None:
    for i, cell in enumerate(cells):
        column = columns.get(i)
        if column is not None and column is not Column.NUMBER:
            task.parts.setdefault(column, []).extend(_lines(cell))


def _lines(cell: Cell) -> list[str]:
    return [p.text for p in cell.paragraphs if p.text]


def _place(row: Row) -> Place:
    return next((p.place for c in row.cells for p in c.paragraphs), row.cells[0].place)
