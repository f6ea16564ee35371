"""One figure of a register unit by unit: sorted, paged, with the total of all units; and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.registers.by_unit import UnitFigures, together
from namro.apps.registers.figures import Span
from namro.apps.registers.pages.figures import figure_row, value_words
from namro.core.base.points import exact_words
from namro.core.registers import Figure, FigureDefinition, Kind, Register
from namro.ui.chips import Chip
from namro.ui.formats import day

PER_PAGE = 50
NAME, ABOVE, BELOW, VALUE = "ten", "tu", "mau", "gia-tri"
ORDERS = (NAME, ABOVE, BELOW, VALUE)
#: Before the name of a column: from the largest down.
DOWN = "-"
#: The value of `?ban-do=` for today's map, as on the list of units.
TODAY = "hom-nay"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit."""

    name: str
    url: str
    note: str
    above: str
    below: str
    value: str
    mark: Chip | None


@dataclass(frozen=True, slots=True)
class Head:
    """A heading that sorts: its words, its address, and how it sorts now ("ascending", "descending", "")."""

    words: str
    query: str
    sorted: str
    number: bool


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """What the address asks for."""

    figure: FigureDefinition
    period: str
    span: Span
    today: bool
    order: str

    def query(self, **others: str) -> str:
        """Return the address's query with some parts changed."""
        parts = {"chi-tieu": self.figure.code, "ky": self.period, "xep": self.order}
        parts |= {"ban-do": TODAY if self.today else ""}
        return urlencode({name: text for name, text in (parts | others).items() if text})


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """The whole page."""

    code: str
    title: str
    heads: tuple[Head, ...]
    rows: Page[Any]
    total: TableRow | None
    ratio: bool


def units_page(register: Register, rows: Sequence[UnitFigures], asked: UnitsAsked, page: str) -> UnitsPage:
    """Return one page of the table."""
    figure = asked.figure
    paged: Page[Any] = Paginator(in_order(rows, asked), PER_PAGE).get_page(page)
    paged.object_list = [_row(register, row, asked) for row in paged.object_list]
    whole = together(rows, figure)
    return UnitsPage(
        code=register.code,
        title=register.title,
        heads=tuple(_heads(asked)),
        rows=paged,
        total=_cells(register, figure, whole, name=_("Tất cả đơn vị")) if whole and len(rows) > 1 else None,
        ratio=figure.kind is Kind.RATIO,
    )


def in_order(rows: Sequence[UnitFigures], asked: UnitsAsked) -> list[UnitFigures]:
    """Return the units as asked; what has no value stands last both ways, equals by name."""
    column, down = asked.order.removeprefix(DOWN), asked.order.startswith(DOWN)
    if column == NAME:
        return list(reversed(rows)) if down else list(rows)
    known = [row for row in rows if _of(row.figures[asked.figure.code], column) is not None]
    known.sort(key=lambda row: _sign(_of(row.figures[asked.figure.code], column), down=down))
    return known + [row for row in rows if _of(row.figures[asked.figure.code], column) is None]


def _sign(value: Decimal | None, *, down: bool) -> Decimal:
    number = value if value is not None else Decimal(0)
    return -number if down else number


def _of(figure: Figure, column: str) -> Decimal | None:
    return {ABOVE: figure.numerator, BELOW: figure.denominator, VALUE: figure.value}[column]


def _heads(asked: UnitsAsked) -> Iterator[Head]:
    words = {NAME: _("Đơn vị"), ABOVE: _("Tử số"), BELOW: _("Mẫu số"), VALUE: _("Giá trị")}
    column, down = asked.order.removeprefix(DOWN), asked.order.startswith(DOWN)
    for name, word in words.items():
        if asked.figure.kind is not Kind.RATIO and name in (ABOVE, BELOW):
            continue
        state = ("descending" if down else "ascending") if name == column else ""
        # Numbers are looked at from the largest down first.
        first = name if name == NAME else f"{DOWN}{name}"
        other = name if down else f"{DOWN}{name}"
        yield Head(word, asked.query(xep=other if state else first), state, name != NAME)


def _row(register: Register, row: UnitFigures, asked: UnitsAsked) -> TableRow:
    first, last = asked.span
    place = {"don-vi": row.code, "tu": first.isoformat(), "den": last.isoformat()}
    url = "" if row.ended else f"{reverse('registers:register', args=[register.code])}?{urlencode(place)}"
    note = _("kết thúc ngày %(day)s") % {"day": day(row.ended)} if row.ended else ""
    return _cells(register, asked.figure, row.figures[asked.figure.code], name=row.name, url=url, note=note)


def _cells(
    register: Register, definition: FigureDefinition, figure: Figure, *, name: str, url: str = "", note: str = ""
) -> TableRow:
    shown = figure_row(register, definition, figure)
    below = exact_words(figure.denominator) if figure.denominator is not None else ""
    return TableRow(name, url, note, exact_words(figure.numerator), below, shown.value, shown.mark)


def sheet_rows(
    register: Register, by_period: Mapping[str, Sequence[UnitFigures]]
) -> Iterator[tuple[str | Decimal | None, ...]]:
    """Yield the cells of the workbook: every figure of every unit, period by period."""
    for period, rows in by_period.items():
        for row in rows:
            for definition in register.figures:
                figure = row.figures[definition.code]
                yield (
                    row.code, row.name, period, definition.title, figure.numerator, figure.denominator, figure.value,
                    value_words(definition, figure),
                )  # fmt: skip
