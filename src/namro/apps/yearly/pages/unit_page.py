"""The sheets of a unit's people: how far each is, and the figures of those that may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.yearly.pages.words import ORDER, figure_words, posts_words, sheet_chip, value_words
from namro.apps.yearly.permissions import can_read
from namro.apps.yearly.reading import Reading
from namro.core.improvement.yearly_figures import Figure
from namro.core.improvement.yearly_states import State
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING

#: The columns of the page; the workbook has all figures.
COLUMNS = (
    Figure.EARLY, Figure.ON_TIME, Figure.LATE, Figure.OPEN, Figure.RETURNED, Figure.ASKED, Figure.INITIATIVES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with the address of its rows; "" where it is not to be seen or not known."""

    word: str
    value: str
    url: str
    bad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person; without figures as long as the person has not been shown the sheet."""

    name: str
    posts: str
    url: str
    chip: Chip
    waiting: int
    why_not: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """The whole page; `undrafted` people have no sheet, `drafted` sheets were not shown yet."""

    year: int
    unit: str
    name: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    page: Page[int]
    people: int
    undrafted: int
    states: tuple[tuple[Chip, int], ...]
    drafted: int
    units: tuple[tuple[str, str, bool], ...] = ()


def line_of(found: Reading, user: User, year: int) -> Line:
    """Return the row of one person."""
    sheet = found.sheet
    seen = sheet is not None and can_read(user, sheet)
    url = reverse("yearly:sheet", args=[year, sheet.code]) if seen and sheet else ""
    return Line(
        name=found.stay.name,
        posts=posts_words(found.stay),
        url=url,
        chip=sheet_chip(sheet),
        waiting=found.waiting if seen else 0,
        why_not="" if seen else _("Xem được khi đã gửi người được đánh giá."),
        cells=tuple(_cell(found, one, url) for one in COLUMNS),
    )


def _cell(found: Reading, figure: Figure, url: str) -> Cell:
    value = found.figures.get(figure)
    return Cell(
        word=figure_words(figure),
        value=NOTHING if not url else value_words(value),
        url=f"{url}?muc={figure.value}" if url and value else "",
        bad=bool(url and value) and figure == Figure.LATE,
    )


def states_of(counts: Mapping[str, int]) -> tuple[tuple[State, int], ...]:
    """Return the states that occur, in the order of the table."""
    return tuple((state, counts[state]) for state in State if counts.get(state))


def list_columns() -> list[tuple[str, int]]:
    """Return heads and widths of the workbook."""
    return [
        (_("Họ và tên"), 28), (_("Chức danh"), 36), (_("Trạng thái phiếu"), 24),
        *((figure_words(one), 14) for one in ORDER),
    ]  # fmt: skip


def list_rows(found: Iterable[Reading], user: User) -> Iterator[list[object]]:
    """Yield the rows of the workbook; what the reader may not see stays empty."""
    for one in found:
        seen = one.sheet is not None and can_read(user, one.sheet)
        values = [_shown(one.figures.get(figure)) if seen else "" for figure in ORDER]
        yield [one.stay.name, posts_words(one.stay), sheet_chip(one.sheet).words, *values]


def _shown(value: int | None) -> object:
    return value_words(None) if value is None else value
