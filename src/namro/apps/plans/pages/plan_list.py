"""The list of plans as finished text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.queries.organisation import names_of, tree_on
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.plan_states import plan_chip
from namro.core.improvement.plan_kinds import plan_kind, plan_kinds
from namro.ui.chips import Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """One plan of the list."""

    url: str
    title: str
    kind: str
    year: int
    unit: str
    state: Chip
    tasks: int
    no_owner: int
    no_day: int


@dataclass(frozen=True, slots=True)
class PlanList:
    """The list and where it stands in the whole; `kinds` are (address, words, count, current), of those there are."""

    entries: tuple[PlanEntry, ...]
    page: Page[Plan]
    kinds: tuple[tuple[str, str, int, bool], ...] = ()
    query: str = ""


def counted(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with the number of their tasks, and of those without an owner or a day."""
    live = Q(tasks__dropped=False)
    return plans.annotate(
        n_tasks=Count("tasks", filter=live),
        n_no_owner=Count("tasks", filter=live & Q(tasks__owner_kind="")),
        n_no_day=Count("tasks", filter=live & Q(tasks__due=None, tasks__period="")),
    )


def kinds_of(plans: QuerySet[Plan]) -> dict[str, int]:
    """How many plans there are of each kind; one query."""
    return dict(plans.order_by().values_list("kind").annotate(count=Count("id")))


def plan_list(page: Page[Plan], today: date, *, kind: str, kinds: Mapping[str, int]) -> PlanList:
    """Return the context of the list; `kind` is the one that is shown, "" for all."""
    names = _names({plan.unit_id for plan in page.object_list}, today)
    shown = [one for one in plan_kinds().values() if one.code in kinds]
    tabs = [(f"?loai={one.code}", _(one.label), kinds[one.code], one.code == kind) for one in shown]
    every = ("?", _("Tất cả"), sum(kinds.values()), not any(current for *_rest, current in tabs))
    return PlanList(
        entries=tuple(_entry(plan, names[plan.unit_id]) for plan in page.object_list),
        page=page,
        kinds=(every, *tabs) if len(tabs) > 1 else (),
        query=f"loai={kind}" if kind in kinds else "",
    )


def _names(units: Iterable[int], today: date) -> dict[int, str]:
    """What the units are called today; those that ended keep their last name."""
    nodes = tree_on(today).nodes
    ended = names_of(unit for unit in units if unit not in nodes)
    return {unit: nodes[unit].name if unit in nodes else ended[unit][1] for unit in units}


def _entry(plan: Plan, unit: str) -> PlanEntry:
    return PlanEntry(
        url=reverse("plans:plan", args=[plan.code]),
        title=plan.title,
        kind=_(plan_kind(plan.kind).label),
        year=plan.year,
        unit=unit,
        state=plan_chip(plan),
        tasks=plan.n_tasks,  # type: ignore[attr-defined]
        no_owner=plan.n_no_owner,  # type: ignore[attr-defined]
        no_day=plan.n_no_day,  # type: ignore[attr-defined]
    )
