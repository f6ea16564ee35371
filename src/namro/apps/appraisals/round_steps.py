"""One step of the appraisal for all units of a round: what would move and what cannot, then the doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.appraisals.actions.rounds import STEPS, Member, Moved, counts, move_all, preview
from namro.apps.appraisals.council_views.finding import find_chaired
from namro.apps.assessments.models import Assessment, Round
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import STATE_WORDS, TABLE
from namro.core.base.clock import system_clock
from namro.core.base.folding import fold

PER_PAGE = 50
#: Units that are named of those that would move.
_NAMED = 30


@dataclass(frozen=True, slots=True)
class StepTab:
    """A step with how many units stand before it."""

    name: str
    words: str
    leads: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that would move, or why it cannot, with the criteria in the way."""

    unit: str
    code: str
    why: str
    rows: str


@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, key: str) -> HttpResponse:
    """Look at a step (`?buoc=`) for all units; a POST takes it for those that can, a number of units at a time."""
    user, made = signed_in(request), find_chaired(request, key)
    found = counts(made)
    step = request.POST.get("step") or request.GET.get("buoc") or next((s for s in STEPS if found[s]), STEPS[0])
    if step not in STEPS:
        raise Http404
    moved = _moved(request, made, step) if request.method == "POST" else None
    members = preview(user, made, step)
    names = _names(members, moved)
    blocked = Paginator(_rows((one for one in members if one.why), names), PER_PAGE)
    movable = _told((one.sheet for one in members if not one.why), names)
    context = {
        "round": made,
        "tabs": step_tabs(counts(made) if moved else found, step),
        "step": TABLE.by_name[step],
        "ready": len(movable),
        "movable": movable[:_NAMED],
        "more": max(0, len(movable) - _NAMED),
        "left": moved.left if moved else (),
        "blocked": blocked.get_page(request.GET.get("trang")),
        "query": f"buoc={step}",
        "done": _told(moved.done, names) if moved else None,
        "refused": _rows(moved.refused, names) if moved else (),
    }
    return render(request, "appraisals/round_steps.html", context)


def _moved(request: HttpRequest, made: Round, step: str) -> Moved:
    user = signed_in(request)
    ready = [one.sheet.pk for one in preview(user, made, step) if not one.why]
    return move_all(user, made, step, wanted=ready, at=system_clock())


def _names(members: Iterable[Member], moved: Moved | None) -> dict[int, str]:
    """The names of all units that the page tells of; one query."""
    units = {one.sheet.unit_id for one in members}
    if moved:
        units |= {sheet.unit_id for sheet in moved.done}
    return {key: name for key, (_code, name) in names_of(units).items()}


def step_tabs(found: dict[str, int], chosen: str) -> tuple[StepTab, ...]:
    """Return the steps with their counts."""
    return tuple(
        StepTab(step, _(act.words), _(STATE_WORDS[act.target]), found[step], step == chosen)
        for step, act in ((step, TABLE.by_name[step]) for step in STEPS)
    )


def _rows(members: Iterable[Member], names: dict[int, str]) -> list[UnitRow]:
    rows = [UnitRow(names[one.sheet.unit_id], one.sheet.unit.code, one.why, ", ".join(one.rows)) for one in members]
    return sorted(rows, key=lambda row: fold(row.unit))


def _told(sheets: Iterable[Assessment], names: dict[int, str]) -> list[str]:
    return sorted((names[sheet.unit_id] for sheet in sheets), key=fold)
