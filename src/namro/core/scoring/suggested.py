"""What the proof that is attached lets one expect of a leaf that people score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from namro.core.framework.model import Framework, Leaf
from namro.core.framework.rules import Manual, Parts, YesNo
from namro.core.scoring.facts import Facts
from namro.core.scoring.fullest import wanted
from namro.core.scoring.leaves import missing_inputs, score_leaf
from namro.core.scoring.numbers import EXACT, said_points
from namro.core.scoring.outcome import NOT_APPLICABLE
from namro.core.scoring.proof import judge


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Points that follow from the proof. `at_most`: a person still judges how good the work is."""

    points: Decimal
    at_most: bool
    sentence: str


def suggest(leaf: Leaf, facts: Facts, framework: Framework) -> Suggestion | None:
    """Return what follows from the proof in `facts` (evidence:…); None where proof alone says nothing.

    Where the facts know the inputs, scoring itself answers. Else proof that is lacking gives nothing, and proof that is
    there shows that what is only done or not done was done; it never tells a rate or a number.
    """
    rule, evidence = leaf.node.rule, leaf.node.evidence
    if rule is None or evidence is None or not evidence.required or leaf.source != "appraisal":
        return None
    verdict = judge(leaf.node.id, evidence, facts)
    unknown = bool(missing_inputs(rule, facts))
    done_or_not = isinstance(rule, YesNo | Parts | Manual)
    if unknown and not verdict.unmet and (not done_or_not or (verdict.missing and not verdict.withheld)):
        return None
    if unknown:
        facts = replace(facts, values={**facts.values, **dict(wanted(rule, leaf.node.max))})
    with localcontext(EXACT):
        outcome = score_leaf(leaf, facts, framework)
    if outcome.state == NOT_APPLICABLE:
        return None
    at_most = unknown and isinstance(rule, Manual) and not verdict.unmet
    words = f"{'nhiều nhất ' if at_most else ''}{said_points(outcome.points, framework.scale)}"
    because = f" ({verdict.unmet})" if verdict.unmet and not outcome.points else ""
    return Suggestion(outcome.points, at_most, f"Gợi ý từ minh chứng: {words}{because}")
