"""What a leaf or item gives with one of the four values, in place of what claims and facts give."""

from __future__ import annotations

from dataclasses import replace

from namro.core.assessment.opinions import Value
from namro.core.framework.model import Framework, Leaf
from namro.core.scoring.leaves import not_applicable
from namro.core.scoring.numbers import ZERO
from namro.core.scoring.outcome import CLOSED, EMPTY, NOT_APPLICABLE, SCORED, Outcome


def valued(leaf: Leaf | None, value: Value | None, given: Outcome, framework: Framework) -> Outcome:
    """Return what a leaf (None: an adjustment item) gives with a value; None: what claims and facts give."""
    if value is None:
        return given
    if value.points is not None:
        return Outcome(value.points, ZERO, SCORED, given.why, given.missing, given.unranked)
    if given.state == NOT_APPLICABLE:
        return given
    if leaf is None:
        return replace(given, points=ZERO, excluded=ZERO, state=NOT_APPLICABLE)
    return not_applicable(leaf, "Không áp dụng", framework.scale)


def value_of(outcome: Outcome) -> Value | None:
    """Return what a leaf or item gives as one of the four values; None where nothing is known."""
    if outcome.state == NOT_APPLICABLE:
        return Value(None)
    return None if outcome.state in (EMPTY, CLOSED) else Value(outcome.points)
