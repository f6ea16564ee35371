"""The reports of all units as one PDF: asked for, looked after, taken by whoever asked."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.reports import actions
from namro.apps.reports.merged_files import ask_merged
from namro.apps.reports.models import MergedFile
from namro.apps.reports.permissions import check_oversee
from namro.apps.reports.views.overseeing import sought
from namro.core.base.clock import system_clock
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.ui.formats import size


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the PDF set; the page of the job is next."""
    user = signed_in(request)
    check_oversee(user)
    made, _edition, period = sought(request, user.standing.day)
    job = ask_merged(user, made, period, at=system_clock())
    return redirect("reports:merged_job", code=job.code)


@require_GET
def look(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is; the link when it is done."""
    job = _own(request, code)
    context = {
        "job": job,
        "title": shipped_types()[job.type_id].name,
        "period": period_of(job.period).words,
        "query": f"loai={job.type_id.lower()}&ky={job.period}",
        "count": _count(job),
        "size": size(job.size) if job.size else "",
        "progress": reverse("reports:merged_progress", args=[code]),
    }
    return render(request, "reports/merged_job.html", context)


@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The same for the script of the page."""
    job = _own(request, code)
    return JsonResponse({"open": job.is_open, "stage": job.get_state_display(), "count": _count(job), "total": 0})


@require_GET
def take(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file; who took it is recorded."""
    job = _own(request, code)
    if job.state != MergedFile.State.DONE:
        raise Http404(_("Tệp chưa lập xong. Mở trang tiến độ."))
    try:
        content = storage.path_of(job.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404(_("Tệp đã quá 7 ngày. Mở trang tổng hợp để lập tệp mới.")) from error
    actions.note_merged(signed_in(request), named=f"{job.type_id} {job.period}", kind="pdf", at=system_clock())
    name = f"Tong-hop-{job.type_id.lower()}-{job.period}.pdf"
    return guarded(FileResponse(content, as_attachment=True, filename=name), "pdf")


def _own(request: HttpRequest, code: str) -> MergedFile:
    """A file is of the person who asked for it alone, while that person is of the upper level."""
    user = signed_in(request)
    check_oversee(user)
    job = get_object_or_404(MergedFile, code=code)
    if job.by_id != user.pk:
        raise PermissionDenied(_("Tệp này do người khác yêu cầu lập. Lập tệp của mình ở trang tổng hợp."))
    return job


def _count(job: MergedFile) -> str:
    return ngettext("%(n)d đơn vị", "%(n)d đơn vị", job.units) % {"n": job.units} if job.units else ""
