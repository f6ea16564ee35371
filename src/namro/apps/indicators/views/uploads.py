"""A facts file: handed in, shown with what it would change, written or dropped."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.indicators.actions import Seen, drop_upload, stage, write_upload
from namro.apps.indicators.forms import FactsFileForm
from namro.apps.indicators.models import FactUpload
from namro.apps.indicators.pages.upload_page import Slice, upload_page
from namro.apps.indicators.permissions import check_upload, writes_for
from namro.apps.indicators.staged import counts
from namro.apps.library import storage
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile

PER_PAGE = 50
#: More faults than a person mends in one go.
TOLD = 100


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a file; what is wrong in it is told line by line."""
    user = signed_in(request)
    check_upload(user)
    posted = request.method == "POST"
    form = FactsFileForm(
        request.POST if posted else None, request.FILES if posted else None, initial={"as_of": user.standing.day}
    )
    faults: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            staged = _staged(user, form)
        except BrokenFile as broken:
            faults = [str(fault) for fault in broken.faults]
        else:
            return redirect("indicators:uploaded", code=staged.code)
    context = {"form": form, "faults": faults[:TOLD], "more": max(0, len(faults) - TOLD), "count": len(faults)}
    return render(request, "indicators/upload.html", context, status=400 if form.errors or faults else 200)


def _staged(user: User, form: FactsFileForm) -> FactUpload:
    file: UploadedFile = form.cleaned_data["file"]
    with storage.waiting_room() as room:
        path = taken_in(file, room)
        return stage(
            user, path, name=path.name, allowed=writes_for(user), as_of=form.cleaned_data["as_of"], at=system_clock()
        )


@require_http_methods(["GET", "POST"])
def uploaded(request: HttpRequest, code: str) -> HttpResponse:
    """What my file would change; writing it or dropping it."""
    user = signed_in(request)
    found = get_object_or_404(FactUpload, code=code, by=user)
    if request.method == "POST":
        check_upload(user)
        if "bo" in request.POST:
            drop_upload(found)
            messages.success(request, _("Đã bỏ tệp. Không giá trị nào được ghi."))
            return redirect("indicators:upload")
        answer = _written(request, user, found)
        if answer:
            return answer
    now = counts(found)
    pager = Paginator(range(now.new + now.changed), PER_PAGE).get_page(request.GET.get("trang"))
    page = upload_page(found, now, Slice(pager, PER_PAGE))
    return render(request, "indicators/uploaded.html", {"page": page}, status=200 if request.method == "GET" else 409)


def _written(request: HttpRequest, user: User, found: FactUpload) -> HttpResponse | None:
    try:
        seen = Seen(int(request.POST.get("moi", "-1")), int(request.POST.get("doi", "-1")))
        delivery = write_upload(user, found, seen=seen, at=system_clock())
    except ValueError:
        return None
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return None
    if delivery is None:
        messages.success(request, _("Mọi giá trị trong tệp đã có sẵn; không có gì phải ghi."))
    else:
        count = seen.new + seen.changed
        messages.success(request, _("Đã ghi %(n)d giá trị. Kết quả của các đơn vị đang tính lại.") % {"n": count})
    return redirect("indicators:home")
