"""Documents in, files out: find, check, act, answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.exchange import actions, pages
from namro.apps.exchange.finding import find_document
from namro.apps.exchange.forms import UploadForm
from namro.apps.exchange.permissions import can_import, check_import
from namro.apps.exchange.queries import documents_for
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import UnreadableDocument
from namro.documents.writing import LAYOUTS

PER_PAGE = 20

#: Answers that are files: whatever they hold, a browser runs nothing of it.
_FILE_POLICY = "default-src 'none'; sandbox"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The documents I may read, and the form that takes another one."""
    user = signed_in(request)
    form = UploadForm()
    if request.method == "POST":
        check_import(user)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                imported = actions.import_upload(user, form.cleaned_data["file"], at=system_clock())
            except UnreadableDocument as fault:
                form.add_error("file", fault.message)
            else:
                messages.success(request, _said(imported))
                return redirect("exchange:reading", code=imported.document.code)
    page = Paginator(documents_for(user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": pages.imports_page(page), "form": form, "can_import": can_import(user)}
    if form.errors and isinstance(file := request.FILES.get("file"), UploadedFile):
        context["refused"] = file.name
    return render(request, "exchange/imports.html", context, status=400 if form.errors else 200)


@require_GET
def original(request: HttpRequest, code: str) -> HttpResponseBase:
    """The uploaded file as it came."""
    document = find_document(request, code)
    path = actions.take_original(signed_in(request), document, at=system_clock())
    return file_answer(FileResponse(path.open("rb"), as_attachment=True, filename=document.name), document.kind)


@require_GET
def plan(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The drafted remediation plan as a file."""
    document = find_document(request, code)
    layout = request.GET.get("layout", "annex")
    if kind not in _TYPES or layout not in LAYOUTS:
        raise Http404
    written = actions.write_draft(signed_in(request), document, kind=kind, layout=layout, at=system_clock())
    return file_answer(FileResponse(written, as_attachment=True, filename=actions.plan_name(document, kind)), kind)


def file_answer(response: FileResponse, kind: str) -> FileResponse:
    """Return the answer as one of which a browser runs nothing and keeps nothing."""
    response.headers["Content-Type"] = _TYPES.get(kind, "application/octet-stream")
    response.headers["Content-Security-Policy"] = _FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _said(imported: actions.Imported) -> str:
    if imported.fresh:
        return _("Đã đọc xong “%(name)s”. Tệp chỉ mới được đọc; chưa ghi vào đâu khác.") % {
            "name": imported.document.name
        }
    return _("Văn bản này đã có trong danh sách từ trước; mở lại kết quả đã đọc.")
