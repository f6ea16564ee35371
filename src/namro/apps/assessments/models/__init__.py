"""Rows of this app: computed results; rounds; sheets with their lines, owners and attached proof."""

from __future__ import annotations

from namro.apps.assessments.models.assigned import Assignment, AssignmentChange, Attached, Carried
from namro.apps.assessments.models.incoming import Incoming
from namro.apps.assessments.models.results import Score
from namro.apps.assessments.models.rounds import DomainAppraiser, Pool, Round, Window
from namro.apps.assessments.models.sheets import Assessment, Extension, Line, LineEvent, StateEvent

__all__ = [
    "Assessment",
    "Assignment",
    "AssignmentChange",
    "Attached",
    "Carried",
    "DomainAppraiser",
    "Extension",
    "Incoming",
    "Line",
    "LineEvent",
    "Pool",
    "Round",
    "Score",
    "StateEvent",
    "Window",
]
