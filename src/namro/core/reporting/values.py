"""Figures with numerator and denominator, tables of numbers: read as typed, checked, added, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.folding import fold, tidy
from namro.core.base.numerals import typed_number as number_of
from namro.core.base.points import exact_words, round_points
from namro.core.reporting.outline import Check, Figure, Table, places_in

#: Of a table: row → column → number. Rows that people name are kept under their names.
Cells = Mapping[str, Mapping[str, Decimal]]
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure. A share has numerator and denominator; `value` None: nobody knows it yet.

    `origin` says where it came from in words, `url` leads there.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    origin: str = ""
    url: str = ""

    @property
    def known(self) -> bool:
        """Whether there is something to print."""
        return self.value is not None

    def words(self, figure: Figure) -> str:
        """The figure as printed: "87,5% (14/16)", "1.204"."""
        if self.value is None:
            return ""
        if not figure.share:
            return exact_words(self.value)
        shown = exact_words(round_points(self.value))
        if self.numerator is None or self.denominator is None:
            return f"{shown}%"
        return f"{shown}% ({exact_words(self.numerator)}/{exact_words(self.denominator)})"


def share_of(numerator: Decimal, denominator: Decimal, **told: str) -> Value:
    """Return a share in percent; without a value where there is nothing to divide by."""
    value = numerator / denominator * 100 if denominator else None
    return Value(value=value, numerator=numerator, denominator=denominator, **told)


def typed_number(text: str, what: str) -> Decimal | None:
    """Return a number as people type it; None for an empty box. Raises `NamroError` that names the box."""
    if not text.strip():
        return None
    try:
        found = number_of(text)
    except NamroError as fault:
        if fault.code == "long_number":
            raise NamroError(f"{what}: {fault.message}", code=fault.code) from fault
        raise NamroError(
            f"{what}: “{text.strip()[:40]}” không phải là số. Ghi số như 1.204 hoặc 58,5; để trống nếu chưa có.",
            code="bad_number",
        ) from fault
    if found < 0 or found > _LARGEST:
        raise NamroError(
            f"{what}: “{text.strip()[:40]}” phải từ 0 đến 1.000.000.000.000.000. Sửa lại số.", code="bad_number"
        )
    return found


def faults_of(table: Table, cells: Cells, before: Cells | None = None) -> Iterator[str]:
    """Yield what does not agree in a table, row by row; `before` is the table of the time before, if there is one."""
    for name, row in cells.items():
        for check in table.checks:
            if check.previous and (before is None or not _row_of(before, name)):
                continue
            yield from _fault(table, check, name, row, _row_of(before or {}, name) if check.previous else row)


def _fault(
    table: Table, check: Check, name: str, row: Mapping[str, Decimal], other: Mapping[str, Decimal]
) -> Iterator[str]:
    if not any(column in row for column in (*check.left, *check.right)):
        return
    left = sum((row.get(column, Decimal(0)) for column in check.left), Decimal(0))
    right = sum((other.get(column, Decimal(0)) for column in check.right), Decimal(0))
    if left != right:
        title = next((one.title for one in table.rows if one.id == name), name)
        yield f"{title}: {check.says}; đang ghi {exact_words(left)} và {exact_words(right)}. Sửa số hoặc ghi rõ lý do."


def _row_of(cells: Cells, name: str) -> Mapping[str, Decimal]:
    """The row of a name, also where it was written with other capitals or spaces."""
    if name in cells:
        return cells[name]
    wanted = fold(tidy(name))
    return next((row for key, row in cells.items() if fold(tidy(key)) == wanted), {})


def totals_of(cells: Cells) -> dict[str, Decimal]:
    """Return the sum of each column."""
    found: dict[str, Decimal] = {}
    for row in cells.values():
        for column, number in row.items():
            found[column] = found.get(column, Decimal(0)) + number
    return found


def added(tables: Iterable[Cells]) -> dict[str, dict[str, Decimal]]:
    """Return the tables of many units added cell by cell; rows that people named are one where the words agree."""
    found: dict[str, dict[str, Decimal]] = {}
    names: dict[str, str] = {}
    for cells in tables:
        for name, row in cells.items():
            mine = found.setdefault(names.setdefault(fold(tidy(name)), name), {})
            for column, number in row.items():
                mine[column] = mine.get(column, Decimal(0)) + number
    return found


def merged(figure: Figure, values: Sequence[Value]) -> Value:
    """Return one figure of many units: sums, or the sum of numerators over the sum of denominators; never a mean.

    Units without the figure are left out; a share without its parts is not merged, and neither is what does not add.
    """
    known = [one for one in values if one.known]
    if not known or not figure.adds:
        return Value()
    if figure.share:
        parts = [(one.numerator, one.denominator) for one in known]
        if any(above is None or below is None for above, below in parts):
            return Value()
        return share_of(
            sum((above for above, _ in parts if above is not None), Decimal(0)),
            sum((below for _, below in parts if below is not None), Decimal(0)),
        )
    return Value(value=sum((one.value for one in known if one.value is not None), Decimal(0)))


def sentences_of(says: Iterable[str], figures: Mapping[str, Figure], values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the sentences of which every figure is known, filled in."""
    for sentence in says:
        needed = list(places_in(sentence))
        if all(name in values and values[name].known for name in needed):
            yield sentence.format(**{name: _in_words(figures[name], values[name]) for name in needed})


def _in_words(figure: Figure, value: Value) -> str:
    """A figure inside a sentence: one digit is written with a zero before it ("05 nhiệm vụ"), as documents do."""
    words = value.words(figure)
    return f"0{words}" if len(words) == 1 and words != "0" else words


def plain_value(value: Value) -> dict[str, str]:
    """A figure as texts, to be kept."""
    numbers = {"value": value.value, "numerator": value.numerator, "denominator": value.denominator}
    kept = {name: str(number) for name, number in numbers.items() if number is not None}
    return {**kept, "origin": value.origin, "url": value.url}


def value_from(plain: Mapping[str, Any]) -> Value:
    """A figure from its kept texts."""
    numbers = {
        name: Decimal(plain[name]) for name in ("value", "numerator", "denominator") if plain.get(name) is not None
    }
    return Value(origin=plain.get("origin", ""), url=plain.get("url", ""), **numbers)


def plain_cells(cells: Cells) -> dict[str, dict[str, str]]:
    """A table as texts, to be kept."""
    return {name: {column: str(number) for column, number in row.items()} for name, row in cells.items()}


def cells_from(plain: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, Decimal]]:
    """A table from its kept texts."""
    return {name: {column: Decimal(text) for column, text in row.items()} for name, row in plain.items()}


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that the data tell differently now than when the report was closed."""

    figure: Figure
    then: Value
    now: Value


def changed_since(
    figures: Iterable[Figure], then: Mapping[str, Value], now: Mapping[str, Value]
) -> tuple[Changed, ...]:
    """Return the figures of which the source tells another number now; typed ones have no source to change."""
    found = []
    for figure in figures:
        old, new = then.get(figure.id, Value()), now.get(figure.id, Value())
        if new.known and (old.value, old.numerator, old.denominator) != (new.value, new.numerator, new.denominator):
            found.append(Changed(figure, old, new))
    return tuple(found)
