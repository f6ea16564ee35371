"""Records of the site that count as rows of a register: what they say in the register's columns, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from namro.apps.registers.beside import Kept
from namro.apps.registers.pages.list_page import Cell, columns_beside, css_of
from namro.core.registers import Register, Type, shown
from namro.ui.formats import day

PER_PAGE = 50
_LONG = 160


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One record; `row` is the number and the address of the row that names it, where there is one."""

    url: str
    day: str
    title: str
    about: str
    unit: str
    cells: tuple[Cell, ...]
    row: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The page; `doubtful` counts the rows of the register that have the document of a record and name none."""

    code: str
    title: str
    headings: tuple[str, ...]
    rows: Page[KeptRow]
    year: int
    years: tuple[int, ...]
    unit: str
    shows_units: bool
    query: str
    doubtful: tuple[tuple[str, str], ...]


def kept_rows(
    register: Register,
    records: Sequence[Kept],
    *,
    names: Mapping[int, str],
    named: Mapping[str, tuple[str, str]],
    page: str,
) -> Page[KeptRow]:
    """Return one page of the records; `named` are the rows that name one, by its key."""
    paged: Page[Any] = Paginator(records, PER_PAGE).get_page(page)
    beside = kept_columns(register)
    paged.object_list = [_row(register, one, beside, names, named.get(one.key)) for one in paged.object_list]
    return paged


def kept_columns(register: Register) -> tuple[str, ...]:
    """Return the columns that stand beside a record: those of the list that records fill."""
    filled = {column for _name, column in register.also.fills} if register.also else set()
    return tuple(column.code for column in columns_beside(register) if column.code in filled)


def _row(
    register: Register, one: Kept, beside: Sequence[str], names: Mapping[int, str], row: tuple[str, str] | None
) -> KeptRow:
    assert register.also is not None
    values = register.also.row(one.said)
    title = shown(register.title_column, values.get(register.title_column.code, ""))
    about = next((values[c.code] for c in register.columns if c.type is Type.LONG_TEXT and values.get(c.code)), "")
    if about == title:
        about = ""
    cells = (register.column(code) for code in beside)
    return KeptRow(
        url=one.url,
        day=day(one.day),
        title=title if len(title) <= _LONG else f"{title[:_LONG]}…",
        about=about if len(about) <= _LONG else f"{about[:_LONG]}…",
        unit=names.get(one.unit, ""),
        cells=tuple(Cell(c.title, shown(c, values.get(c.code, "")), css_of(c)) for c in cells),
        row=row,
    )
