"""What a report contains, as data: parts and sections, figures with their sources, tables with their checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.errors import NamroError

_PLACE = re.compile(r"\{(\w+)\}")


class Source(StrEnum):
    """Where a figure comes from. `ENTRY` is typed by whoever writes the section."""

    INDICATOR = "indicator"
    REGISTER = "register"
    TASKS = "tasks"
    ROUND = "round"
    ENTRY = "entry"


class Place(StrEnum):
    """Where a list stands: under its section, in an annex of its own, or only on the page, to help whoever writes."""

    BODY = "body"
    ANNEX = "annex"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure by its id. `ref` says which one to ask the source for; `section` is where it is shown and typed.

    `adds`: figures of many units are added, shares as numerators and denominators; otherwise they are only listed.
    """

    id: str
    name: str
    source: Source = Source.ENTRY
    ref: str = ""
    unit: str = ""
    section: str = ""
    share: bool = False
    adds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers; `under` is the heading it stands under with its neighbours."""

    id: str
    title: str
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A fixed row; `figure` fills its first column."""

    id: str
    title: str
    unit: str = ""
    figure: str = ""
    strong: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The sums of two lists of columns that have to agree.

    `previous`: the right ones are those of the table of the time before.
    """

    says: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    previous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the annex: fixed `rows`, or rows that people name (`open_rows` is the word above their names)."""

    id: str
    title: str
    section: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    open_rows: str = ""
    checks: tuple[Check, ...] = ()
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows that a source tells: the work done in the period, the work that is late."""

    id: str
    title: str
    source: Source
    ref: str
    place: Place = Place.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading. `says` are sentences made of figures, `lists` what follows them; `asks` tells who writes what to
    write; without `asks` nobody writes. `lead` marks what the coordinator writes, not a field's owner.
    """

    id: str
    title: str
    asks: str = ""
    says: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part ("I. …") with its sections."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The content of a type. Raises `NamroError` where an id is used that nothing has."""

    summary: str
    opening: str
    ending: str
    parts: tuple[Part, ...]
    bases: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    lists: tuple[Listing, ...] = ()

    def __post_init__(self) -> None:
        known = {figure.id for figure in self.figures}
        sections = [section.id for section in self.sections]
        _no_twin("mục", sections)
        _no_twin("số liệu", [figure.id for figure in self.figures])
        lists = {one.id for one in self.lists}
        for section in self.sections:
            for says in section.says:
                _named("số liệu", set(_PLACE.findall(says)) - known, f"câu “{says[:60]}”")
            _named("danh sách", set(section.lists) - lists, f"mục {section.id}")
        for table in self.tables:
            _named("mục", {table.section} - set(sections), f"bảng {table.id}")
            _named("số liệu", {row.figure for row in table.rows if row.figure} - known, f"bảng {table.id}")
            columns = {column.id for column in table.columns}
            for check in table.checks:
                _named("cột", {*check.left, *check.right} - columns, f"kiểm tra “{check.says}”")
        _named("mục", {one.section for one in self.figures if one.section} - set(sections), "số liệu")

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order."""
        return tuple(section for part in self.parts for section in part.sections)

    @property
    def written(self) -> tuple[Section, ...]:
        """The sections that somebody writes."""
        return tuple(section for section in self.sections if section.asks)

    def section(self, key: str) -> Section | None:
        """The section of an id."""
        return next((one for one in self.sections if one.id == key), None)

    def figures_of(self, section: str) -> tuple[Figure, ...]:
        """The figures that are shown with a section."""
        return tuple(one for one in self.figures if one.section == section)

    def tables_of(self, section: str) -> tuple[Table, ...]:
        """The tables that the owner of a section fills."""
        return tuple(one for one in self.tables if one.section == section)

    def table(self, key: str) -> Table | None:
        """The table of an id."""
        return next((one for one in self.tables if one.id == key), None)


def places_in(sentence: str) -> Iterator[str]:
    """Yield the ids of the figures that a sentence is made of."""
    yield from _PLACE.findall(sentence)


def _no_twin(what: str, ids: list[str]) -> None:
    twins = sorted({one for one in ids if ids.count(one) > 1})
    if twins:
        raise NamroError(f"Đề cương có hai {what} cùng mã “{twins[0]}”. Đổi một mã.", code="outline")


def _named(what: str, unknown: set[str], where: str) -> None:
    if unknown:
        raise NamroError(
            f"Đề cương, {where}: không có {what} “{min(unknown)}”. Sửa mã hoặc thêm {what} ấy.", code="outline"
        )
