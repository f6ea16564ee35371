"""One dossier with what is put down about it: papers, how it really stands, letters, whose lateness it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.dossiers.actions.noting import Said, answer_open, put_paper
from namro.apps.dossiers.forms import AnswerForm, PaperForm
from namro.apps.dossiers.letters import look
from namro.apps.dossiers.limits_of import offices
from namro.apps.dossiers.models import (
    Answer,
    Dossier,
    LateClass,
    LetterKind,
    LetterState,
    Paper,
    PersonalValue,
    Procedure,
)
from namro.apps.dossiers.pages.dossier_page import Behind, dossier_page
from namro.apps.dossiers.pages.dossier_sides import ahead_of_request, sides_of
from namro.apps.dossiers.permissions import can_decide_contest, can_note, names_officers
from namro.apps.dossiers.views.finding import find_dossier
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_GET
def show(request: HttpRequest, key: int) -> HttpResponse:
    """One dossier."""
    user = signed_in(request)
    return dossier_response(request, user, find_dossier(user, key))


@require_POST
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """Put a paper down; one more request for a supplement only after its consequence was seen."""
    user, now = signed_in(request), system_clock()
    row = find_dossier(user, key)
    form = PaperForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            if said["kind"] == Paper.SUPPLEMENT:
                _warn(request, row, said["day"], now)
            put_paper(
                user, row, Paper(said["kind"]), number=said["number"], day=said["day"], new_due=said["new_due"], at=now
            )
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi văn bản."))
            return redirect("dossiers:dossier", key=key)
    return dossier_response(request, user, row, paper=form)


def _warn(request: HttpRequest, row: Dossier, day: date, now: datetime) -> None:
    """A slip of a day on which the system has a request is that request's own; any other is one more."""
    (looked,) = look([row.pk])
    if "van-ghi" in request.POST or day in {event.at.date() for event in looked.value.requests}:
        return
    broken = ahead_of_request(row, looked.value, looked.office, now)
    if broken:
        said = " ".join(f"{one.rule}: {one.words}" for one in broken)
        raise NamroError(_("%(said)s Nếu vẫn phải gửi thì đánh dấu “Vẫn ghi”.") % {"said": said}, code="R02")


@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Say how an open one really stands."""
    user = signed_in(request)
    row = find_dossier(user, key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = Said(Answer(form.cleaned_data["answer"]), form.cleaned_data["day"], form.cleaned_data["proof"])
        try:
            answer_open(user, row, said, at=system_clock())
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi câu trả lời."))
            if request.POST.get("ve") == "doi-chieu":
                return redirect(f"{reverse('dossiers:open')}?don-vi={row.unit.code}")
            return redirect("dossiers:dossier", key=key)
    return dossier_response(request, user, row, answer=form)


def dossier_response(
    request: HttpRequest, user: User, row: Dossier, *, error: str = "", **forms: Form | None
) -> HttpResponse:
    """Answer with the page of a dossier; `forms` are those that were refused: paper, answer, contest."""
    now = system_clock()
    behind = _behind(row)
    units = {row.unit_id, row.intake_unit_id, row.return_unit_id, *(step.unit_id for step in behind.steps)}
    names = {key: name for key, (_code, name) in names_of([key for key in units if key]).items()}
    told = names_officers(user, row.unit_id)
    office = offices({row.unit_id: row.unit.code})(row.unit_id)
    page = dossier_page(row, behind, told=told, names=names, now=now, office=office)
    context: dict[str, Any] = {"page": page, "row": row, "notes": can_note(user, row.unit_id), "papers": Paper.choices}
    context |= {"answers": Answer.choices, "unit": names.get(row.unit_id, ""), "classes": LateClass.choices}
    context |= {"sides": sides_of(row, behind, page.known, office=office, now=now), "error": error}
    context["decides"] = can_decide_contest(user, row.unit_id)
    context["apology"] = _takes_apology(row, behind, page.known.accepted_at)
    context |= {"paper": forms.get("paper"), "answer": forms.get("answer"), "contest": forms.get("contest")}
    context["personal"] = PersonalValue.objects.filter(dossier=row).exists()
    refused = error or any(forms.values())
    return render(request, "dossiers/dossier.html", context, status=400 if refused else 200)


def _behind(row: Dossier) -> Behind:
    return Behind(
        tuple(row.steps.order_by("number")),
        tuple(row.papers.order_by("day", "id")),
        tuple(row.answers.order_by("-at")),
        Procedure.objects.filter(code=row.procedure).order_by("-since").first(),
        tuple(row.letters.select_related("by", "dossier").order_by("on", "id")),
        tuple(row.contests.select_related("by", "decided_by", "evidence").order_by("-at", "-id")),
    )


def _takes_apology(row: Dossier, behind: Behind, accepted: datetime | None) -> bool:
    """Whether an apology may be made: it runs, and none was given yet."""
    given = row.apologised or row.has_apology
    sent = any(one.kind == LetterKind.APOLOGY and one.state == LetterState.SENT for one in behind.letters)
    return bool(accepted) and row.is_open and not row.settled and not given and not sent
