"""The criteria of a sheet whose value changed on the way to the result, and what layers add up to; five queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.apps.appraisals.models import Tally
from namro.apps.appraisals.queries.judged_by import judged_by
from namro.apps.appraisals.sealing import Seal
from namro.apps.assessments.models import Assessment, Line
from namro.apps.frameworks.trees import tree_of
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
    framework, seal = tree_of(sheet.edition), Seal(user, sheet)
    lines = {line.node_id: line for line in sheet.lines.filter(carried=None)}
    every = (*framework.leaves, *(item.id for item in framework.items))
    found = [_step(lines[key], seal) for key in every if key in lines]
    steps = tuple(step for step in found if _differs(step))
    totals = {Layer.SELF: sheet.total}
    if seal.all_open:
        rows = Tally.objects.filter(assessment=sheet)
        totals |= {Layer(row.layer): row.total for row in rows}
    return Changes(
        sheet=sheet,
        framework=framework,
        seal=seal,
        steps=steps,
        by=judged_by([step.line.pk for step in steps]),
        totals=totals,
    )


def _step(line: Line, seal: Seal) -> Step:
    return Step(line, {layer: line.value(layer) for layer in Layer if seal.reads(layer, line.node_id)})


def _differs(step: Step) -> bool:
    """Whether two of the values that somebody gave differ. Without an appraisal there is nothing to compare with."""
    given = {value for value in step.values.values() if value is not None}
    return len(given) > 1
