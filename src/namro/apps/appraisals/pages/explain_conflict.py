"""Two people of a unit explained the same criterion: both texts, and who wrote the one that stands."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.appraisals.pages.value_words import said_value
from namro.apps.assessments.models import Assessment, Line
from namro.apps.frameworks.trees import tree_of
from namro.core.assessment.opinions import Layer
from namro.ui.formats import NOTHING, moment


@dataclass(frozen=True, slots=True)
class ExplainConflict:
    """What stands and what was sent; `version` is that of what stands."""

    id: str
    name: str
    person: str
    at: str
    theirs: str
    their_points: str
    mine: str
    my_points: str
    version: int


def conflict_page(sheet: Assessment, line: Line, text: str, points: str) -> ExplainConflict:
    """Return the context."""
    framework = tree_of(sheet.edition)
    return ExplainConflict(
        id=line.node_id,
        name=framework.names[line.node_id],
        person=line.by.full_name,
        at=moment(line.at),
        theirs=line.explained_reason or NOTHING,
        their_points=said_value(line.value(Layer.EXPLAINED), framework),
        mine=text,
        my_points=points,
        version=line.version,
    )
