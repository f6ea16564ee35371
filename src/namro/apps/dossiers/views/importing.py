"""A file of dossiers handed in; its columns; how far it is; what it would change; written or dropped; refused rows."""

from __future__ import annotations

import csv
from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.dossiers.actions.importing import agree, choose_columns, give_up, hand_in, source_named
from namro.apps.dossiers.forms import DossierFileForm
from namro.apps.dossiers.models import DossierImport, DossierSource
from namro.apps.dossiers.pages.import_page import import_page, imports_of, mapping_page, personal_choices
from namro.apps.dossiers.permissions import can_catalogue, check_import, units_seen, writes_for
from namro.apps.dossiers.personal import fields_on
from namro.apps.dossiers.reading.columns import columns, proposed
from namro.apps.dossiers.reading.tables import header_of, kind_of, sample
from namro.apps.dossiers.waiting import place_of
from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.library.uploads import safe_name
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.workbooks.dossier_columns import REFUSED
from namro.documents.writing.list_sheet import write_list

State = DossierImport.State
_SAMPLE = 3
_WIDTHS = (8, 26, 22, 40, 60)


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Hand in a file; the files of before."""
    user = signed_in(request)
    check_import(user)
    form = DossierFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            job = _handed_in(user, form)
        except NamroError as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("dossiers:import", code=job.code)
    known = DossierImport.objects.filter(by=user).select_related("source").order_by("-at")[:20]
    sources = list(DossierSource.objects.order_by("name").values_list("name", flat=True)[:50])
    usual = sources[0] if sources else ""
    context = {"form": form, "jobs": imports_of(known), "sources": sources, "usual": usual}
    context |= {"personal": fields_on(), "keeps": can_catalogue(user)}
    return render(request, "dossiers/imports.html", context, status=400 if form.errors else 200)


def _handed_in(user: User, form: DossierFileForm) -> DossierImport:
    said, now = form.cleaned_data, system_clock()
    exported: datetime = min(said["exported_at"] or now, now)
    source = source_named(said["source"])
    return hand_in(
        user, source, safe_name(said["file"].name or ""), said["file"].chunks(), exported_at=exported, at=now
    )


@require_http_methods(["GET", "POST"])
def job(request: HttpRequest, code: str) -> HttpResponse:
    """My file, wherever it stands: its columns, how far it is, what it would change, what it did."""
    user = signed_in(request)
    found = _own(user, code)
    check_import(user)
    error = ""
    if request.method == "POST":
        try:
            return _acted(request, user, found)
        except NamroError as refusal:
            error = refusal.message
            found = _own(user, code)
    status = 400 if error else 200
    if found.state in (State.MAPPING, State.FAILED) and place_of(found.code).exists():
        return _mapping(request, user, found, error=error, status=status)
    return render(
        request, "dossiers/import.html", {"page": import_page(found), "job": found, "error": error}, status=status
    )


def _acted(request: HttpRequest, user: User, found: DossierImport) -> HttpResponse:
    if "bo" in request.POST:
        give_up(user, found)
        messages.success(request, _("Đã bỏ tệp. Không có gì được ghi."))
        return redirect("dossiers:imports")
    if found.state == State.CHECKED:
        agree(user, found, at=system_clock())
    else:
        units = {node.code: node.id for node in units_seen(user)}
        allowed = writes_for(user)
        unit = units.get(request.POST.get("don-vi", ""))
        if unit is not None and allowed is not None and unit not in allowed:
            raise NamroError(_("Không nạp được hồ sơ của đơn vị này. Chọn đơn vị của mình."), code="unit")
        choose_columns(
            user, found, _chosen(request), unit=unit, any_procedure="moi-thu-tuc" in request.POST, at=system_clock()
        )
    return redirect("dossiers:import", code=found.code)


def _chosen(request: HttpRequest) -> dict[str, str]:
    said = {column.name: request.POST.get(f"c.{column.name}", "") for column in columns()}
    said |= {one.field: request.POST.get(f"c.{one.field}", "") for one in fields_on()}
    return {name: heading[:200] for name, heading in said.items() if heading}


def _mapping(request: HttpRequest, user: User, found: DossierImport, *, error: str, status: int) -> HttpResponse:
    path = place_of(found.code)
    try:
        kind = kind_of(path)
        header = header_of(path, kind)
        rows = sample(path, kind, count=_SAMPLE)
    except FileNotFoundError as gone:
        raise Http404(_("Tệp đã được dọn. Nạp lại tệp.")) from gone
    chosen = _chosen(request) if error else proposed(header, found.source.columns)
    units = [node for node in units_seen(user) if (own := writes_for(user)) is None or node.id in own]
    personal = personal_choices(fields_on(), header, chosen, found.source.columns)
    page = mapping_page(found, header, rows, chosen | {one.name: one.chosen for one in personal})
    context = {"page": page, "job": found, "units": units, "error": error, "personal": personal}
    return render(request, "dossiers/mapping.html", context, status=status)


@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, for the script of the page."""
    found = _own(signed_in(request), code)
    page = import_page(found)
    answer = {
        "open": found.is_open, "stage": found.get_state_display(), "count": page.progress, "done": found.done,
        "total": found.total,
    }  # fmt: skip
    return JsonResponse(answer)


@require_GET
def bad_rows(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The rows that were refused, with line and reason."""
    found = _own(signed_in(request), code)
    if not found.bad_sha256 or kind not in ("csv", "xlsx"):
        raise Http404(_("Không có tệp dòng lỗi."))
    try:
        content = storage.path_of(found.bad_sha256).open("rb")
    except FileNotFoundError as gone:
        raise Http404(_("Tệp dòng lỗi đã được dọn. Nạp lại tệp hồ sơ.")) from gone
    name = f"dong-loi-{found.code}.{kind}"
    if kind == "csv":
        return guarded(FileResponse(content, as_attachment=True, filename=name), "csv")
    content.close()
    with storage.waiting_room() as room:
        path = room / "loi.xlsx"
        with (
            storage.path_of(found.bad_sha256).open(encoding="utf-8-sig", newline="") as text,
            path.open("wb") as stream,
        ):
            rows = csv.reader(text)
            next(rows, None)
            write_list(stream, _("Dòng lỗi"), list(zip(REFUSED, _WIDTHS, strict=True)), rows=rows)
        return guarded(FileResponse(path.open("rb"), as_attachment=True, filename=name), "xlsx")


def _own(user: User, code: str) -> DossierImport:
    return get_object_or_404(DossierImport.objects.select_related("source"), code=code, by=user)
