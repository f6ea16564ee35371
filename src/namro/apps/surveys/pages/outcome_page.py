"""What a survey found as finished text and drawings; the public page shows the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.surveys.pages.published_page import moved_chip
from namro.core.base.points import format_points
from namro.core.survey.changes import MISSED, REACHED
from namro.core.survey.outcome import Choice, Figure, Outcome
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, number

_WIDE = 320
_GOAL_CHIPS = {REACHED: ("circle-check", "good"), MISSED: ("alert-triangle", "bad")}
_UNSURE_CHIP = ("help-circle", "line")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An interval with its estimate on the axis; `before` and `goal` are places of those values, None without."""

    x: int
    width: int
    dot: int
    before: int | None
    goal: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A node as finished text; `depth` 0 is the whole, items are the deepest."""

    name: str
    depth: int
    item: bool
    estimate: str
    margin: str
    interval: str
    n: str
    change: Chip | None
    goal: Chip | None
    goal_words: str
    drawn: Drawn | None
    hidden: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A domain with its value, interval and those it cannot be told apart from."""

    name: str
    row: Row
    band: str


@dataclass(frozen=True, slots=True)
class Shares:
    """A question of choice: its text, how many answered, a bar for each option."""

    text: str
    several: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An item or a subject with words of citizens."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """The whole page."""

    title: str
    period: str
    method: str
    counts: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    cut: str
    weakest: tuple[Row, ...]
    choices: tuple[Shares, ...]
    domains: tuple[Ranked, ...]
    said: tuple[Said, ...]
    before: str
    why: str
    left_out: tuple[tuple[str, int], ...]
    min_n: int
    has_goals: bool
    weighted: str


def outcome_page(found: Outcome) -> OutcomePage:
    """Return the page."""
    axis = _Axis.over(found)
    rows = tuple(_row(one, found, axis) for one in found.figures)
    by_code = dict(zip((one.code for one in found.figures), rows, strict=True))
    since, until = (day(date.fromisoformat(one)) for one in (found.since, found.until))
    return OutcomePage(
        title=found.title,
        period=f"{since} – {until}",
        method=found.method.words,
        counts=_counts(found),
        rows=rows,
        ticks=axis.ticks(),
        cut=f"{axis.least}" if axis.least else "",
        weakest=tuple(by_code[one.code] for one in found.weakest()),
        choices=tuple(_shares(one, found) for one in found.choices),
        domains=_ranked(found, axis),
        said=_said(found),
        before=found.before.title if found.before and not found.why_apart else "",
        why=found.why_apart,
        left_out=found.left_out,
        min_n=found.min_n,
        has_goals=bool(found.goals),
        weighted=found.weighted,
    )


def percent(value: float | None, places: int = 2) -> str:
    """Write an estimate for people."""
    return NOTHING if value is None else format_points(Decimal(str(value)), places=places)


def _counts(found: Outcome) -> tuple[tuple[str, str, str], ...]:
    """What stands in the head of the page: word, number, what is behind it."""
    whole = found.overall
    margin = whole.margin if whole else None
    rate = found.rates.response
    response = f"{percent(rate, 1)} %" if rate is not None else NOTHING
    out = found.received - found.valid
    return (
        (_("Hài lòng chung"), f"{percent(whole.estimate if whole else None)}",
         _("± %(margin)s điểm, độ tin cậy 95 %%") % {"margin": percent(margin)} if margin is not None else ""),
        (_("Phiếu hợp lệ"), number(Decimal(found.valid)),
         _("nhận %(n)s, loại %(out)s") % {"n": number(Decimal(found.received)), "out": number(Decimal(out))}),
        (_("Tỷ lệ trả lời"), response,
         _("phát %(n)s mã") % {"n": number(Decimal(found.issued))} if found.issued else _("không tính được")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Axis:
    """From `least` to 100 over the width of the drawing."""

    least: int

    @classmethod
    def over(cls, found: Outcome) -> _Axis:
        domains = [one for domain in found.domains for one in domain.figures[:1]]
        lows = [one.low for one in (*found.figures, *domains) if one.low is not None]
        return cls(max(0, math.floor((min(lows, default=0.0) - 2) / 10) * 10))

    def x(self, value: float) -> int:
        return round(min(max((value - self.least) / (100 - self.least), 0.0), 1.0) * _WIDE)

    def ticks(self) -> tuple[Tick, ...]:
        step = 20 if self.least < 40 else 10
        return tuple(Tick(self.x(one), str(one)) for one in range(self.least, 101, step))


def _row(one: Figure, found: Outcome, axis: _Axis, *, compare: bool = True) -> Row:
    change = found.change(one) if compare else None
    aim = found.against_goal(one) if compare else None
    goal = found.goals.get(one.code) if compare else None
    interval = ""
    if one.low is not None and one.high is not None:
        interval = f"{percent(max(one.low, 0.0), 1)} – {percent(min(one.high, 100.0), 1)}"
    return Row(
        name=one.name, depth=one.depth, item=one.item,
        estimate=percent(one.estimate) if one.estimate is not None else "",
        margin=f"± {percent(one.margin)}" if one.margin is not None else "",
        interval=interval,
        n=number(Decimal(one.n)),
        change=moved_chip(round(Decimal(str(change.difference)), 2), change.said) if change else None,
        goal=_goal_chip(aim.said) if aim else None,
        goal_words=percent(goal) if goal is not None else "",
        drawn=_drawn(one, axis, found.past(one) if compare else None, goal),
        hidden="" if one.shown else _("ít hơn %(n)d trả lời, không hiện") % {"n": found.min_n},
    )  # fmt: skip


def _goal_chip(said: str) -> Chip:
    return Chip(*_GOAL_CHIPS.get(said, _UNSURE_CHIP), _(said))


def _drawn(one: Figure, axis: _Axis, before: float | None, goal: float | None) -> Drawn | None:
    if one.estimate is None or one.low is None or one.high is None:
        return None
    left, right = axis.x(one.low), axis.x(one.high)
    return Drawn(
        left, max(right - left, 2), axis.x(one.estimate), None if before is None else axis.x(before),
        None if goal is None else axis.x(goal),
    )  # fmt: skip


def _shares(one: Choice, found: Outcome) -> Shares:
    axis = _Axis(0)
    return Shares(one.text, one.several, tuple(_row(option, found, axis, compare=False) for option in one.options))


def _ranked(found: Outcome, axis: _Axis) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(domain.name, _row(domain.figures[0], found, axis, compare=False), band or NOTHING)
        for domain, band in found.ranked()
    )


def _said(found: Outcome) -> tuple[Said, ...]:
    names = {one.code: one.name for one in found.figures}
    weak = [one.code for one in found.weakest(len(found.figures))]
    order = {code: place for place, code in enumerate(weak)}
    groups = sorted(found.words, key=lambda pair: order.get(pair[0], len(order)))
    return tuple(Said(names.get(code, _("Về việc khác")), texts) for code, texts in groups)
