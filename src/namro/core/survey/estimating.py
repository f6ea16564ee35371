"""Estimates of every node of an instrument, for all or by unit, with their design-based standard errors.

An item is Σ w y / Σ w over those who answered it; a part is the weighted mean of its children's estimates. Standard
errors by Taylor linearisation over the ultimate clusters: docs/surveys.md has the formulas, `tests/oracles/survey` the
values of R's package `survey` that they are held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from namro.core.base.errors import NamroError
from namro.core.survey.answers import Answers, Floats, Ints, Sample
from namro.core.survey.design import Design, design_of
from namro.core.survey.model import Instrument, Item, Part
from namro.core.survey.student import t_quantile

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node in every domain: estimates of 0–100 and what is known of their error; nan: there is none.

    `n`: rows with weight and an answer to at least one item of the node. `deff` = se² / the variance of a simple
    sample of those rows.
    """

    code: str
    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    n: Ints
    deff: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """All nodes in all domains (`units`; the whole sample is one domain without a name), with degrees of freedom."""

    units: tuple[str, ...]
    df: Ints
    nodes: tuple[Node, ...]


@dataclass(slots=True, kw_only=True)
class _Linear:
    """A node on its way up: estimates by domain, z by row (Σ w z is the estimate's linear part), who answered."""

    estimate: Floats
    z: Floats
    answered: Marks


def estimate(instrument: Instrument, sample: Sample, *, by_unit: bool = False, level: float = 0.95) -> Estimates:
    """Estimate every node of the index, items included.

    Raises NamroError for a level that is no share and for a sample without the answers to an item.
    """
    _check(level, [item.code for item in instrument.items], sample)
    if not len(sample.unit):
        return _nothing([one.code for one in instrument.index.nodes()], by_unit=by_unit)
    design = design_of(sample, by_unit=by_unit)
    quantiles = _quantiles(design.df, level)
    found = {node.code: node for node, _linear in _walk(instrument, instrument.index, sample, design, quantiles)}
    units = sample.units if by_unit else ("",)
    return Estimates(units=units, df=design.df, nodes=tuple(found[one.code] for one in instrument.index.nodes()))


def estimate_scores(
    columns: Sequence[str], scores: Floats, sample: Sample, *, by_unit: bool = False, level: float = 0.95
) -> Estimates:
    """Estimate the mean of `scores` (of no answer, then of the answers 1 …) for each column of the sample by itself.

    Raises NamroError for a level that is no share and for a sample without one of the columns.
    """
    _check(level, columns, sample)
    if not len(sample.unit):
        return _nothing(columns, by_unit=by_unit)
    design = design_of(sample, by_unit=by_unit)
    quantiles = _quantiles(design.df, level)
    nodes = (_node(column, _leaf(scores, sample.answers[column], design), design, quantiles) for column in columns)
    return Estimates(units=sample.units if by_unit else ("",), df=design.df, nodes=tuple(nodes))


def _check(level: float, columns: Sequence[str], sample: Sample) -> None:
    if not 0 < level < 1:
        raise NamroError(f"Độ tin cậy {level} không dùng được. Viết số trong khoảng 0 đến 1, ví dụ 0.95.", code="level")
    if missing := [column for column in columns if column not in sample.answers]:
        raise NamroError(f"Câu trả lời thiếu cột {', '.join(missing)} của bộ câu hỏi.", code="columns")


def _walk(
    instrument: Instrument, at: Part | Item, sample: Sample, design: Design, quantiles: Floats
) -> Iterator[tuple[Node, _Linear]]:
    """Yield the nodes from the leaves up; the last one yielded is `at` itself."""
    if isinstance(at, Item):
        leaf = _leaf(_scores(instrument), sample.answers[at.code], design)
        yield _node(at.code, leaf, design, quantiles), leaf
        return
    linear: _Linear | None = None
    for child, share in zip(at.parts, at.shares(), strict=True):
        for node, below in _walk(instrument, child, sample, design, quantiles):
            yield node, below
        linear = _added(linear, below, share)
    assert linear is not None, "the reader refuses a part without children"
    yield _node(at.code, linear, design, quantiles), linear


def _scores(instrument: Instrument) -> Floats:
    scale = instrument.scale
    return np.array([0.0, *(scale.score(one, instrument.formula) for one in range(1, scale.most + 1))])


def _leaf(scores: Floats, column: Answers, design: Design) -> _Linear:
    answers = design.placed(column)
    answered = answers > 0
    score = scores[answers]
    weight = np.where(answered, design.weight, 0.0)
    whole = design.rows.sums(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = design.rows.sums(weight * score) / whole
        z = (score - design.rows.spread(mean)) / design.rows.spread(whole)
    z[~answered] = 0.0
    if (whole == 0).any():
        z[np.isnan(z)] = 0.0
    return _Linear(estimate=mean, z=z, answered=answered & (design.weight > 0))


def _added(so_far: _Linear | None, child: _Linear, share: float) -> _Linear:
    if so_far is None:
        return _Linear(estimate=share * child.estimate, z=share * child.z, answered=child.answered.copy())
    so_far.estimate = so_far.estimate + share * child.estimate
    so_far.z += share * child.z
    so_far.answered |= child.answered
    return so_far


def _node(code: str, linear: _Linear, design: Design, quantiles: Floats) -> Node:
    weighted = design.weight * linear.z
    known = ~np.isnan(linear.estimate)
    variance = design.variance(design.cells.sums(weighted))
    se = np.where(known, np.sqrt(variance), np.nan)
    n = design.rows.sums(linear.answered).astype(np.int64)
    whole = design.rows.sums(np.where(linear.answered, design.weight, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        simple = whole / (n - 1) * design.rows.sums(weighted * linear.z)
        deff = np.where(known & (n > 1) & (simple > 0), variance / simple, np.nan)
    reach = quantiles * se
    return Node(
        code=code,
        estimate=linear.estimate,
        se=se,
        low=linear.estimate - reach,
        high=linear.estimate + reach,
        n=n,
        deff=deff,
    )


def _quantiles(df: Ints, level: float) -> Floats:
    by_df = {int(one): t_quantile((1 + level) / 2, int(one)) if one >= 1 else np.nan for one in np.unique(df)}
    return np.array([by_df[int(one)] for one in df])


def _nothing(codes: Sequence[str], *, by_unit: bool) -> Estimates:
    size = 0 if by_unit else 1
    none, zero = np.full(size, np.nan), np.zeros(size, dtype=np.int64)
    nodes = tuple(Node(code=code, estimate=none, se=none, low=none, high=none, n=zero, deff=none) for code in codes)
    return Estimates(units=() if by_unit else ("",), df=zero, nodes=nodes)
