"""Bonus items, penalties and cost of a plan as finished text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from namro.apps.plans.extras import Judging, sign_of
from namro.apps.plans.models import Plan, Task
from namro.core.base.points import exact_words
from namro.core.improvement.extra_points import EXTRA_WORDS, Extra, result_words
from namro.ui.chips import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraRow:
    """One bonus or penalty: what its condition says today, and why."""

    url: str
    kind: str
    text: str
    points: str
    owner: str
    parts: tuple[str, ...]
    counted: str
    chip: Chip
    reasons: tuple[str, ...]


def extra_row(one: Judging, plan: Plan) -> ExtraRow:
    """Return one item as finished text."""
    kind, found = Extra(one.item.kind), one.found
    good = None if found.holds is None else found.holds == (kind is Extra.BONUS)
    icon, css = {None: ("circle-dashed", "line"), True: ("circle-check", "good"), False: ("alert-triangle", "bad")}[
        good
    ]
    words = result_words(kind, found)
    return ExtraRow(
        url=reverse("plans:extra", args=[plan.code, one.item.pk]),
        kind=EXTRA_WORDS[kind],
        text=one.item.text,
        points=f"{sign_of(kind)}{exact_words(one.item.points)}",
        owner=one.owner.name if one.owner else "",
        parts=tuple(limit.words for limit in one.item.parts),
        counted=f"{one.counted.done}/{one.counted.total}",
        chip=Chip(icon, css, words[0].upper() + words[1:]),
        reasons=found.reasons,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """What a task may cost and what was spent on it; `over` where more was spent than planned."""

    key: int
    url: str
    place: int
    text: str
    planned: str
    spent: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CostTable:
    """All tasks with their sums."""

    rows: tuple[CostRow, ...]
    planned: str
    spent: str
    left: str
    share: int


def cost_table(plan: Plan, tasks: Iterable[Task], typed: Mapping[str, str]) -> CostTable:
    """Return planned and spent cost of the tasks with sums; what was typed and not saved stays in its box."""
    listed = list(tasks)
    planned = sum(task.cost_planned or 0 for task in listed)
    spent = sum(task.cost_spent or 0 for task in listed)
    return CostTable(
        rows=tuple(_cost_row(task, plan, place=n, typed=typed) for n, task in enumerate(listed, start=1)),
        planned=dong(planned),
        spent=dong(spent),
        left=dong(planned - spent),
        share=min(100, 100 * spent // planned) if planned else 0,
    )


def _cost_row(task: Task, plan: Plan, *, place: int, typed: Mapping[str, str]) -> CostRow:
    planned, spent = task.cost_planned, task.cost_spent
    return CostRow(
        key=task.pk,
        url=reverse("plans:task", args=[plan.code, task.pk]),
        place=place,
        text=task.text,
        planned=typed.get(f"planned-{task.pk}", "" if planned is None else dong(planned)),
        spent=typed.get(f"spent-{task.pk}", "" if spent is None else dong(spent)),
        over=(spent or 0) > (planned or 0),
    )


def dong(amount: int) -> str:
    """`120.000.000`."""
    return exact_words(Decimal(amount))
