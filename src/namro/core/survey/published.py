"""Results that somebody published: values by factor with their method; what may be read from one year to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.faults import Faults
from namro.core.base.folding import fold, tidy
from namro.core.base.points import exact_words
from namro.core.survey.changes import Figure, change
from namro.core.survey.margins import Z, margin_of
from namro.core.survey.methods import Method, factor_named, runs, why_incomparable

#: Values are kept with so many decimals; more are not printed anywhere.
PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedValue:
    """A factor as printed: its code, its name, its value 0–100, the answers behind it where they are printed."""

    factor: str
    name: str
    value: Decimal
    n: int | None = None

    @property
    def margin(self) -> Decimal | None:
        """The margin of error that the number of answers allows; None where it is not printed."""
        return margin_of(self.value, self.n) if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedResult:
    """The result of a unit in a year; `key` leads back to where it is kept."""

    year: int
    method: Method
    values: tuple[PrintedValue, ...]
    source: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A factor in one result; `points` since the result of before and what may be said of it, where they compare."""

    value: PrintedValue | None
    points: Decimal | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A factor over the results; `runs` are places of results that a line may join."""

    factor: str
    name: str
    cells: tuple[Cell, ...]
    runs: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All factors over all results in order of years, and why no line goes from one result to the next (by place)."""

    results: tuple[PublishedResult, ...]
    series: tuple[Series, ...]
    breaks: Mapping[int, str]


def factor_code(name: str) -> str:
    """Return the code of a factor by its printed name: a known one, else one that follows from the name itself."""
    return factor_named(name) or f"x:{fold(tidy(name))}"[:80]


def check_values(values: Sequence[PrintedValue], faults: Faults, lines: Sequence[int] = ()) -> None:
    """Note values off the scale, answers that cannot be, a factor given twice, and that there is none at all."""
    seen: set[str] = set()
    if not values:
        faults.add(0, "chưa có yếu tố nào. Ghi ít nhất một giá trị, ví dụ hài lòng chung 87,5.")
    for place, one in enumerate(values):
        line = lines[place] if place < len(lines) else place + 1
        if not 0 <= one.value <= 100:
            faults.add(line, f"“{one.name}”: {exact_words(one.value)} nằm ngoài 0–100. Ghi chỉ số tính theo phần trăm.")
        if one.n is not None and one.n < 1:
            faults.add(line, f"“{one.name}”: số phiếu phải từ 1. Để trống nếu văn bản không in.")
        if one.factor in seen:
            faults.add(line, f"“{one.name}” đã có ở dòng trên. Giữ một dòng, hoặc ghi tên cho phân biệt.")
        seen.add(one.factor)


def compared(results: Iterable[PublishedResult]) -> Comparison:
    """Lay results side by side, year by year; a change is read only where the result before has the same method."""
    ordered = tuple(sorted(results, key=lambda one: (one.year, one.key)))
    breaks = {
        place: why for place in range(1, len(ordered))
        if (why := why_incomparable(ordered[place - 1].method, ordered[place].method))
    }  # fmt: skip
    names: dict[str, str] = {}
    for result in reversed(ordered):
        for one in result.values:
            names.setdefault(one.factor, one.name)
    groups = runs((place, result.method) for place, result in enumerate(ordered))
    return Comparison(
        ordered,
        tuple(Series(code, name, _cells(code, ordered, breaks), groups) for code, name in names.items()),
        breaks,
    )


def _cells(code: str, ordered: Sequence[PublishedResult], breaks: Mapping[int, str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for place, result in enumerate(ordered):
        now = next((one for one in result.values if one.factor == code), None)
        before = cells[-1].value if cells and place not in breaks else None
        if now is None or before is None:
            cells.append(Cell(now))
        else:
            said = change(_figure(before, result.method), _figure(now, result.method)).said
            cells.append(Cell(now, now.value - before.value, said))
    return tuple(cells)


def _figure(one: PrintedValue, method: Method) -> Figure:
    """A printed value with the error that its number of answers allows."""
    return Figure(value=float(one.value), se=None if one.margin is None else float(one.margin) / Z, method=method)
