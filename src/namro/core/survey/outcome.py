"""What a survey found, as one value: every page, report and public page is made of it; plain data and back.

Percentages are floats as estimated, None where they are not shown: too few answers, or none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from namro.core.survey import changes
from namro.core.survey.answers import Floats, Ints
from namro.core.survey.bands import rank_bands
from namro.core.survey.estimating import Estimates, Node
from namro.core.survey.methods import Method, why_incomparable
from namro.core.survey.model import Instrument, Item, Part, words_in
from namro.core.survey.rates import Rates


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
    df: int = 0
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
    """The survey of before: estimate, standard error and degrees of freedom by node."""

    title: str
    method: Method
    figures: Mapping[str, tuple[float, float, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The whole. `left_out` counts forms by reason; `words` are what citizens said of an item or a question, masked."""

    title: str
    method: Method
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
    def rates(self) -> Rates:
        """How many of the forms handed out came back and count."""
        return Rates(issued=self.issued, answered=self.received, valid=self.valid)

    @property
    def overall(self) -> Figure | None:
        """The index of the whole instrument."""
        return self.figures[0] if self.figures else None

    def weakest(self, most: int = 5) -> tuple[Figure, ...]:
        """Return the items with the lowest estimates that may be shown."""
        known = [one for one in self.figures if one.item and one.estimate is not None]
        return tuple(sorted(known, key=lambda one: (one.estimate or 0.0, one.code))[:most])

    @property
    def why_apart(self) -> str:
        """Why nothing is compared with the survey of before, "" where it is or there is none."""
        return why_incomparable(self.before.method, self.method) if self.before else ""

    def past(self, figure: Figure) -> float | None:
        """Return the value of the survey of before, where it may be compared."""
        known = self.before is not None and not self.why_apart
        found = self.before.figures.get(figure.code) if known and self.before else None
        return found[0] if found else None

    def change(self, figure: Figure) -> changes.Change | None:
        """Return the change since the survey of before; None where they do not compare."""
        now = self._measured(figure)
        if now is None or self.before is None or self.past(figure) is None:
            return None
        value, se, df = self.before.figures[figure.code]
        return changes.change(changes.Figure(value=value, se=se, method=self.before.method, df=df), now)

    def against_goal(self, figure: Figure) -> changes.Aim | None:
        """Return how an estimate stands to its goal; None without one."""
        now, goal = self._measured(figure), self.goals.get(figure.code)
        return None if now is None or goal is None else changes.against(now, goal)

    def _measured(self, figure: Figure) -> changes.Figure | None:
        if figure.estimate is None:
            return None
        return changes.Figure(value=figure.estimate, se=figure.se, method=self.method, df=figure.df)

    def ranked(self) -> tuple[tuple[DomainResult, str], ...]:
        """Return the domains, the highest first, each with the ranks that the errors leave open ("2", "1–3", "")."""
        firsts = [one.figures[0] for one in self.domains]
        values, errors = (
            np.array([math.nan if number is None else number for number in numbers], dtype=np.float64)
            for numbers in ([one.estimate for one in firsts], [one.se for one in firsts])
        )
        bands = rank_bands(values, errors, np.array([one.df for one in firsts], dtype=np.int64))
        said = ["" if band is None else _between(band.best, band.worst) for band in bands]
        pairs = zip(self.domains, said, values.tolist(), strict=True)
        return tuple(
            (domain, words)
            for domain, words, value in sorted(pairs, key=lambda row: (math.isnan(row[2]), -row[2], row[0].name))
        )


def without_errors(found: Outcome) -> Outcome:
    """Return what was counted without errors, response and comparison: for those who chose to answer by themselves.

    Their chance to be asked is not known, so an interval or a test would claim what nobody can know.
    """

    def bare(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(replace(one, se=None, low=None, high=None, deff=None) for one in figures)

    return replace(
        found, issued=0, before=None, weighted="", figures=bare(found.figures),
        choices=tuple(replace(one, options=bare(one.options)) for one in found.choices),
        domains=tuple(replace(one, figures=bare(one.figures)) for one in found.domains),
    )  # fmt: skip


def _between(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"


def figures_of(
    instrument: Instrument, estimates: Estimates, *, place: int = 0, min_n: int, language: str = "vi"
) -> tuple[Figure, ...]:
    """Return the nodes of one domain from the top down; with fewer than `min_n` answers only their number."""
    found = {node.code: node for node in estimates.nodes}
    return tuple(
        _figure(found[one.code], place, min_n, df=estimates.df, name=words_in(_words(one), language), depth=depth,
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
        _figure(node, 0, min_n, df=estimates.df, name=name, depth=0, item=False)
        for node, name in zip(estimates.nodes, names, strict=True)
    )


def _figure(node: Node, place: int, min_n: int, *, df: Ints, name: str, depth: int, item: bool) -> Figure:
    n = int(node.n[place])
    shown = n >= min_n

    def number(values: Floats) -> float | None:
        value = float(values[place])
        return value if shown and math.isfinite(value) else None

    return Figure(
        code=node.code, name=name, depth=depth, item=item, n=n, estimate=number(node.estimate), se=number(node.se),
        low=number(node.low), high=number(node.high), deff=number(node.deff), df=int(df[place]), shown=shown,
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
        before=_before(before) if before else None,
        method=Method(**plain["method"]),
        goals=dict(plain["goals"]),
    )  # fmt: skip


def _before(plain: Mapping[str, Any]) -> Before:
    figures = {code: (one[0], one[1], one[2]) for code, one in plain["figures"].items()}
    return Before(title=plain["title"], method=Method(**plain["method"]), figures=figures)


_SIMPLE = ("title", "since", "until", "issued", "received", "valid", "min_n", "weighted")


def _figures(rows: Iterable[Mapping[str, Any]]) -> tuple[Figure, ...]:
    return tuple(Figure(**row) for row in rows)
