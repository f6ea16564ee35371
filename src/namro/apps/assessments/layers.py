"""What a sheet adds up to in one of its four values: self, appraised, explained, final."""

from __future__ import annotations

from namro.apps.assessments.standing import Standing
from namro.core.assessment.opinions import Layer, Value
from namro.core.assessment.valued import valued
from namro.core.framework.model import Leaf
from namro.core.scoring.one import added_up
from namro.core.scoring.outcome import Outcome, UnitScore

#: Where each layer looks when it says nothing itself.
BELOW = {Layer.APPRAISED: (Layer.APPRAISED,), Layer.FINAL: (Layer.FINAL, Layer.APPRAISED)}


def layer_score(standing: Standing, *layers: Layer) -> UnitScore:
    """Return the sheet added up with what the first of the layers says of each criterion.

    Where none of them says anything, what claims and facts give stands.
    """
    framework, score = standing.framework, standing.claimed.score
    leaves = {
        key: outcome_of(standing, leaf, value_in(standing, key, *layers)) for key, leaf in framework.leaves.items()
    }
    items = {
        key: valued(None, value_in(standing, key, *layers), claimed, framework)
        for key, claimed in score.adjustments.items()
    }
    return added_up(framework, standing.facts, leaves, items)


def value_in(standing: Standing, key: str, *layers: Layer) -> Value | None:
    """Return what the first of the layers that says anything says of a leaf or item."""
    line = standing.lines.get(key)
    found = (line.value(layer) for layer in layers) if line else ()
    return next((value for value in found if value is not None), None)


def outcome_of(standing: Standing, leaf: Leaf, value: Value | None) -> Outcome:
    """Return what a leaf gives with a value; None: what claims and facts give."""
    return valued(leaf, value, standing.claimed.score.criteria[leaf.node.id], standing.framework)
