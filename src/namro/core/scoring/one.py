"""All of one unit: every leaf, every parent, bonus and penalty, total, percentage and band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext

from namro.core.framework.model import Framework, Leaf, Node, Scale
from namro.core.scoring.facts import Facts
from namro.core.scoring.leaves import score_item, score_leaf
from namro.core.scoring.numbers import EXACT, ZERO, said, said_points
from namro.core.scoring.outcome import EMPTY, NO_POINTS, Outcome, SourceTotal, UnitScore, shared_state
from namro.core.scoring.totals import band_of, bounded, capped, percentage

#: A sum with more terms than this is told by its count.
_TOLD = 8


def score(framework: Framework, facts: Facts) -> UnitScore:
    """Score one unit exactly. Facts must have been checked (`core.scoring.facts_csv`); ranks need all units."""
    with localcontext(EXACT):
        leaves = {leaf.node.id: score_leaf(leaf, facts, framework) for leaf in framework.leaves.values()}
        adjustments = {item.id: score_item(item, facts, framework) for item in framework.items}
        return added_up(framework, facts, leaves, adjustments)


def added_up(
    framework: Framework,
    facts: Facts,
    leaves: Mapping[str, Outcome],
    adjustments: dict[str, Outcome],
    *,
    told: bool = True,
) -> UnitScore:
    """Return what leaves and items, wherever they come from, add up to; `facts` serve what bands require.

    Not `told`: parents get no sentence, which takes most of the time.
    """
    with localcontext(EXACT):
        criteria: dict[str, Outcome] = {}
        scale = framework.scale if told else None
        top = [_node(node, scale, leaves, criteria) for node in framework.criteria]
        ordered = {node.id: criteria[node.id] for node in framework.nodes}
        bonus = capped(_sum(adjustments[item.id].points for item in framework.bonus.items), framework.bonus.cap)
        penalty = capped(_sum(adjustments[item.id].points for item in framework.penalty.items), framework.penalty.cap)
        excluded = _sum(one.excluded for one in top)
        total = bounded(_sum(one.points for one in top) + bonus - penalty, framework.scale)
        percent = percentage(total, excluded, framework.scale)
        outcomes = (*ordered.values(), *adjustments.values())
        not_ranked = next((one.unranked for one in outcomes if one.unranked), "")
        band, band_why = (None, not_ranked) if not_ranked else band_of(framework, percent, facts, criteria)
        return UnitScore(
            total=total,
            max=framework.scale.max,
            excluded=excluded,
            percent=percent,
            band=band,
            band_why=band_why,
            not_ranked=not_ranked,
            bonus=bonus,
            penalty=penalty,
            criteria=ordered,
            adjustments=adjustments,
            by_source=_by_source(framework, criteria),
        )


def _node(node: Node, scale: Scale | None, leaves: Mapping[str, Outcome], found: dict[str, Outcome]) -> Outcome:
    if node.children:
        outcome = _parent(node, [_node(child, scale, leaves, found) for child in node.children], scale)
    else:
        outcome = leaves[node.id]
    found[node.id] = outcome
    return outcome


def _parent(node: Node, children: list[Outcome], scale: Scale | None) -> Outcome:
    points, excluded = _sum(one.points for one in children), _sum(one.excluded for one in children)
    state = shared_state(one.state for one in children)
    if scale is None:
        return Outcome(points, excluded, state, "")
    if state == EMPTY:
        return Outcome(points, excluded, state, f"Trống, tối đa {said(node.max)} điểm.")
    told = " + ".join(NO_POINTS.get(one.state) or said_points(one.points, scale) for one in children)
    if len(children) > _TOLD:
        told = f"{len(children)} mục con"
    why = f"Cộng {told} = {said_points(points, scale)}/{said(node.max)} điểm"
    if excluded:
        why = f"{why}, loại {said(excluded)} điểm không áp dụng"
    return Outcome(points, excluded, state, f"{why}.")


def _by_source(framework: Framework, criteria: dict[str, Outcome]) -> dict[str, SourceTotal]:
    found: dict[str, list[Leaf]] = {}
    for leaf in framework.leaves.values():
        found.setdefault(leaf.source, []).append(leaf)
    return {
        source: SourceTotal(
            _sum(criteria[leaf.node.id].points for leaf in leaves),
            _sum(leaf.node.max for leaf in leaves),
            _sum(criteria[leaf.node.id].excluded for leaf in leaves),
        )
        for source, leaves in found.items()
    }


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, ZERO)
