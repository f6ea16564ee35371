"""One leaf or item, decided in the order of the format: applicable, data, denominator and base, proof, points."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from namro.core.framework.model import Evidence, Framework, Item, Leaf, Scale
from namro.core.framework.rules import AllOf, Milestones, MinOf, Rule
from namro.core.framework.uses import rule_uses
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import ZERO, said, said_points
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, SCORED, Outcome
from namro.core.scoring.proof import judge
from namro.core.scoring.rules_exact import View, evaluate


def missing_inputs(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """Return the inputs without a value; of milestones all or none, since a day may be to come."""
    values = facts.values
    each, groups = _needs(rule)
    missing = [name for name in each if name not in values]
    for group in groups:
        if all(name not in values for name in group):
            missing.extend(group)
    return tuple(dict.fromkeys(missing)) if missing else ()


@lru_cache(maxsize=8192)
def _needs(rule: Rule) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the inputs that must all be there, and groups (of milestones) of which one must."""
    if isinstance(rule, MinOf | AllOf):
        needs = [_needs(inner) for inner in rule.rules]
        each = tuple(name for names, _ in needs for name in names)
        return each, tuple(group for _, groups in needs for group in groups)
    names = tuple(dict.fromkeys(use.input for use in rule_uses(rule, "", None)))
    return ((), (names,)) if isinstance(rule, Milestones) else (names, ())


def fails_condition(conditions: Iterable[str], facts: Facts) -> str:
    """Return the first condition that is false or 0; a missing one holds."""
    for name in conditions:
        if name in facts.values and not facts.is_true(name):
            return name
    return ""


def score_leaf(leaf: Leaf, facts: Facts, framework: Framework) -> Outcome:
    """Score one leaf."""
    node = leaf.node
    assert node.rule is not None
    view = View(node.max, facts, framework.scale, labels=framework.labels)
    false = fails_condition(leaf.conditions, facts)
    if false:
        return not_applicable(leaf, f"Không áp dụng vì {view.name(false)} là không", framework.scale)
    return _decided(node.id, node.rule, node.evidence, view, leaf)


def score_item(item: Item, facts: Facts, framework: Framework) -> Outcome:
    """Score a bonus or penalty item; its points count as positive."""
    view = View(ZERO if item.max is None else item.max, facts, framework.scale, labels=framework.labels)
    if item.applies_if and fails_condition((item.applies_if,), facts):
        why = f"Không áp dụng vì {view.name(item.applies_if)} là không."
        return Outcome(ZERO, ZERO, NOT_APPLICABLE, why, _listed(item.evidence))
    outcome = _decided(item.id, item.rule, item.evidence, view, None)
    if item.max is not None and outcome.points > item.max:
        why = f"{outcome.why[:-1]}, tối đa {said(item.max)} điểm."
        return Outcome(item.max, ZERO, outcome.state, why, outcome.missing, outcome.unranked)
    return outcome


def _decided(owner: str, rule: Rule, evidence: Evidence | None, view: View, leaf: Leaf | None) -> Outcome:
    facts, scale = view.facts, view.scale
    missing = missing_inputs(rule, facts)
    listed = _listed(evidence)
    most = f"/{said(view.most)}" if view.most else ""
    nothing = f"{said_points(ZERO, scale)}{most} điểm"
    verdict = judge(owner, evidence, facts)
    listed = verdict.missing if listed is not None else None
    if missing:
        return Outcome(ZERO, ZERO, NO_DATA, f"Chưa có {_said_missing(missing, view)}, tạm tính {nothing}.", listed)
    given = evaluate(rule, view._replace(withheld=verdict.withheld) if verdict.withheld else view)
    if given.points is None:
        if leaf is None:
            return Outcome(ZERO, ZERO, NOT_APPLICABLE, f"{given.why}: không áp dụng.", listed)
        return not_applicable(leaf, given.why, scale, listed)
    if verdict.unmet and not given.settled:
        full = said_points(given.points, scale)
        why = f"Minh chứng {verdict.unmet}: tính {nothing}, đủ minh chứng thì được {full} điểm."
        return Outcome(ZERO, ZERO, NO_EVIDENCE, why, listed)
    return Outcome(given.points, ZERO, SCORED, f"{given.why}.", listed, given.unranked)


def _said_missing(missing: tuple[str, ...], view: View) -> str:
    """Name what has no value; points that an appraiser enters have no name but their criterion's."""
    names = [view.name(name) for name in missing if not name.startswith("points:")]
    told = [f"số liệu {', '.join(names)}"] if names else []
    return " và ".join([*told, "điểm của người chấm"] if len(names) < len(missing) else told)


def _listed(evidence: Evidence | None) -> tuple[str, ...] | None:
    return () if evidence is not None and evidence.items else None


def not_applicable(leaf: Leaf, reason: str, scale: Scale, listed: tuple[str, ...] | None = None) -> Outcome:
    """Return what a leaf gives by its policy when it does not apply, whoever says so."""
    most = leaf.node.max
    if listed is None:
        listed = _listed(leaf.node.evidence)
    if leaf.not_applicable == "full":
        return Outcome(most, ZERO, NOT_APPLICABLE, f"{reason}: được tính đủ {said_points(most, scale)} điểm.", listed)
    if leaf.not_applicable == "zero":
        return Outcome(ZERO, ZERO, NOT_APPLICABLE, f"{reason}: tính {said_points(ZERO, scale)} điểm.", listed)
    return Outcome(ZERO, most, NOT_APPLICABLE, f"{reason}: loại {said(most)} điểm khỏi điểm tối đa.", listed)
