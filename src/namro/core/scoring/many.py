"""All units at once on arrays: the same totals, percentages, bands and ranks as `one.score`, in milliseconds.

Points are floats; what is decided (bands, ranks, shown values) comes from settled whole numbers of 1e-9. Where a float
cannot tell how a value settles, the unit is scored exactly instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import cast

import numpy as np
from numpy.typing import NDArray

from namro.core.framework.model import Adjustment, Band, Evidence, Framework, Item, Leaf, Node
from namro.core.framework.rules import AllOf, Milestones, MinOf, Rule
from namro.core.framework.uses import rule_uses
from namro.core.scoring.columns import Columns, Flags, Floats, columns_of
from namro.core.scoring.digits import has_long_numbers
from namro.core.scoring.numbers import EXACT, quotient, settled
from namro.core.scoring.one import score
from namro.core.scoring.outcome import CLOSED, EMPTY, NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, SCORED, STATES, UnitScore
from namro.core.scoring.proof_arrays import judge_many
from namro.core.scoring.ranks import NOTHING, ranks
from namro.core.scoring.rules_arrays import Bearing, Many, Sheet, evaluate_many
from namro.core.scoring.table import FactTable

Nanos = NDArray[np.int64]
Wide = NDArray[np.longdouble]

NANO = 1e9
_CODES = {name: code for code, name in enumerate(STATES)}
#: What a filled sheet left open is without data in arrays.
_CODES |= dict.fromkeys((EMPTY, CLOSED), _CODES[NO_DATA])
#: Relative error of a sum of points: each within a few roundings of a float, the sum in extended precision if there is.
LEAF_ERROR = 1.2e-15
#: Totals beyond this do not fit into whole numbers of 1e-9 with room for percentages.
_LARGEST = Decimal(10) ** 7


@dataclass(slots=True)
class NodeColumn:
    """A node for all units: points, what is taken out of the maximum, place of the state in `STATES`."""

    points: Floats
    excluded: Floats
    state: NDArray[np.int8]


@dataclass(slots=True)
class Results:
    """All units: settled totals and percentages in 1e-9 (`NOTHING`: none), the band's place (-1: none), rank (0: none).

    `exact` counts the units that were left to exact arithmetic.
    """

    units: list[str]
    nodes: dict[str, NodeColumn]
    items: dict[str, NodeColumn]
    bonus: Floats
    penalty: Floats
    total: Nanos
    percent: Nanos
    band: NDArray[np.int16]
    rank: NDArray[np.int64]
    unranked: Flags
    exact: int


def score_many(framework: Framework, table: FactTable, columns: Columns | None = None) -> Results:
    """Score all units of a table. `columns` may be given when they were laid out before (`columns_of`)."""
    laid = columns_of(framework, table) if columns is None else columns
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        results, unsure = _computed(framework, laid, table.units)
    if has_long_numbers(framework):
        unsure[:] = True
    places = np.flatnonzero(unsure)
    for place in places:
        _put(results, framework, int(place), score(framework, table.of(table.units[place])))
    results.exact = len(places)
    ranked = np.where(results.unranked, NOTHING, results.percent)
    results.rank = ranks(ranked, framework.ties)
    return results


def gathered(framework: Framework, scores: Mapping[str, UnitScore]) -> Results:
    """Return the arrays of units that were added up one by one, whatever their points come from."""
    units, count = list(scores), len(scores)
    nodes, items = (
        {key: NodeColumn(np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.int8)) for key in keys}
        for keys in ([node.id for node in framework.nodes], [item.id for item in framework.items])
    )
    results = Results(
        units, nodes, items, np.zeros(count), np.zeros(count), np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int16), np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.bool_), count,
    )  # fmt: skip
    for place, one in enumerate(scores.values()):
        _put(results, framework, place, one)
    results.rank = ranks(np.where(results.unranked, NOTHING, results.percent), framework.ties)
    return results


def _computed(framework: Framework, columns: Columns, units: list[str]) -> tuple[Results, Flags]:
    sheet = Sheet(columns, columns.exact.copy())
    late = columns.none.copy()
    nodes: dict[str, NodeColumn] = {}
    for leaf in framework.leaves.values():
        nodes[leaf.node.id] = _leaf(leaf, sheet)
    top = [_gather(node, nodes) for node in framework.criteria]
    items = {item.id: _item(item, sheet, late) for item in framework.items}
    bonus, penalty = (_adjustment(part, items, columns) for part in (framework.bonus, framework.penalty))
    wide = np.add.reduce([one.points.astype(np.longdouble) for one in top])
    excluded = np.add.reduce([one.excluded.astype(np.longdouble) for one in top])
    total = _bounded(wide + bonus - penalty, framework)
    error = (np.abs(wide) + bonus + penalty + 1) * LEAF_ERROR
    left = float(framework.scale.max) - excluded
    nothing_left = left < 1e-9 * max(1.0, float(framework.scale.max))
    percent = _percent(total, np.where(nothing_left, 1, left), framework)
    settled_total = _settled(total, error, sheet)
    settled_percent = _settled(percent, np.where(nothing_left, 0, error * 100 / np.where(nothing_left, 1, left)), sheet)
    settled_percent[nothing_left] = NOTHING
    ordered = {node.id: nodes[node.id] for node in framework.nodes}
    band = _bands(framework, settled_percent, ordered, sheet)
    band[late] = -1
    results = Results(
        units, ordered, items, bonus.astype(float), penalty.astype(float), settled_total, settled_percent, band,
        np.zeros(len(units), dtype=np.int64), late, 0,
    )  # fmt: skip
    return results, sheet.unsure


def _leaf(leaf: Leaf, sheet: Sheet) -> NodeColumn:
    node = leaf.node
    assert node.rule is not None
    many, state = _decided(node.id, node.rule, node.max, node.evidence, leaf.conditions, sheet)
    off = state == _CODES[NOT_APPLICABLE]
    most = float(node.max)
    points = np.where(state == _CODES[SCORED], many.points, 0.0)
    excluded = np.zeros(len(points))
    if leaf.not_applicable == "full":
        points[off] = most
    elif leaf.not_applicable == "exclude":
        excluded[off] = most
    return NodeColumn(points, excluded, state)


def _item(item: Item, sheet: Sheet, late: Flags) -> NodeColumn:
    most = item.max if item.max is not None else Decimal(0)
    conditions = (item.applies_if,) if item.applies_if else ()
    many, state = _decided(item.id, item.rule, most, item.evidence, conditions, sheet)
    scored = state == _CODES[SCORED]
    points = np.where(scored, many.points, 0.0)
    if item.max is not None:
        points = np.minimum(points, float(item.max))
    if many.late is not None:
        late |= many.late & scored
    return NodeColumn(points, np.zeros(len(points)), state)


def _decided(
    owner: str, rule: Rule, most: Decimal, evidence: Evidence | None, conditions: Sequence[str], sheet: Sheet
) -> tuple[Many, NDArray[np.int8]]:
    """Compute a rule, and the state of each unit in the order of the format."""
    columns = sheet.columns
    verdicts = judge_many(owner, evidence, columns)
    many = evaluate_many(rule, Bearing(most, verdicts.withheld), sheet)
    off = _false(conditions, columns)
    no_data = _no_data(rule, columns) & ~off
    if many.off is not None:
        off = off | (many.off & ~no_data)
    state = np.zeros(columns.count, dtype=np.int8)
    if verdicts.unmet is not None:
        unmet = verdicts.unmet if many.settled is None else verdicts.unmet & ~many.settled
        state[unmet] = _CODES[NO_EVIDENCE]
    state[no_data] = _CODES[NO_DATA]
    state[off] = _CODES[NOT_APPLICABLE]
    return many, state


def _false(conditions: Sequence[str], columns: Columns) -> Flags:
    """Where a condition is false or 0; a missing one holds."""
    off = columns.none
    for name in conditions:
        off = off | (columns.column(name) == 0)
    return off


def _no_data(rule: Rule, columns: Columns) -> Flags:
    """Where an input of the rule is missing; of milestones, where all are."""
    found = columns.none
    if isinstance(rule, MinOf | AllOf):
        for inner in rule.rules:
            found = found | _no_data(inner, columns)
        return found
    missing = [np.isnan(columns.column(use.input)) for use in rule_uses(rule, "", None)]
    joined = np.logical_and if isinstance(rule, Milestones) else np.logical_or
    return cast(Flags, joined.reduce(missing))


def _gather(node: Node, nodes: dict[str, NodeColumn]) -> NodeColumn:
    """Add up a parent from its children."""
    if not node.children:
        return nodes[node.id]
    children = [_gather(child, nodes) for child in node.children]
    off, scored = _CODES[NOT_APPLICABLE], _CODES[SCORED]
    states = np.array([child.state for child in children])
    applies = states != off
    low = np.where(applies, states, 127).min(axis=0)
    high = np.where(applies, states, -1).max(axis=0)
    state = np.where(low == high, low, scored)
    state[~applies.any(axis=0)] = off
    column = NodeColumn(
        np.add.reduce([child.points for child in children]),
        np.add.reduce([child.excluded for child in children]),
        state.astype(np.int8),
    )
    nodes[node.id] = column
    return column


def _adjustment(part: Adjustment, items: dict[str, NodeColumn], columns: Columns) -> Wide:
    points: Wide = np.zeros(columns.count, dtype=np.longdouble)
    for item in part.items:
        points = points + items[item.id].points
    return points if part.cap is None else np.minimum(points, float(part.cap))


def _bounded(total: Wide, framework: Framework) -> Wide:
    scale = framework.scale
    if scale.floor is not None:
        total = np.maximum(total, float(scale.floor))
    return total if scale.ceiling is None else np.minimum(total, float(scale.ceiling))


def _percent(total: Wide, left: Wide, framework: Framework) -> Wide:
    percent = 100 * total / left
    scale = framework.scale
    if scale.ceiling is None or not scale.max:
        return percent
    return cast(Wide, np.minimum(percent, float(quotient(100 * scale.ceiling, scale.max))))


def settle(value: Wide, error: Wide | Floats) -> tuple[Nanos, Flags]:
    """Round half away from zero to whole numbers of 1e-9, and say where a value is as near to a half as its error."""
    scaled = np.abs(value) * np.longdouble(NANO)
    whole = np.floor(scaled)
    rest = scaled - whole
    too_large = ~(np.abs(value) < float(_LARGEST))
    doubt = too_large | (np.abs(rest - 0.5) <= (error + np.abs(value) * LEAF_ERROR) * NANO)
    nanos = np.where(too_large, 0, whole + (rest >= 0.5)).astype(np.int64)
    return cast(Nanos, np.where(value < 0, -nanos, nanos)), cast(Flags, doubt)


def _settled(value: Wide, error: Wide | Floats, sheet: Sheet) -> Nanos:
    nanos, doubt = settle(value, error)
    sheet.doubt(doubt)
    return nanos


def _bands(framework: Framework, percent: Nanos, nodes: dict[str, NodeColumn], sheet: Sheet) -> NDArray[np.int16]:
    """Return the place of the first band that is reached and whose requirements hold."""
    found = np.full(len(percent), -1, dtype=np.int16)
    for place, band in enumerate(framework.bands):
        reached = (percent >= _nanos(band.start)) & (percent != NOTHING) & (found < 0)
        if band.requires and reached.any():
            reached = reached & _required(framework, band, nodes, sheet)
        found[reached] = place
    return found


def _required(framework: Framework, band: Band, nodes: dict[str, NodeColumn], sheet: Sheet) -> Flags:
    holds = ~sheet.columns.none
    for required in band.requires:
        if required.criterion:
            node = nodes[required.criterion]
            left = float(framework.maxima[required.criterion]) - node.excluded
            value = np.where(left > 1e-12, 100 * node.points / left, np.nan)
        else:
            value = sheet.columns.column(required.input)
        bound = required.at_least if required.at_least is not None else required.at_most
        assert bound is not None
        # settled to 9 decimals before it is compared: what lies that near is left to exact arithmetic
        near = np.abs(value - float(bound)) <= 1.1e-9 + np.abs(value) * 1e-14
        sheet.doubt(near & ~_whole_equal(value, bound))
        holds = holds & (value >= float(bound) if required.at_least is not None else value <= float(bound))
    return holds


def _whole_equal(value: Floats, bound: Decimal) -> Flags:
    """Where both are the same whole number, so that nothing is to be settled."""
    return cast(Flags, (value == float(bound)) & (bound == bound.to_integral_value()) & (bound < 2**40))


def _nanos(bound: Decimal) -> int:
    return int((bound * Decimal(10) ** 9).to_integral_value(ROUND_CEILING, EXACT))


def _put(results: Results, framework: Framework, place: int, one: UnitScore) -> None:
    """Put an exact score into its place among the arrays."""
    for columns, outcomes in ((results.nodes, one.criteria), (results.items, one.adjustments)):
        for key, outcome in outcomes.items():
            column = columns[key]
            column.points[place] = float(outcome.points)
            column.excluded[place] = float(outcome.excluded)
            column.state[place] = _CODES[outcome.state]
    results.bonus[place], results.penalty[place] = float(one.bonus), float(one.penalty)
    total = int(settled(one.total).scaleb(9))
    percent = NOTHING if one.percent is None else int(settled(one.percent).scaleb(9))
    if max(abs(total), abs(percent)) > abs(NOTHING):  # points no real set has; whole numbers of any size then
        results.total, results.percent = results.total.astype(object), results.percent.astype(object)
    results.total[place], results.percent[place] = total, percent
    names = [band.name for band in framework.bands]
    results.band[place] = -1 if one.band is None else names.index(one.band)
    results.unranked[place] = bool(one.not_ranked)
