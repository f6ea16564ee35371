"""Proof of a row: evidence of the library by its code, or files that are put into the library on the way."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.library import storage
from namro.apps.library.actions import add_files
from namro.apps.library.models import Evidence
from namro.apps.library.uploads import all_taken_in
from namro.apps.registers import actions
from namro.apps.registers.models import RegisterRow
from namro.apps.registers.permissions import check_write
from namro.apps.registers.views.finding import Here, here, row_here
from namro.apps.registers.views.rows import answer
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def attach(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """Attach what was chosen or sent."""
    place = here(request, register)
    found = row_here(place, row)
    check_write(place.user, place.register, found.unit_id)
    try:
        given = _given(request, place, found)
        for evidence in given:
            actions.attach_proof(place.user, place.register, found, evidence, at=system_clock())
    except NamroError as refusal:
        return answer(request, place, found, error=refusal.message, where="proof", status=400)
    messages.success(request, _("Đã gắn %(n)d minh chứng.") % {"n": len(given)})
    return redirect("registers:row", register=register, row=row)


@require_POST
def detach(request: HttpRequest, register: str, row: str) -> HttpResponse:
    """Take a piece of evidence off the row; it stays in the library."""
    place = here(request, register)
    found = row_here(place, row)
    check_write(place.user, place.register, found.unit_id)
    evidence = Evidence.objects.filter(code=request.POST.get("minh-chung", ""), unit=found.unit_id).first()
    if evidence is not None:
        actions.detach_proof(place.user, place.register, found, evidence, at=system_clock())
        messages.success(request, _("Đã gỡ minh chứng khỏi dòng này; tệp vẫn còn trong thư viện."))
    return redirect("registers:row", register=register, row=row)


def _given(request: HttpRequest, place: Here, row: RegisterRow) -> list[Evidence]:
    files: list[UploadedFile] = request.FILES.getlist("tep")
    code = request.POST.get("minh-chung", "").strip()
    if files:
        with storage.waiting_room() as room:
            added = add_files(place.user, row.unit_id, all_taken_in(files, room), year=row.date.year, at=system_clock())
        return [*added.made, *added.known]
    evidence = Evidence.objects.filter(code=code, unit=row.unit_id, removed_at=None).first()
    if evidence is None:
        raise NamroError(_("Chưa chọn minh chứng nào. Chọn trong danh sách hoặc chọn tệp rồi bấm lại."), code="nothing")
    return [evidence]
