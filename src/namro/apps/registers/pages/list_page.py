"""A register as a list: filters, figures, rows with what is to be seen to, and the way to the pages beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.registers.asked import EVERY, Asked, sifted
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.pages.figures import FigureRow
from namro.apps.registers.queries import LACKING, OPEN, REMOVED, RowPage
from namro.core.base.points import exact_words
from namro.core.registers import Column, Register, Type, shown
from namro.ui.chips import Chip
from namro.ui.formats import day

#: Columns of a row in the list besides its number, day and name.
_BESIDE = 4
_LONG = 160


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with the heading that a telephone shows before it."""

    heading: str
    text: str
    css: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list."""

    url: str
    number: str
    day: str
    title: str
    about: str
    unit: str
    cells: tuple[Cell, ...]
    marks: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A way of looking at the list."""

    words: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter by a column: a list of options, or names to type."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The whole page."""

    code: str
    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[ListRow, ...]
    count: str
    tabs: tuple[Tab, ...]
    sieves: tuple[Sieve, ...]
    units: tuple[tuple[str, str, bool], ...]
    shows_units: bool
    narrowed: bool
    query: str
    newer: str
    older: str
    first: str
    last: str
    search: str
    state: str
    figures: tuple[FigureRow, ...]
    year: int
    unit: str
    whole: str
    #: How many records kept elsewhere count beside the rows; None for a register that has none of them.
    kept: int | None = None
    #: Of how many units that were taken over rows count in the figures.
    merged: int = 0


def list_page(
    register: Register,
    asked: Asked,
    page: RowPage,
    *,
    figures: tuple[FigureRow, ...],
    year: int,
    names: Mapping[int, str],
    people: tuple[str, ...],
    kept: int | None = None,
    merged: int = 0,
) -> ListPage:
    """Return the page; `names` are units by id, `people` those that a filter offers."""
    beside = columns_beside(register)
    narrowed = asked.sought.narrowed
    return ListPage(
        code=register.code,
        title=register.title,
        about=register.about,
        headings=tuple(column.title for column in beside),
        rows=tuple(_row(register, row, beside, names if asked.unit is None else {}) for row in page.rows),
        count=_count(page),
        tabs=_tabs(register, asked),
        sieves=tuple(_sieve(column, asked, people) for column in sifted(register)),
        units=tuple((node.code, node.name, node == asked.unit) for node in asked.units),
        shows_units=asked.unit is None,
        narrowed=narrowed,
        query=asked.query(),
        newer=asked.query(truoc=str(page.earlier)) if page.earlier else "",
        older=asked.query(sau=str(page.later)) if page.later else "",
        first=day(asked.sought.first) if asked.sought.first else "",
        last=day(asked.sought.last) if asked.sought.last else "",
        search=asked.sought.search,
        state=asked.sought.state,
        figures=figures,
        year=year,
        unit=asked.unit.name if asked.unit else "",
        whole=f"don-vi={asked.unit.code if asked.unit else EVERY}",
        kept=kept,
        merged=merged,
    )


def columns_beside(register: Register) -> tuple[Column, ...]:
    """Return the columns that stand in the list: choices and people first, then what is required."""
    taken = {register.date, register.title_column.code}
    rest = [column for column in register.columns if column.code not in taken and column.type is not Type.LONG_TEXT]
    found = [column for column in rest if column.indexed]
    found += [column for column in rest if column.required and column not in found]
    return tuple(column for column in register.columns if column in found[:_BESIDE])


def _count(page: RowPage) -> str:
    words = exact_words(Decimal(page.count))
    return _("hơn %(n)s dòng") % {"n": words} if page.more else _("%(n)s dòng") % {"n": words}


def _tabs(register: Register, asked: Asked) -> tuple[Tab, ...]:
    words = {"": _("Tất cả")}
    if register.stages is not None:
        words[OPEN] = _("Đang chờ")
    if register.proof is not None:
        words[LACKING] = _("Thiếu minh chứng")
    words[REMOVED] = _("Đã bỏ")
    state = asked.sought.state
    return tuple(Tab(said, asked.query(loc=key), key == state) for key, said in words.items())


def _sieve(column: Column, asked: Asked, people: tuple[str, ...]) -> Sieve:
    name = f"c.{column.code}"
    options: tuple[tuple[str, str], ...] = ()
    if column.type is Type.CHOICE:
        options = tuple((choice.code, choice.title) for choice in column.choices)
    if column.type is Type.YES_NO:
        options = (("true", _("Có")), ("false", _("Không")))
    return Sieve(name, column.title, asked.typed.get(name, ""), options, people if not options else ())


def _row(register: Register, row: RegisterRow, beside: tuple[Column, ...], names: Mapping[int, str]) -> ListRow:
    title = shown(register.title_column, row.data.get(register.title_column.code, ""))
    about = next((row.data[c.code] for c in register.columns if c.type is Type.LONG_TEXT and row.data.get(c.code)), "")
    return ListRow(
        url=reverse("registers:row", args=[register.code, row.code]),
        number=f"{row.seq}/{row.date.year}",
        day=day(row.date),
        title=title or _("Dòng %(n)d") % {"n": row.seq},
        about=about if len(about) <= _LONG else f"{about[:_LONG]}…",
        unit=names.get(row.unit_id, ""),
        cells=tuple(Cell(c.title, shown(c, row.data.get(c.code, "")), css_of(c)) for c in beside),
        marks=row_marks(row),
    )


def css_of(column: Column) -> str:
    """Return the class of a cell."""
    return "num" if column.type in (Type.NUMBER, Type.MONEY) else ""


def row_marks(row: RegisterRow) -> tuple[Chip, ...]:
    """Return what is to be seen to in a row."""
    found = []
    if row.removed_at:
        found.append(Chip("file-off", "line", _("đã bỏ")))
    elif row.is_open:
        found.append(Chip("hourglass", "warn", _("đang chờ")))
    if row.lacks_proof and not row.removed_at:
        found.append(Chip("alert-triangle", "warn", _("thiếu minh chứng")))
    if row.proofs:
        found.append(Chip("file-check", "good", _("%(n)d minh chứng") % {"n": row.proofs}))
    return tuple(found)
