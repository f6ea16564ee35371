"""Letters about dossiers: the list of a unit, made at hand, opened as a paper, sent, withdrawn."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.dossiers.actions.lettering import mark_sent, prepare_apology, prepare_today, withdraw
from namro.apps.dossiers.forms import ApologyForm, SentForm
from namro.apps.dossiers.letter_papers import paper_of
from namro.apps.dossiers.models import DossierLetter, LetterKind, LetterState
from namro.apps.dossiers.pages.letter_list import FILES, lines_of
from namro.apps.dossiers.permissions import can_note, check_note, readable_by, units_seen
from namro.apps.dossiers.views.finding import find_dossier, unit_named
from namro.apps.library.sending import guarded
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.rendering import paper_bytes

PER_PAGE = 50


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The letters of a unit: `?don-vi=`, `?tinh-trang=`, `?loai=`; posted: make what today needs."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    unit = unit_named(request, units) or next(iter(units), None)
    if request.method == "POST" and unit is not None:
        found = prepare_today(user, unit.id, at=now)
        said = {"made": found.made, "withdrawn": found.withdrawn}
        messages.success(request, _("Hôm nay thêm %(made)d thư, rút %(withdrawn)d thư không còn cần.") % said)
        return redirect(_list_url(unit.code))
    return _list(request, user, unit.code if unit else "")


def _list(request: HttpRequest, user: User, code: str, *, error: str = "", about: int = 0) -> HttpResponse:
    units = units_seen(user)
    unit = next((node for node in units if node.code == code), None)
    context: dict[str, Any] = {"units": units, "unit": unit, "error": error, "about": about}
    if unit is not None:
        rows = DossierLetter.objects.filter(unit=unit.id).select_related("dossier", "by")
        asked = {"tinh-trang": request.GET.get("tinh-trang", ""), "loai": request.GET.get("loai", "")}
        if asked["tinh-trang"] in LetterState.values:
            rows = rows.filter(state=asked["tinh-trang"])
        if asked["loai"] in LetterKind.values:
            rows = rows.filter(kind=asked["loai"])
        page = Paginator(rows.order_by("-on", "-id"), PER_PAGE).get_page(request.GET.get("trang"))
        query = urlencode({"don-vi": unit.code, **{name: word for name, word in asked.items() if word}})
        waiting = DossierLetter.objects.filter(unit=unit.id, state=LetterState.PREPARED).count()
        context |= {"page": page, "lines": lines_of(page.object_list), "query": query, "waiting": waiting}
        context |= {"notes": can_note(user, unit.id), "states": LetterState.choices, "kinds": LetterKind.choices}
        context |= {"state": asked["tinh-trang"], "kind": asked["loai"], "filtered": any(asked.values())}
    return render(request, "dossiers/letters.html", context, status=400 if error else 200)


@require_GET
def paper(request: HttpRequest, key: int, suffix: str) -> HttpResponseBase:
    """The letter as a paper, .docx or .pdf."""
    if suffix not in {"docx", "pdf"}:
        raise Http404
    row = _letter(signed_in(request), key)
    content = BytesIO(paper_bytes(paper_of(row), f".{suffix}"))
    name = f"{FILES[row.kind]}-{row.dossier.code}-{row.on:%Y-%m-%d}.{suffix}"
    return guarded(FileResponse(content, as_attachment=True, filename=name), suffix)


@require_POST
def act(request: HttpRequest, key: int) -> HttpResponse:
    """Put number and day on a letter that was sent; with `rut`, take it back with a reason."""
    user, now = signed_in(request), system_clock()
    row = _letter(user, key)
    check_note(user, row.unit_id)
    form = SentForm(request.POST)
    error = ""
    try:
        if "rut" in request.POST:
            withdraw(user, row, why=request.POST.get("why", ""), at=now)
            messages.success(request, _("Đã rút thư."))
        elif form.is_valid():
            mark_sent(user, row, **form.cleaned_data, at=now)
            messages.success(request, _("Đã ghi thư là đã gửi."))
        else:
            error = " ".join(str(one) for many in form.errors.values() for one in many)
    except NamroError as refusal:
        error = refusal.message
    if error:
        return _list(request, user, row.unit.code, error=f"{row.dossier.code}: {error}", about=row.pk)
    return redirect(_list_url(row.unit.code))


@require_POST
def apology(request: HttpRequest, key: int) -> HttpResponse:
    """Make the apology of a dossier with a new date."""
    user = signed_in(request)
    row = find_dossier(user, key)
    check_note(user, row.unit_id)
    form = ApologyForm(request.POST)
    if not form.is_valid():
        error = " ".join(str(one) for many in form.errors.values() for one in many)
    else:
        said = form.cleaned_data
        try:
            letter = prepare_apology(user, row, new_due=said["new_due"], reason=said["reason"], at=system_clock())
        except NamroError as refusal:
            error = refusal.message
        else:
            messages.success(request, _("Đã lập phiếu xin lỗi."))
            return redirect(f"{_list_url(row.unit.code)}#t-{letter.pk}")
    return _list(request, user, row.unit.code, error=f"{row.code}: {error}")


def _list_url(code: str) -> str:
    return f"{reverse('dossiers:letters')}?don-vi={code}"


def _letter(user: User, key: int) -> DossierLetter:
    rows = DossierLetter.objects.filter(readable_by(user)).select_related("dossier", "unit", "by")
    return get_object_or_404(rows, pk=key)
