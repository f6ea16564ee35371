"""Documents in, files out: find, check, act, answer."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.exchange import actions, handing, pages
from namro.apps.exchange.arriving import to_reading
from namro.apps.exchange.finding import find_document
from namro.apps.exchange.forms import UploadForm
from namro.apps.exchange.permissions import can_import, check_import
from namro.apps.exchange.queries import documents_for, jobs_of
from namro.apps.library.sending import WRITTEN, guarded
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.documents.writing import LAYOUTS

PER_PAGE = 20

#: Seconds that an upload waits for its reading: most are read by then, and nobody sees a page in between.
PATIENCE_S = 1.5


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The documents I may read, and the form that takes another one."""
    user = signed_in(request)
    form = UploadForm()
    if request.method == "POST":
        check_import(user)
        form = UploadForm(request.POST, request.FILES)
        answer = _handed_in(request, user, form) if form.is_valid() else None
        if answer:
            return answer
    page = Paginator(documents_for(user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": pages.imports_page(page, jobs_of(user)), "form": form, "can_import": can_import(user)}
    if form.errors and isinstance(file := request.FILES.get("file"), UploadedFile):
        context["refused"] = file.name
    return render(request, "exchange/imports.html", context, status=400 if form.errors else 200)


@require_GET
def original(request: HttpRequest, code: str) -> HttpResponseBase:
    """The uploaded file as it came."""
    document = find_document(request, code)
    path = actions.take_original(signed_in(request), document, at=system_clock())
    return guarded(FileResponse(path.open("rb"), as_attachment=True, filename=document.name), document.kind)


@require_GET
def plan(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The drafted remediation plan as a file."""
    document = find_document(request, code)
    layout = request.GET.get("layout", "annex")
    if kind not in WRITTEN or layout not in LAYOUTS:
        raise Http404
    written = actions.write_draft(signed_in(request), document, kind=kind, layout=layout, at=system_clock())
    return guarded(FileResponse(written, as_attachment=True, filename=actions.plan_name(document, kind)), kind)


def _handed_in(request: HttpRequest, user: User, form: UploadForm) -> HttpResponse | None:
    """Hand the form's file in; None when it is refused at once, which the form then says."""
    try:
        handed = handing.hand_in(user, form.cleaned_data["file"], at=system_clock())
    except handing.TooManyWaiting:
        form.add_error("file", _("Đang có nhiều tệp của mình chờ đọc. Chờ đọc xong bớt rồi đưa tệp này lên."))
        return None
    if handed.document:
        return to_reading(request, handed.document, fresh=False)
    assert handed.job
    job = handing.awaited(handed.job, seconds=PATIENCE_S)
    if job is None:
        return redirect("exchange:imports")
    if job.document:
        return to_reading(request, job.document, fresh=job.fresh)
    if job.state == job.State.REFUSED:
        form.add_error("file", job.message)
        job.delete()  # it is said right away: nothing stays
        return None
    return redirect("exchange:job", code=job.code)
