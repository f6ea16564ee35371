"""Targets and extra points of a plan as they are printed."""

from __future__ import annotations

from datetime import date

from namro.apps.plans.bridge import Aims
from namro.apps.plans.extras import extras_of, sign_of
from namro.apps.plans.models import Plan
from namro.apps.plans.targeting import Stood, targets_of
from namro.core.base.points import exact_words
from namro.core.improvement.extra_points import EXTRA_WORDS, Extra
from namro.core.improvement.plan import PlanExtra, PlanTarget
from namro.core.improvement.target_words import printed_words


def aims_of(plan: Plan, *, today: date) -> Aims:
    """Return what is printed of a plan's targets and extra points; the number of queries is fixed."""
    return Aims(
        targets=tuple(_target(one) for one in targets_of(plan, today=today)),
        extras=tuple(
            PlanExtra(
                kind=EXTRA_WORDS[Extra(one.item.kind)].lower(),
                text=one.item.text,
                points=f"{sign_of(Extra(one.item.kind))}{exact_words(one.item.points)}",
                lead=one.owner.name if one.owner else "",
            )
            for one in extras_of(plan, today=today)
        ),
    )


def _target(one: Stood) -> PlanTarget:
    return PlanTarget(
        name=one.target.name,
        goal=printed_words(one.goal, one.target.base_year),
        by=f"{one.target.by:%d/%m/%Y}" if one.target.by else "",
        lead=one.owner.name if one.owner else one.target.by_text,
    )
