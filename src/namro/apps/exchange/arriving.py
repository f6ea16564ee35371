"""The page of a file that is being read: how far it is, why it was refused, reading it again. Needs no script."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from namro.apps.exchange import handing, pages, waiting
from namro.apps.exchange.finding import find_job
from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.exchange.pages.jobs import JobPage
from namro.apps.exchange.permissions import can_import, check_import
from namro.apps.exchange.queries import jobs_before
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock


@never_cache
@require_GET
def job(request: HttpRequest, code: str) -> HttpResponse:
    """How far the reading is; when it has ended well, what was read."""
    found = find_job(request, code)
    if found.document:
        return to_reading(request, found.document, fresh=found.fresh)
    context = {"page": _page(found), "can_import": can_import(signed_in(request))}
    return render(request, "exchange/job.html", context)


@never_cache
@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of that page for its script."""
    page = _page(find_job(request, code))
    return JsonResponse(
        {"open": page.open, "stage": page.stage, "count": page.count, "done": page.done, "total": page.total}
    )


@require_POST
def read_again(request: HttpRequest, code: str) -> HttpResponse:
    """Have a file read once more whose reading broke off."""
    check_import(signed_in(request))
    handing.read_again(find_job(request, code), at=system_clock())
    return redirect("exchange:job", code=code)


def to_reading(request: HttpRequest, document: ImportedDocument, *, fresh: bool) -> HttpResponse:
    """Go to what was read, and say whether that is new."""
    if fresh:
        said = _("Đã đọc xong “%(name)s”. Tệp chỉ mới được đọc; chưa ghi vào đâu khác.") % {"name": document.name}
    else:
        said = _("Văn bản này đã có trong danh sách từ trước; mở lại kết quả đã đọc.")
    messages.success(request, said)
    return redirect("exchange:reading", code=document.code)


def _page(found: ImportJob) -> JobPage:
    return pages.job_page(found, before=jobs_before(found), file_waits=waiting.is_there(found.code))
