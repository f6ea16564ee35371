"""Whoever runs a round moves its dates, gives a unit more time, hands its sheet back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.rounds import change_times, extend
from namro.apps.assessments.forms.rounds import ChangeTimesForm, ExtendForm
from namro.apps.assessments.forms.times import shown
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.round_page import happened
from namro.apps.assessments.pages.sheet_head import acts_of, chip_of_state, closed_of, deadline_of
from namro.apps.assessments.permissions import check_organises
from namro.apps.assessments.queries.history import unit_history
from namro.apps.assessments.queries.rounds import windows_of
from namro.apps.assessments.queries.shown import due_at_hand
from namro.apps.assessments.round_views.finding import find_member, find_round
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import HANDED_IN, TABLE, Stage, State
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: The stage in which a sheet is and for which more time is asked first; before these it is the self-scoring.
_STAGE_OF = {
    State.APPRAISAL: Stage.APPRAISAL,
    State.EXPLANATION: Stage.EXPLANATION,
    State.REAPPRAISAL: Stage.REAPPRAISAL,
    State.DECIDED: Stage.PUBLICATION,
}


@require_http_methods(["GET", "POST"])
def times(request: HttpRequest, key: str) -> HttpResponse:
    """Other dates, with the reason."""
    user, made = signed_in(request), find_round(request, key)
    check_organises(user, made)
    now = {stage: (row.opens_at, row.closes_at) for stage, row in windows_of([made]).get(made.pk, {}).items()}
    sent = request.POST if request.method == "POST" else None
    form = ChangeTimesForm(sent, initial={**shown(now), "version": made.version})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            change_times(user, made, form.times, reason=data["reason"], version=data["version"], at=system_clock())
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã đổi ngày giờ của kỳ. Các đơn vị thấy ngay ở phiếu của mình."))
            return redirect("assessments:round", key=key)
    status = 400 if form.errors else 200
    return render(request, "assessments/round_times.html", {"form": form, "round": made}, status=status)


@require_GET
def unit(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """A unit in the round: its time, and what may be done with its sheet."""
    sheet = find_member(request, key, code)
    return _unit_page(request, sheet, _extend_form(find_stages(request, key), stage=_STAGE_OF.get(State(sheet.state))))


def find_stages(request: HttpRequest, key: str) -> tuple[Stage, ...]:
    """Return the stages that a round holds."""
    made = find_round(request, key)
    return tuple(windows_of([made]).get(made.pk, {}))


def _extend_form(
    stages: tuple[Stage, ...], request: HttpRequest | None = None, *, stage: Stage | None = None
) -> ExtendForm:
    first = {"until_hour": "17:00", "stage": stage}
    return ExtendForm(None if request is None else request.POST, stages=stages, initial=first)


def _unit_page(request: HttpRequest, sheet: Assessment, form: ExtendForm) -> HttpResponse:
    user, now = signed_in(request), system_clock()
    name = names_of([sheet.unit_id])[sheet.unit_id][1]
    steps = [act.name for act in TABLE.acts]
    context = {
        "sheet": sheet,
        "name": name,
        "chip": chip_of_state(sheet),
        "closed": closed_of(sheet),
        "deadline": deadline_of(sheet, due_at_hand(sheet), now),
        "acts": acts_of(user, sheet),
        "handed_in": State(sheet.state) in HANDED_IN,
        "form": form,
        "history": happened(unit_history({sheet.pk: name}, acts=steps)),
    }
    return render(request, "assessments/round_unit.html", context, status=400 if form.errors else 200)


@require_POST
def more_time(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Give a unit more time."""
    sheet, form = find_member(request, key, code), _extend_form(find_stages(request, key), request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            extend(
                signed_in(request), sheet, Stage(data["stage"]), form.until, reason=data["reason"], at=system_clock()
            )
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã gia hạn."))
            return redirect("assessments:round_unit", key=key, code=code)
    return _unit_page(request, sheet, form)


@require_POST
def act(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Do an act of the table of states as whoever runs the round."""
    sheet, name = find_member(request, key, code), request.POST.get("act", "")
    if name not in TABLE.by_name:
        raise Http404
    try:
        move(signed_in(request), sheet, name, said=request.POST.get("said", ""), at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(act)s: đã ghi nhận.") % {"act": _(TABLE.by_name[name].words)})
    return redirect("assessments:round_unit", key=key, code=code)
