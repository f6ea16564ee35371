"""Tasks from above: handing a workbook in, saying what its columns mean, seeing what it does, writing it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.chasing.assigned import columns_for, preview, sheet_of, stage_assigned, write_assigned
from namro.apps.chasing.assigned_page import assigned_rows, bringing_page
from namro.apps.chasing.forms import AssignedForm
from namro.apps.chasing.models import AssignedTask, AssignedUpload
from namro.apps.chasing.permissions import can_load_assigned, check_load_assigned
from namro.apps.people.models import Role, User
from namro.apps.people.permissions import of_own_units
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.core.improvement.assigned import Outcome, meanings

_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def assigned(request: HttpRequest) -> HttpResponse:
    """What came from above and how it stands; a workbook handed in is kept apart to be looked at."""
    user = signed_in(request)
    if not can_load_assigned(user):
        raise PermissionDenied(_("Chỉ đầu mối cải cách hành chính của đơn vị nạp nhiệm vụ cấp trên giao."))
    form = AssignedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            staged = _staged(user, form.cleaned_data["file"])
        except UnreadableDocument as refusal:
            form.add_error("file", refusal.message)
        except BrokenFile as broken:
            form.add_error("file", str(broken.faults[0]))
        else:
            return redirect("chasing:assigned_preview", key=staged.pk)
    rows = AssignedTask.objects.filter(of_own_units(user, "unit"), task__dropped=False)
    near = rows.select_related("task__plan", "task__owner_user", "task__owner_position", "task__owner_group")
    found = Paginator(near.order_by("-task__due", "-pk"), _ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "found": found, "rows": assigned_rows(found.object_list, user.standing.day)}
    return render(request, "chasing/assigned.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def assigned_preview(request: HttpRequest, key: int) -> HttpResponse:
    """What the columns mean and what the workbook does by that; corrected, written or dropped."""
    user = signed_in(request)
    found = get_object_or_404(AssignedUpload, pk=key, by=user)
    check_load_assigned(user, found.unit_id)
    if "bo" in request.POST:
        found.delete()
        messages.success(request, _("Đã bỏ tệp. Không có gì được ghi."))
        return redirect("chasing:assigned")
    columns, remembered = columns_for(found, sheet_of(found))
    if request.method == "POST":
        columns = _chosen(request, found)
        if "nap" in request.POST:
            answer = _written(request, user, found, columns)
            if answer is not None:
                return answer
    outcome = preview(found, columns, user.standing.day)
    page = bringing_page(found, columns, outcome, remembered=remembered and request.method == "GET")
    return render(request, "chasing/assigned_preview.html", {"page": page}, status=400 if outcome.faults else 200)


def _staged(user: User, file: UploadedFile) -> AssignedUpload:
    unit = min(user.standing.units(Role.COORDINATOR))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nhiem-vu.xlsx"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return stage_assigned(user, unit, path, name=file.name or "", at=system_clock())


def _chosen(request: HttpRequest, upload: AssignedUpload) -> dict[str, int]:
    """What the person chose; a column stands for one meaning, the first one that names it."""
    there = set(sheet_of(upload).headings)
    found: dict[str, int] = {}
    for meaning in meanings():
        place = whole(request.POST.get(f"cot-{meaning}", ""))
        if place in there and place not in found.values():
            found[meaning] = place
    return found


def _written(request: HttpRequest, user: User, found: AssignedUpload, columns: dict[str, int]) -> HttpResponse | None:
    try:
        seal = request.POST.get("seal", "")
        plan, done = write_assigned(user, found, columns, seal=seal, at=system_clock())
    except BrokenFile:
        return None  # the page shows every fault
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return None
    if plan is None:
        messages.success(request, _("Tệp giống như đang có; không có gì phải ghi."))
        return redirect("chasing:assigned")
    told = _("Đã nạp: %(new)d nhiệm vụ mới, %(changed)d thay đổi. Giao người còn thiếu rồi trình lãnh đạo duyệt.")
    counts = {"new": done.count(Outcome.NEW), "changed": done.count(Outcome.CHANGED)}
    messages.success(request, told % counts)
    return redirect("plans:plan", plan.code)
