"""The board of a unit, the lists behind it, one dossier with what is put down about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.dossiers.actions.noting import Said, answer_open, put_paper
from namro.apps.dossiers.forms import AnswerForm, PaperForm
from namro.apps.dossiers.limits_of import offices
from namro.apps.dossiers.models import Answer, Dossier, DossierStep, Paper, Procedure
from namro.apps.dossiers.pages.board_page import board_page
from namro.apps.dossiers.pages.dossier_page import Behind, dossier_page
from namro.apps.dossiers.pages.list_page import list_page
from namro.apps.dossiers.permissions import can_import, can_note, names_officers, readable_by, units_seen
from namro.apps.dossiers.queries import ALL, KINDS, Sought, by, counts, listed, names_of_procedures, place_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import Node, names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: Officers and units shown on the board; a commune has ten, a province 170.
_MOST = 200


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The day of a unit: `?don-vi=`; without it my own."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = _unit(request, units) or next(iter(units), None)
    context: dict[str, Any] = {"units": units, "unit": unit, "imports": can_import(user)}
    context |= {"officer_word": _("Người xử lý"), "unit_word": _("Đơn vị")}
    if unit is not None:
        own = Dossier.objects.filter(unit=unit.id)
        officers = by("officer", own, now, most=_MOST) if names_officers(user, unit.id) else []
        beside = []
        if len(units) > 1:
            named = {str(node.id): node for node in units}
            rows = Dossier.objects.filter(readable_by(user))
            beside = [(named[one.key], one) for one in by("unit", rows, now, most=_MOST) if one.key in named]
        context["page"] = board_page(unit, counts(unit.id, now), officers, beside)
    return render(request, "dossiers/board.html", context)


@require_GET
def of_kind(request: HttpRequest) -> HttpResponse:
    """A list: `?loai=`, `?don-vi=`, `?nguoi=`, `?ma=` a code; `?sau=` goes on from a place."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = _unit(request, units)
    officer = request.GET.get("nguoi")
    if officer is not None and (unit is None or not names_officers(user, unit.id)):
        officer = None
    code = request.GET.get("ma", "").strip()[:80]
    kind = ALL if code else KINDS.get(request.GET.get("loai", ""), ALL)
    sought = Sought(kind, unit.id if unit else None, officer, code)
    found = listed(user, sought, now, after=place_of(request.GET.get("sau", "")))
    page = list_page(user, sought, found, unit=unit, names=names_of_procedures(found.rows), now=now)
    context = {"page": page, "unit": unit, "officer": officer, "code": code}
    return render(request, "dossiers/list.html", context)


@require_GET
def show(request: HttpRequest, key: int) -> HttpResponse:
    """One dossier."""
    user = signed_in(request)
    return _page(request, user, _dossier(user, key))


@require_POST
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """Put a paper down."""
    user = signed_in(request)
    row = _dossier(user, key)
    form = PaperForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            put_paper(
                user, row, Paper(said["kind"]), number=said["number"], day=said["day"], new_due=said["new_due"],
                at=system_clock(),
            )  # fmt: skip
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi văn bản."))
            return redirect("dossiers:dossier", key=key)
    return _page(request, user, row, paper=form)


@require_http_methods(["POST"])
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Say how an open one really stands."""
    user = signed_in(request)
    row = _dossier(user, key)
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
    return _page(request, user, row, answer=form)


def _page(
    request: HttpRequest, user: User, row: Dossier, *, paper: PaperForm | None = None, answer: AnswerForm | None = None
) -> HttpResponse:
    behind = Behind(
        tuple(row.steps.order_by("number")),
        tuple(row.papers.order_by("day", "id")),
        tuple(row.answers.order_by("-at")),
        Procedure.objects.filter(code=row.procedure).order_by("-since").first(),
    )
    units = {row.unit_id, row.intake_unit_id, row.return_unit_id, *(step.unit_id for step in behind.steps)}
    names = {key: name for key, (_code, name) in names_of([key for key in units if key]).items()}
    told = names_officers(user, row.unit_id)
    office = offices({row.unit_id: row.unit.code})(row.unit_id)
    page = dossier_page(row, behind, told=told, names=names, now=system_clock(), office=office)
    context = {"page": page, "row": row, "notes": can_note(user, row.unit_id), "papers": Paper.choices}
    context |= {"answers": Answer.choices, "paper": paper, "answer": answer, "unit": names.get(row.unit_id, "")}
    return render(request, "dossiers/dossier.html", context, status=400 if paper or answer else 200)


def _dossier(user: User, key: int) -> Dossier:
    """A dossier the person may see: of a unit read about, or with a step of an own unit."""
    row = get_object_or_404(Dossier.objects.select_related("unit"), pk=key)
    if Dossier.objects.filter(readable_by(user), pk=key).exists():
        return row
    if DossierStep.objects.filter(dossier=row, unit__in=user.standing.units()).exists():
        return row
    raise Http404(_("Không có hồ sơ này."))


def _unit(request: HttpRequest, units: list[Node]) -> Node | None:
    code = request.GET.get("don-vi", "")
    return next((node for node in units if node.code == code), None)
