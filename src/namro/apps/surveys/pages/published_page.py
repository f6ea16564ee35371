"""Published results side by side: factors by year, changes where the method allows them, why there is none else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.surveys.models import Published
from namro.core.base.points import MINUS, exact_words, format_points
from namro.core.survey.changes import UNSURE
from namro.core.survey.methods import FORMULA_WORDS, known_methods
from namro.core.survey.published import Cell, Comparison, Series
from namro.ui.chips import Chip
from namro.ui.formats import moment, number

_WIDE, _HIGH, _EDGE = 150, 34, 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines that join years of one method, a dot for each value, and where a method ends."""

    lines: tuple[str, ...]
    dots: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as the table shows it; `moved` is the change, `doubt` says what may not be concluded."""

    value: str
    n: str
    moved: Chip | None


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor with its values from the first year to the last."""

    name: str
    cells: tuple[Shown | None, ...]
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class YearHead:
    """The head of a result's column; `why` there is no line to it from the one before ("" there is)."""

    year: int
    url: str
    source: str
    method: str
    why: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All of it."""

    heads: tuple[YearHead, ...]
    rows: tuple[FactorRow, ...]


def comparison_page(found: Comparison, urls: dict[str, str]) -> ComparisonPage:
    """Return the page; `urls` are those of results by their keys."""
    heads = tuple(
        YearHead(one.year, urls[one.key], one.source, one.method.words, found.breaks.get(place, ""))
        for place, one in enumerate(found.results)
    )
    values = [cell.value.value for one in found.series for cell in one.cells if cell.value]
    least = min(values, default=Decimal(0))
    breaks = tuple(found.breaks)
    return ComparisonPage(heads, tuple(_row(one, least, breaks) for one in found.series))


def _row(one: Series, least: Decimal, breaks: Sequence[int]) -> FactorRow:
    return FactorRow(one.name, tuple(_shown(cell) for cell in one.cells), _drawn(one, least, breaks))


def _shown(cell: Cell) -> Shown | None:
    if cell.value is None:
        return None
    n = _("n = %(n)s") % {"n": number(Decimal(cell.value.n))} if cell.value.n else ""
    if n and cell.value.margin is not None:
        n = f"± {format_points(cell.value.margin, places=1)}, {n}"
    return Shown(exact_words(cell.value.value), n, moved_chip(cell.points, cell.said))


def moved_chip(points: Decimal | None, said: str) -> Chip | None:
    """Say a change in points; within the error, say that nothing may be concluded."""
    if points is None:
        return None
    words = f"{'+' if points > 0 else MINUS if points < 0 else ''}{exact_words(abs(points))}"
    if said.startswith(UNSURE):
        return Chip("help-circle", "line", f"{words}, {said}")
    if not points:
        return Chip("circle-check", "line", said or words)
    return Chip("arrows-diff", "good" if points > 0 else "bad", f"{words}, {said}" if said else words)


def _drawn(one: Series, least: Decimal, breaks: Sequence[int]) -> Drawn | None:
    known = [place for place, cell in enumerate(one.cells) if cell.value]
    if len(one.cells) < 2 or not known:
        return None
    step = (_WIDE - 2 * _EDGE) / (len(one.cells) - 1)
    room = float(100 - least) or 1.0

    def dot(place: int) -> tuple[int, int]:
        cell = one.cells[place].value
        assert cell is not None
        share = float(cell.value - least) / room
        return round(_EDGE + place * step), round(_HIGH - _EDGE - share * (_HIGH - 2 * _EDGE))

    joined: list[list[int]] = []
    for run in one.runs:
        joined.append([])
        for place in run:
            if one.cells[place].value:
                joined[-1].append(place)
            else:  # a year without the factor is not bridged
                joined.append([])
    lines = tuple(" ".join("{},{}".format(*dot(place)) for place in run) for run in joined if len(run) > 1)
    return Drawn(
        lines, tuple(dot(place) for place in known), tuple(round(_EDGE + (place - 0.5) * step) for place in breaks)
    )


@dataclass(frozen=True, slots=True)
class OnePage:
    """One published result with its values, its method, and how it came in."""

    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    unsure: str
    state: str


def one_page(row: Published, result: Sequence[tuple[str, str, str, str]]) -> OnePage:
    """Return the page of a result; `result` are its values as text: name, value, answers, margin."""
    known = next((one for one in known_methods() if one.method.id == row.method), None)
    facts = [
        (_("Nguồn"), row.source),
        (_("Bộ câu hỏi"), " ".join(filter(None, (row.instrument, row.edition and f"({row.edition})")))),
        (_("Công thức"), FORMULA_WORDS[row.formula]),
        (_("Đối tượng"), row.population),
        (_("Ghi vào"), f"{row.get_how_display()}, {row.made_by.full_name}, {moment(row.made_at)}"),
    ]
    if known:
        facts.insert(4, (_("Căn cứ của cách đo"), known.source))
    state = ""
    if row.replaced_by is not None:
        state = _("Đã được thay bằng bản %(who)s ghi %(at)s.") % {
            "who": row.replaced_by.made_by.full_name, "at": moment(row.replaced_by.made_at)
        }  # fmt: skip
    elif row.removed_at is not None:
        who = row.removed_by.full_name if row.removed_by else ""
        state = _("%(who)s đã bỏ kết quả này %(at)s: %(why)s") % {
            "who": who, "at": moment(row.removed_at), "why": row.removed_why
        }  # fmt: skip
    return OnePage(
        title=_("Kết quả hài lòng năm %(year)s") % {"year": row.year},
        rows=tuple(result),
        facts=tuple(facts),
        unsure=_("chưa kiểm") if known and not known.checked else "",
        state=state,
    )
