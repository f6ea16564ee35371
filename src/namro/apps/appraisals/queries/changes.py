"""The criteria of a sheet whose value changed on the way to the result, and what its layers add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.apps.appraisals.queries.judged_by import judged_by
from namro.apps.appraisals.sealing import Seal
from namro.apps.assessments.layers import BELOW, layer_score
from namro.apps.assessments.models import Assessment, Line
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Value
from namro.core.framework.model import Framework


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion with those of its four values that the reader may know."""

    line: Line
    values: Mapping[Layer, Value | None]

    @property
    def last(self) -> Value | None:
        """What stands by what the reader may know: the final value, else that of the appraisal."""
        return self.values.get(Layer.FINAL) or self.values.get(Layer.APPRAISED)


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The criteria that changed, in the order of the set; `totals` of the layers whose sum the reader may know."""

    sheet: Assessment
    framework: Framework
    seal: Seal
    steps: tuple[Step, ...]
    by: Mapping[tuple[int, Layer], str]
    totals: Mapping[Layer, Decimal]


def changes_of(user: User, sheet: Assessment) -> Changes:
    """Return what changed, as far as the reader may know."""
    standing, seal = standing_of(sheet), Seal(user, sheet)
    framework, lines = standing.framework, standing.lines
    every = (*framework.leaves, *(item.id for item in framework.items))
    found = [_step(lines[key], seal) for key in every if key in lines]
    steps = tuple(step for step in found if _differs(step))
    return Changes(
        sheet=sheet,
        framework=framework,
        seal=seal,
        steps=steps,
        by=judged_by([step.line.pk for step in steps]),
        totals=_totals(standing, seal),
    )


def _totals(standing: Standing, seal: Seal) -> dict[Layer, Decimal]:
    """All from the same facts, so that a result of a survey that came later is no difference between layers."""
    found = {Layer.SELF: standing.claimed.score.total}
    values = standing.lines.values()
    for layer, below in BELOW.items():
        if seal.all_open and any(line.value(layer) is not None for line in values):
            found[layer] = layer_score(standing, *below).total
    return found


def _step(line: Line, seal: Seal) -> Step:
    return Step(line, {layer: line.value(layer) for layer in Layer if seal.reads(layer, line.node_id)})


def _differs(step: Step) -> bool:
    """Whether two of the values that somebody gave differ. Without an appraisal there is nothing to compare with."""
    given = {value for value in step.values.values() if value is not None}
    return len(given) > 1
