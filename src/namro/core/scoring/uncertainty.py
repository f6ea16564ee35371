"""How sure ranks and bands are, given the sampling error of survey results: a simulation that can be repeated.

Each run draws every survey result from a normal distribution around its value with its standard error, cut at 0 and at
the scale, and forms totals, percentages, bands and ranks again. Everything else stays as scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from namro.core.framework.model import Framework, Node
from namro.core.framework.rules import Survey
from namro.core.scoring.columns import Columns, Flags, Floats
from namro.core.scoring.many import Results
from namro.core.scoring.outcome import SCORED, STATES
from namro.core.scoring.ranks import NOTHING

#: Runs drawn at once: a few megabytes for each thread, whatever the number of units.
_CHUNK = 50
_THREADS = 2
#: In a pool of up to this many units all pairs are compared, above it neighbours within NEIGHBOURS ranks.
SMALL_POOL, NEIGHBOURS = 200, 20
_PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two units, the better one first, whose order turned round in `reversed` of all runs."""

    better: int
    worse: int
    reversed: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Ranks at 5, 50 and 95 % of the runs (0: not ranked), the share of runs in each band, pairs not to be told apart.

    `bands` has a column for each band and a last one for none. Units are places in the results.
    """

    seed: int
    runs: int
    level: float
    low: NDArray[np.int64]
    median: NDArray[np.int64]
    high: NDArray[np.int64]
    bands: Floats
    alike: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One survey criterion: its points for each unit of its result, the scale, values, errors, and who is scored."""

    node: str
    weight: float
    scale: float
    value: Floats
    error: Floats


def simulate(
    framework: Framework, columns: Columns, results: Results, *, runs: int = 1000, seed: int = 1, level: float = 0.05
) -> Uncertainty:
    """Simulate `runs` times. Two units cannot be told apart when their order turns round in more than `level` of them.

    Only leaves whose rule is a survey move; a survey inside another rule stays at its value.
    """
    drawn = list(_drawn(framework, columns, results))
    ranked = np.flatnonzero((results.percent != NOTHING) & ~results.unranked)
    base = _Base.of(framework, columns, results, ranked)
    chunks = [min(_CHUNK, runs - start) for start in range(0, runs, _CHUNK)]
    seeds = np.random.SeedSequence(seed).spawn(len(chunks))
    percent = np.empty((runs, len(ranked)), dtype=np.float32)
    ranks = np.empty((runs, len(ranked)), dtype=np.int32)
    bands = np.zeros((len(ranked), len(framework.bands) + 1))

    def chunk(number: int) -> Floats:
        rows = slice(number * _CHUNK, number * _CHUNK + chunks[number])
        values, counted = _run(framework, base, drawn, ranked, chunks[number], np.random.default_rng(seeds[number]))
        percent[rows] = values
        ranks[rows] = _ranks(values, framework.ties)
        return counted

    with ThreadPoolExecutor(_THREADS) as pool:
        for counted in pool.map(chunk, range(len(chunks))):
            bands += counted
    quantiles = _quantiles(ranks, runs)
    spread = [np.zeros(len(results.units), dtype=np.int64) for _ in quantiles]
    for whole, part in zip(spread, quantiles, strict=True):
        whole[ranked] = part
    shares = np.zeros((len(results.units), bands.shape[1]))
    shares[ranked] = bands / runs
    alike = tuple(_alike(percent, results.rank[ranked], ranked, level))
    low, median, high = spread
    return Uncertainty(seed, runs, level, low, median, high, shares, alike)


def _drawn(framework: Framework, columns: Columns, results: Results) -> Iterator[_Drawn]:
    for leaf in framework.leaves.values():
        rule = leaf.node.rule
        if not isinstance(rule, Survey) or f"{rule.input}_se" not in columns.errors:
            continue
        error = columns.errors[f"{rule.input}_se"]
        scored = results.nodes[leaf.node.id].state == STATES.index(SCORED)
        moving = np.where(scored & ~np.isnan(error), error, 0.0)
        if moving.any():
            value = np.where(scored, columns.column(rule.input), 0.0)
            yield _Drawn(leaf.node.id, float(leaf.node.max) / float(rule.scale), float(rule.scale), value, moving)


@dataclass(frozen=True, slots=True)
class _Base:
    """What stays in all runs: points without adjustments, what is added and left, and what bands require."""

    points: Floats
    adjusted: Floats
    left: Floats
    nodes: dict[str, tuple[Floats, Floats, frozenset[str]]]
    inputs: dict[str, Floats]

    @staticmethod
    def of(framework: Framework, columns: Columns, results: Results, ranked: NDArray[np.intp]) -> _Base:
        tops = [results.nodes[node.id] for node in framework.criteria]
        excluded = np.add.reduce([top.excluded for top in tops])[ranked]
        required = [need for band in framework.bands for need in band.requires]
        below = {node.id: frozenset(_leaf_ids(node)) for node in framework.nodes}
        nodes = {
            need.criterion: (
                results.nodes[need.criterion].points[ranked],
                float(framework.maxima[need.criterion]) - results.nodes[need.criterion].excluded[ranked],
                below[need.criterion],
            )
            for need in required
            if need.criterion
        }
        return _Base(
            np.add.reduce([top.points for top in tops])[ranked],
            (results.bonus - results.penalty)[ranked],
            float(framework.scale.max) - excluded,
            nodes,
            {need.input: columns.column(need.input)[ranked] for need in required if need.input},
        )


def _leaf_ids(node: Node) -> Iterator[str]:
    if not node.children:
        yield node.id
    for child in node.children:
        yield from _leaf_ids(child)


def _run(
    framework: Framework,
    base: _Base,
    drawn: list[_Drawn],
    ranked: NDArray[np.intp],
    runs: int,
    random: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Return the percentages of some runs (runs × units), and how often each unit was in each band."""
    points = np.broadcast_to(base.points, (runs, len(ranked))).copy()
    moved = {key: np.zeros_like(points) for key in base.nodes}
    for one in drawn:
        value, error = one.value[ranked], one.error[ranked]
        draw = random.standard_normal((runs, len(ranked)), dtype=np.float32) * error + value
        np.clip(draw, 0.0, one.scale, out=draw)
        draw -= value
        draw *= np.where(error > 0, one.weight, 0.0)
        points += draw
        for key, (_, _, below) in base.nodes.items():
            if one.node in below:
                moved[key] += draw
    total = points + base.adjusted
    scale = framework.scale
    if scale.floor is not None:
        np.maximum(total, float(scale.floor), out=total)
    if scale.ceiling is not None:
        np.minimum(total, float(scale.ceiling), out=total)
    percent = 100 * total / base.left
    if scale.ceiling is not None and scale.max:
        np.minimum(percent, float(100 * scale.ceiling / scale.max), out=percent)
    return percent, _banded(framework, base, percent, moved)


def _banded(framework: Framework, base: _Base, percent: Floats, moved: dict[str, Floats]) -> Floats:
    """Count for each unit the runs in each band, and in none."""
    counted = np.zeros((percent.shape[1], len(framework.bands) + 1))
    free = np.ones(percent.shape, dtype=np.bool_)
    rounded = percent + 5e-10  # settled to 9 decimals, as bands are
    for place, band in enumerate(framework.bands):
        reached: Flags = free & (rounded >= float(band.start))
        for need in band.requires:
            if need.criterion:
                points, left, _ = base.nodes[need.criterion]
                value = 100 * (points + moved[need.criterion]) / np.where(left > 0, left, np.nan) + 5e-10
            else:
                value = np.broadcast_to(base.inputs[need.input], percent.shape)
            bound = need.at_least if need.at_least is not None else need.at_most
            assert bound is not None
            reached &= value >= float(bound) if need.at_least is not None else value <= float(bound) + 1e-9
        counted[:, place] = reached.sum(axis=0)
        free &= ~reached
    counted[:, -1] = free.sum(axis=0)
    return counted


def _ranks(percent: Floats, ties: str) -> NDArray[np.int32]:
    """Rank each run, highest first; equal to 9 decimals is a tie."""
    keys = np.rint(percent * -1e9)
    order = np.argsort(keys, axis=1)
    ordered = np.take_along_axis(keys, order, axis=1)
    fresh = np.ones(keys.shape, dtype=np.bool_)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    if ties == "dense":
        places = np.cumsum(fresh, axis=1, dtype=np.int32)
    else:
        first = np.where(fresh, np.arange(1, keys.shape[1] + 1, dtype=np.int32), 0)
        places = np.maximum.accumulate(first, axis=1)
    found = np.empty(keys.shape, dtype=np.int32)
    np.put_along_axis(found, order, places.astype(np.int32), axis=1)
    return found


def _quantiles(ranks: NDArray[np.int32], runs: int) -> list[NDArray[np.int64]]:
    """The ranks at 5, 50 and 95 % of the runs: ranks that occurred, not means of two."""
    at = [min(runs - 1, int(np.ceil(percentile / 100 * runs)) - 1) for percentile in _PERCENTILES]
    if not ranks.shape[1]:
        return [np.zeros(0, dtype=np.int64) for _ in at]
    parted = np.partition(ranks.T.copy(), at, axis=1)
    return [parted[:, place].astype(np.int64) for place in at]


def _alike(
    percent: NDArray[np.float32], rank: NDArray[np.int64], places: NDArray[np.intp], level: float
) -> Iterator[Alike]:
    """Compare each unit with those behind it; a tie counts half."""
    order = np.argsort(rank, kind="stable")
    ordered = np.ascontiguousarray(percent.T[order])
    reach = len(order) if len(order) <= SMALL_POOL else NEIGHBOURS
    for gap in range(1, min(reach, len(order) - 1) + 1):
        better, worse = ordered[:-gap], ordered[gap:]
        turned = (worse > better).mean(axis=1) + 0.5 * (worse == better).mean(axis=1)
        for first in np.flatnonzero(turned > level):
            yield Alike(int(places[order[first]]), int(places[order[first + gap]]), float(turned[first]))
