"""What a survey found, as one value: every page, report and public page is made of it; plain data and back.

Percentages are floats as estimated, None where they are not shown: too few answers, or none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from namro.core.survey.estimating import Estimates, Node
from namro.core.survey.model import Instrument, Item, Part, words_in

#: Two-sided 95 % of the normal distribution: surveys that are compared have many degrees of freedom.
_Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An estimate with its error; `shown` is False where so few answered that only `n` may be told."""

    code: str
    name: str
    depth: int = 0
    item: bool = False
    n: int = 0
    estimate: float | None = None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    deff: float | None = None
    shown: bool = True

    @property
    def margin(self) -> float | None:
        """Half of the interval."""
        return None if self.high is None or self.low is None else (self.high - self.low) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question of choice with the share of each option; `several`: more than one could be chosen."""

    code: str
    text: str
    several: bool
    options: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainResult:
    """All nodes in one domain: a unit, a stratum, a channel."""

    key: str
    name: str
    figures: tuple[Figure, ...]

    def figure(self, code: str) -> Figure | None:
        """Return a node by its code."""
        return next((one for one in self.figures if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The survey of before: estimate and standard error by node; `why` it is not compared ("" it is)."""

    title: str
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The whole. `left_out` counts forms by reason; `words` are what citizens said of an item or a question, masked."""

    title: str
    method: str
    since: str
    until: str
    issued: int
    received: int
    valid: int
    min_n: int
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...] = ()
    domains: tuple[DomainResult, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    before: Before | None = None
    goals: Mapping[str, float] = field(default_factory=dict)
    weighted: str = ""

    @property
    def response(self) -> float | None:
        """Percent of the forms handed out that came back; None where nobody counted those."""
        return 100 * self.received / self.issued if self.issued else None

    @property
    def overall(self) -> Figure | None:
        """The index of the whole instrument."""
        return self.figures[0] if self.figures else None

    def weakest(self, most: int = 5) -> tuple[Figure, ...]:
        """Return the items with the lowest estimates that may be shown."""
        known = [one for one in self.figures if one.item and one.estimate is not None]
        return tuple(sorted(known, key=lambda one: (one.estimate or 0.0, one.code))[:most])

    def change(self, figure: Figure) -> tuple[float, str] | None:
        """Return the change since the survey of before and what may be said of it; None where they do not compare."""
        past = self.before.figures.get(figure.code) if self.before and not self.before.why else None
        if past is None or figure.estimate is None or figure.se is None:
            return None
        moved = figure.estimate - past[0]
        word = "tăng" if moved > 0 else "giảm"
        sure = abs(moved) > _Z * math.hypot(figure.se, past[1])
        return moved, word if sure else f"chưa thể khẳng định {word}"

    def against_goal(self, figure: Figure) -> str:
        """Say how an estimate stands to its goal: reached, not reached, or not to be said for sure."""
        goal = self.goals.get(figure.code)
        if goal is None or figure.estimate is None or figure.low is None or figure.high is None:
            return ""
        if figure.low >= goal:
            return "đạt"
        return "chưa đạt" if figure.high < goal else "chưa thể khẳng định đạt"


def figures_of(
    instrument: Instrument, estimates: Estimates, *, place: int = 0, min_n: int, language: str = "vi"
) -> tuple[Figure, ...]:
    """Return the nodes of one domain from the top down; with fewer than `min_n` answers only their number."""
    found = {node.code: node for node in estimates.nodes}
    return tuple(
        _figure(found[one.code], place, min_n, name=words_in(_words(one), language), depth=depth,
                item=isinstance(one, Item))
        for one, depth in _nodes(instrument.index, 0)
    )  # fmt: skip


def _words(one: Part | Item) -> Mapping[str, str]:
    return one.text if isinstance(one, Item) else one.name


def _nodes(at: Part | Item, depth: int) -> Iterator[tuple[Part | Item, int]]:
    yield at, depth
    for child in () if isinstance(at, Item) else at.parts:
        yield from _nodes(child, depth + 1)


def options_of(estimates: Estimates, names: Iterable[str], *, min_n: int) -> tuple[Figure, ...]:
    """Return the shares of a question's options, named in order."""
    return tuple(
        _figure(node, 0, min_n, name=name, depth=0, item=False)
        for node, name in zip(estimates.nodes, names, strict=True)
    )


def _figure(node: Node, place: int, min_n: int, *, name: str, depth: int, item: bool) -> Figure:
    n = int(node.n[place])
    shown = n >= min_n

    def number(values: Any) -> float | None:
        value = float(values[place])
        return value if shown and math.isfinite(value) else None

    return Figure(
        code=node.code, name=name, depth=depth, item=item, n=n, estimate=number(node.estimate), se=number(node.se),
        low=number(node.low), high=number(node.high), deff=number(node.deff), shown=shown,
    )  # fmt: skip


def to_plain(outcome: Outcome) -> dict[str, Any]:
    """Return plain data for JSON."""
    return asdict(outcome)


def from_plain(plain: Mapping[str, Any]) -> Outcome:
    """Rebuild an outcome from `to_plain`, also after it went through JSON."""
    before = plain.get("before")
    return Outcome(
        **{key: plain[key] for key in _SIMPLE},
        figures=_figures(plain["figures"]),
        choices=tuple(Choice(**{**one, "options": _figures(one["options"])}) for one in plain["choices"]),
        domains=tuple(DomainResult(**{**one, "figures": _figures(one["figures"])}) for one in plain["domains"]),
        left_out=tuple((reason, count) for reason, count in plain["left_out"]),
        words=tuple((code, tuple(texts)) for code, texts in plain["words"]),
        before=Before(**{**before, "figures": {code: (one[0], one[1]) for code, one in before["figures"].items()}})
        if before else None,
        goals=dict(plain["goals"]),
    )  # fmt: skip


_SIMPLE = ("title", "method", "since", "until", "issued", "received", "valid", "min_n", "weighted")


def _figures(rows: Iterable[Mapping[str, Any]]) -> tuple[Figure, ...]:
    return tuple(Figure(**row) for row in rows)
