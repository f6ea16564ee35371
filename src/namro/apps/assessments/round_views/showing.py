"""Rounds: the list, one of them with its units, the same rows as a workbook."""

from __future__ import annotations

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.assessments.actions.rounds import can_open
from namro.apps.assessments.models import Round
from namro.apps.assessments.pages.round_form import late_sentence
from namro.apps.assessments.pages.round_list import round_rows
from namro.apps.assessments.pages.round_page import happened, stage_lines, unit_list
from namro.apps.assessments.permissions import organises
from namro.apps.assessments.queries.history import history_of
from namro.apps.assessments.queries.progress import members_of
from namro.apps.assessments.queries.rounds import rounds_for, states_in, windows_of
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.assessments.round_views.workbook import progress_xlsx
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.sending import guarded
from namro.apps.people.models import Role
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.lateness import LateRule
from namro.core.assessment.stages import State
from namro.core.base.clock import system_clock
from namro.ui.formats import day

PER_PAGE = 20


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds I know of, newest first."""
    user = signed_in(request)
    page = Paginator(rounds_for(user).order_by("-year", "-pk"), PER_PAGE).get_page(request.GET.get("trang"))
    shown = list(page.object_list)
    counted = frozenset(one.pk for one in shown if organises(user, one) or user.standing.is_admin)
    rows = round_rows(shown, windows_of(shown), states_in(shown), counted=counted)
    opens = can_open(user, None, alone=False)
    return render(request, "assessments/rounds.html", {"rows": rows, "page": page, "opens": opens})


@require_GET
def one(request: HttpRequest, key: str) -> HttpResponse:
    """A round: its dates, the units I may know of, what was changed; `?loc=`, `?tim=`, `?giay=1` for paper."""
    user, made, now = signed_in(request), find_round(request, key), system_clock()
    runs, paper = organises(user, made), "giay" in request.GET
    members = members_of(user, made)
    names = {one.sheet.pk: one.name for one in members}
    context = {
        "round": made,
        "edition": tree_of(made.edition).title,
        "organiser": names_of([made.organiser_id])[made.organiser_id][1],
        "period": f"{day(made.measured_from)} – {day(made.measured_to)}",
        "late": late_sentence(LateRule(made.late_rule), made.late_days, made.late_points),
        "stages": stage_lines(windows_of([made]).get(made.pk, {}), now),
        "units": unit_list(members, made, now, asked=request.GET.dict(), runs=runs, everything=paper),
        "history": happened(history_of(made, names)),
        "runs": runs,
        "judges": user.standing.has(Role.APPRAISER, Role.COUNCIL),
        "published": any(State(one.sheet.state) is State.PUBLISHED for one in members) and not made.alone,
        "paper": paper,
        "departments": departments_of(made),
    }
    return render(request, "assessments/round.html", context)


def departments_of(made: Round) -> list[tuple[str, str]]:
    """Return the domains of a round, each with who appraises it; two queries."""
    rows = list(made.appraisers.values_list("node_id", "department"))
    names = names_of([unit for _node, unit in rows])
    domains = {node.id: node.name for node in tree_of(made.edition).nodes}
    by_node = {node: names[unit][1] for node, unit in rows}
    return [(f"{node}. {words}", by_node[node]) for node, words in domains.items() if node in by_node]


@require_GET
def download(request: HttpRequest, key: str) -> FileResponse:
    """The rows that the page shows, all of them, as a workbook."""
    user, made, now = signed_in(request), find_round(request, key), system_clock()
    rows = unit_list(members_of(user, made), made, now, asked=request.GET.dict(), runs=False, everything=True).rows
    name = f"tien-do-{made.year}-{made.code}.xlsx"
    answer = FileResponse(BytesIO(progress_xlsx(made, rows, now)), as_attachment=True, filename=name)
    return guarded(answer, "xlsx")
