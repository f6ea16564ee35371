"""What people change of a piece of evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.library import actions, storage
from namro.apps.library.finding import find_evidence
from namro.apps.library.forms import DescriptionForm, typed_page
from namro.apps.library.pages.conflict_page import conflict_page
from namro.apps.library.permissions import check_write
from namro.apps.library.uploads import taken_in
from namro.apps.library.views.showing import page_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Write the description; where somebody else wrote the same meanwhile, show both."""
    found = find_evidence(request, code)
    user = signed_in(request)
    check_write(user, found.unit_id)
    form = DescriptionForm(request.POST)
    if not form.is_valid():
        return page_of(request, found, form=form, where="correct", status=400)
    try:
        actions.correct(user, found, form.values(), seen=form.cleaned_data["version"], at=system_clock())
    except actions.Conflict as clash:
        return render(request, "library/conflict.html", {"page": conflict_page(found, clash)}, status=409)
    except NamroError as fault:
        return page_of(request, found, form=form, where="correct", error=fault.message, status=400)
    messages.success(request, _("Đã ghi mô tả."))
    return redirect("library:evidence", code=code)


@require_POST
def version(request: HttpRequest, code: str) -> HttpResponse:
    """Let a newer file or link stand for the evidence."""
    found = find_evidence(request, code)
    user = signed_in(request)
    check_write(user, found.unit_id)
    try:
        with storage.waiting_room() as room:
            added = actions.add_version(user, found, _given(request, room), at=system_clock())
    except NamroError as fault:
        typed = {name: str(text) for name, text in request.POST.items()}
        error = f"{fault.message} {_('Chưa lưu gì: chọn lại tệp rồi gửi.')}"
        return page_of(request, found, where="version", error=error, typed=typed, status=400)
    messages.success(request, _("Đã thêm phiên bản %(n)d. Phiên bản trước vẫn còn.") % {"n": added.version})
    return redirect("library:evidence", code=code)


def _given(request: HttpRequest, room: Path) -> Path | actions.Page:
    upload = request.FILES.get("tep")
    file = taken_in(upload, room) if isinstance(upload, UploadedFile) else None
    if request.POST.get("duong-dan", "").strip():
        return typed_page(request.POST.dict(), file)
    if file is None:
        raise NamroError(_("Chưa chọn tệp nào và chưa ghi đường dẫn."), code="nothing")
    return file


@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take the evidence out of the lists."""
    return _done(request, code, actions.remove, _("Đã bỏ khỏi thư viện. Tệp và lịch sử vẫn còn; bấm Lấy lại nếu nhầm."))


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Put it back."""
    return _done(request, code, actions.restore, _("Đã lấy lại minh chứng."))


@require_POST
def read_again(request: HttpRequest, code: str) -> HttpResponse:
    """Have the current file read once more."""
    return _done(request, code, actions.read_again, _("Tệp đang được đọc lại."))


def _done(request: HttpRequest, code: str, act: Callable[..., object], word: str) -> HttpResponse:
    found, user = find_evidence(request, code), signed_in(request)
    check_write(user, found.unit_id)
    try:
        act(user, found, at=system_clock())
    except NamroError as fault:
        return page_of(request, found, where="keep", error=fault.message, status=400)
    messages.success(request, word)
    return redirect("library:evidence", code=code)
