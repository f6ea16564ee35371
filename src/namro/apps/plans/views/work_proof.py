"""Proof comes in by a form and goes out to those who may read the work, as a file that no browser runs."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.library.uploads import all_taken_in
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Proof
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.permissions import readable_by
from namro.apps.plans.views.work_task import address, done_or_shown, find_desk, page_of, sent_number
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def hand_in(request: HttpRequest, code: str) -> HttpResponse:
    """Take files and an address; with the button “Nộp” hand the work in as well."""
    desk = find_desk(request, code)
    uploads = [file for name in ("anh", "tep") for file in request.FILES.getlist(name)]
    submit = request.POST.get("viec") == "submit"
    try:
        handed = _handed(request, uploads, code=code, submit=submit)
    except NamroError as fault:
        typed = {name: str(text) for name, text in request.POST.items()}
        error = f"{fault.message} {_('Chưa tệp nào được lưu: chọn lại các tệp rồi gửi.')}" if uploads else fault.message
        return page_of(request, code, Asked(form="hand_in", error=error, typed=typed), status=400)
    if handed.known:
        messages.info(request, _("Đã có từ trước, không thêm lần nữa: %(names)s.") % {"names": ", ".join(handed.known)})
    messages.success(request, _("Đã nộp. Chờ duyệt.") if submit else _("Đã lưu minh chứng."))
    return redirect(address(code, sent_number(request, "nguoi") if desk.each else None))


def _handed(request: HttpRequest, uploads: list[UploadedFile], *, code: str, submit: bool) -> actions.Handed:
    user, row = signed_in(request), find_desk(request, code).row
    with storage.waiting_room() as room:
        parcel = actions.Parcel(
            files=all_taken_in(uploads, room),
            link=request.POST.get("duong-dan", "").strip(),
            said=request.POST.get("noi-dung", ""),
        )
        return actions.hand_in(
            user, row, parcel, submit=submit, at=system_clock(), member=sent_number(request, "nguoi")
        )


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take a proof back while the work is open."""
    desk = find_desk(request, code)
    proof = get_object_or_404(desk.row.proofs.select_related("occurrence", "piece"), code=request.POST.get("ma", ""))
    try:
        actions.take_proof_back(desk.user, proof, at=system_clock())
    except NamroError as fault:
        return page_of(request, code, Asked(form="proofs", error=fault.message), status=400)
    messages.success(request, _("Đã rút “%(name)s”. Tệp vẫn còn trong lịch sử.") % {"name": proof.name})
    return redirect(address(code, sent_number(request, "nguoi")))


@require_POST
def offered(request: HttpRequest, code: str) -> HttpResponse:
    """Let proof of accepted work stand for a criterion of the sheet, or remember that it is not wanted there."""
    codes, leaf, leave = (
        request.POST.getlist("ma"),
        request.POST.get("tieu-chi", ""),
        request.POST.get("viec") == "leave",
    )

    def act(user: User, row: Occurrence, at: datetime) -> None:
        if leave:
            actions.leave_out(user, row, codes, at=at)
        else:
            actions.take_over(user, row, codes, leaf, at=at)

    word = _("Đã ghi: không đưa vào phiếu.") if leave else _("Đã đưa vào minh chứng của phiếu.")
    return done_or_shown(request, code, act, form="offer", word=word)


@require_GET
def proof(request: HttpRequest, code: str) -> HttpResponseBase:
    """A proof's file, for those who may read the work."""
    user = signed_in(request)
    rows = Proof.objects.filter(readable_by(user, "occurrence__task__plan__")).exclude(sha256="")
    found = get_object_or_404(rows.select_related("occurrence"), code=code)
    path = actions.take_proof(user, found, at=system_clock())
    if not path.is_file():
        raise Http404
    return guarded(FileResponse(path.open("rb"), as_attachment=True, filename=found.name), found.kind)
