"""Late dossiers of a unit with whose lateness it is; contesting that, and deciding about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.dossiers.actions.contesting import Said, decide, propose
from namro.apps.dossiers.answers import late_answers
from namro.apps.dossiers.forms import ContestForm
from namro.apps.dossiers.late import Span, late_of
from namro.apps.dossiers.models import LateContest
from namro.apps.dossiers.pages.late_page import MOST, late_page
from namro.apps.dossiers.permissions import check_note, readable_by, units_seen
from namro.apps.dossiers.queries import names_of_procedures
from namro.apps.dossiers.views.dossier import dossier_response
from namro.apps.dossiers.views.finding import find_dossier, unit_named
from namro.apps.library.models import Evidence
from namro.apps.people.requests import signed_in
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError

_FIRST_YEAR, _YEARS = 2021, 4


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The late dossiers of a unit in a year or month: `?don-vi=`, `?nam=`, `?thang=`."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = unit_named(request, units) or next(iter(units), None)
    today = now.astimezone(VIETNAM).date()
    year = _number(request, "nam", _FIRST_YEAR, today.year + 1) or today.year
    month = _number(request, "thang", 1, 12)
    context: dict[str, Any] = {"units": units, "unit": unit, "year": year, "month": month}
    context |= {"years": range(today.year, today.year - _YEARS, -1), "months": range(1, 13)}
    if unit is not None:
        span = _span(year, month)
        found = late_of(unit.id, span, now)
        names = names_of_procedures([one.row for one in found.rows])
        context["page"] = late_page(found, names, today)
        answers = late_answers(unit.id, span, now)
        context |= {"answers": answers[:MOST], "more_answers": max(0, len(answers) - MOST), "count": len(answers)}
    return render(request, "dossiers/late.html", context)


@require_POST
def contest(request: HttpRequest, key: int) -> HttpResponse:
    """Contest whose lateness a dossier's is."""
    user = signed_in(request)
    row = find_dossier(user, key)
    check_note(user, row.unit_id)
    form = ContestForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        code = said.pop("evidence").strip()
        evidence = Evidence.objects.filter(code=code, unit=row.unit_id, removed_at=None).first() if code else None
        try:
            if code and evidence is None:
                raise NamroError(_("Thư viện của đơn vị không có minh chứng mã này. Chép lại mã."), code="evidence")
            propose(user, row, Said(**said, evidence=evidence), at=system_clock())
        except NamroError as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Đã gửi đề nghị, chờ lãnh đạo quyết định."))
            return redirect("dossiers:dossier", key=key)
    return dossier_response(request, user, row, contest=form)


@require_POST
def decision(request: HttpRequest, key: int) -> HttpResponse:
    """Accept or refuse what was proposed."""
    user = signed_in(request)
    row = get_object_or_404(
        LateContest.objects.select_related("dossier__unit").filter(readable_by(user, "dossier__unit")), pk=key
    )
    accept = "nhan" in request.POST
    try:
        decide(user, row, accept=accept, words=request.POST.get("words", ""), at=system_clock())
    except NamroError as refusal:
        return dossier_response(request, user, row.dossier, error=refusal.message)
    messages.success(request, _("Đã chấp nhận đề nghị.") if accept else _("Đã ghi không chấp nhận."))
    return redirect("dossiers:dossier", key=row.dossier_id)


def _span(year: int, month: int | None) -> Span:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), date.fromordinal(following.toordinal() - 1)


def _number(request: HttpRequest, name: str, least: int, most: int) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 and least <= int(text) <= most else None
