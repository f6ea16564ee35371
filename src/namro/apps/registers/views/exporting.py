"""Taking a register as a workbook: asked for, written in the background, taken by who asked."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry
from namro.apps.people.requests import signed_in
from namro.apps.registers.asked import EVERY, asked_in
from namro.apps.registers.jobs import clear_old, write_export
from namro.apps.registers.models import RegisterExport
from namro.apps.registers.queries import COUNTED, keys_sought
from namro.apps.registers.views.finding import here
from namro.core.base.clock import system_clock
from namro.core.base.points import exact_words
from namro.ui.formats import moment, size


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, register: str) -> HttpResponse:
    """What the workbook would hold; POST has it written."""
    place = here(request, register)
    asked = asked_in(place.user, place.register, request.GET.dict())
    at = system_clock()
    if request.method == "POST":
        clear_old(at)
        given = {**asked.typed, "don-vi": asked.unit.code if asked.unit else EVERY}
        job = RegisterExport.objects.create(register=register, asked=given, by=place.user, at=at, changed_at=at)
        write_export.enqueue(job.pk)
        return redirect("registers:export_job", register=register, code=job.code)
    keys, _key = keys_sought(place.user, place.register, asked.sought)
    count = keys.order_by()[: COUNTED + 1].count()
    known = RegisterExport.objects.filter(by=place.user, register=register).order_by("-id")[:5]
    context = {
        "register": place.register,
        "unit": asked.unit,
        "narrowed": asked.sought.narrowed,
        "query": asked.query(),
        "count": _words(min(count, COUNTED), more=count > COUNTED),
        "jobs": [(job, moment(job.at), size(job.size) if job.size else "") for job in known],
    }
    return render(request, "registers/export.html", context)


@require_GET
def job(request: HttpRequest, register: str, code: str) -> HttpResponse:
    """How far it is; the link when it is done."""
    found = _own(request, register, code)
    place = here(request, register)
    context = {
        "job": found,
        "register": place.register,
        "count": _words(found.done),
        "size": size(found.size),
        "progress": reverse("registers:export_progress", args=[register, code]),
        "again": f"{reverse('registers:export', args=[register])}?{urlencode(found.asked)}",
    }
    return render(request, "registers/export_job.html", context)


@require_GET
def progress(request: HttpRequest, register: str, code: str) -> HttpResponse:
    """The same for the script of the page."""
    found = _own(request, register, code)
    answer = {"open": found.is_open, "stage": found.get_state_display(), "count": _words(found.done), "total": 0}
    return JsonResponse(answer)


@require_GET
def file(request: HttpRequest, register: str, code: str) -> HttpResponseBase:
    """The workbook; who took it is recorded."""
    found = _own(request, register, code)
    if found.state != RegisterExport.State.DONE:
        raise Http404(_("Tệp chưa ghi xong. Mở trang tiến độ."))
    try:
        content = storage.path_of(found.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404(_("Tệp đã quá 7 ngày. Bấm Tải Excel để ghi tệp mới.")) from error
    note = f"{register}, {found.done}"
    record(found.by, AuditEntry.Act.REGISTER_DOWNLOADED, at=system_clock(), subject=f"register:{code}", note=note)
    name = f"so-{register}-{found.at:%Y-%m-%d}.xlsx"
    return guarded(FileResponse(content, as_attachment=True, filename=name), "xlsx")


def _own(request: HttpRequest, register: str, code: str) -> RegisterExport:
    """A job is of the person who asked for it alone: what it holds is what that person may read."""
    return get_object_or_404(
        RegisterExport.objects.select_related("by"), code=code, register=register, by=signed_in(request)
    )


def _words(count: int, *, more: bool = False) -> str:
    words = exact_words(Decimal(count))
    return _("hơn %(n)s dòng") % {"n": words} if more else _("%(n)s dòng") % {"n": words}
