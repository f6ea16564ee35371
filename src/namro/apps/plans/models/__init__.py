"""What is stored of plans: the plan and its issued versions, its tasks, and the work they give."""

from __future__ import annotations

from namro.apps.plans.models.decided import DecisionEntry, SheetDecision
from namro.apps.plans.models.doing import (
    CheckItem,
    Comment,
    Goal,
    HandOver,
    Happening,
    Tick,
    Told,
    UnitHabit,
)
from namro.apps.plans.models.extra import ExtraItem
from namro.apps.plans.models.fallen import FallenValue
from namro.apps.plans.models.handing import Handing
from namro.apps.plans.models.plan import Plan, PlanVersion
from namro.apps.plans.models.recommendation import Recommendation, RecommendationEvent, Supervision
from namro.apps.plans.models.target import Target, TargetValue
from namro.apps.plans.models.task import Collaborator, Task, TaskChange
from namro.apps.plans.models.work import DueMove, Occurrence, Piece, Proof, WorkEvent

__all__ = [
    "CheckItem",
    "Collaborator",
    "Comment",
    "DecisionEntry",
    "DueMove",
    "ExtraItem",
    "FallenValue",
    "Goal",
    "HandOver",
    "Handing",
    "Happening",
    "Occurrence",
    "Piece",
    "Plan",
    "PlanVersion",
    "Proof",
    "Recommendation",
    "RecommendationEvent",
    "SheetDecision",
    "Supervision",
    "Target",
    "TargetValue",
    "Task",
    "TaskChange",
    "Tick",
    "Told",
    "UnitHabit",
    "WorkEvent",
]
