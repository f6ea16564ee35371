"""Conclusions: another one, changed, taken out; all of them given out as tasks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.meetings import actions
from namro.apps.meetings.forms import ConclusionForm, initial_of
from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.permissions import check_give, check_write
from namro.apps.meetings.views.finding import find_conclusion, find_meeting
from namro.apps.meetings.views.meeting import show
from namro.apps.people.models import OwnerKind
from namro.apps.people.owning import choices_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans.queries import plans_for
from namro.apps.plans.typed import Typed, read_typed
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError

_FIELDS = {"text", "deliverable", "owner", "period", "monthday", "due", "quantity", "measure"}


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Another conclusion; the page comes back empty for the next one with “Lưu, ghi tiếp”."""
    return _asked(request, find_meeting(request, code), None)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Change a conclusion that is not a task yet."""
    meeting = find_meeting(request, code)
    return _asked(request, meeting, find_conclusion(meeting, key))


@require_POST
def drop(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Take a conclusion out."""
    meeting = find_meeting(request, code)
    row = find_conclusion(meeting, key)
    try:
        actions.drop_conclusion(signed_in(request), meeting, row, version=_version(request), at=system_clock())
    except NamroError as fault:
        return show(request, meeting, error=fault.message, status=409 if fault.code == "conflict" else 400)
    messages.success(request, _("Đã bỏ kết luận."))
    return redirect("meetings:meeting", code=code)


@require_POST
def quota(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Count what the words of a conclusion ask for: `so` is which of its numbers."""
    meeting = find_meeting(request, code)
    row, place = find_conclusion(meeting, key), whole(request.POST.get("so", ""))
    try:
        counts, found = actions.take_quota(
            signed_in(request), meeting, row, -1 if place is None else place, version=_version(request),
            at=system_clock(),
        )  # fmt: skip
    except NamroError as fault:
        return show(request, meeting, error=fault.message, status=409 if fault.code == "conflict" else 400)
    told = _("Đã ghi số lượng “%(printed)s”.") % {"printed": found.printed}
    if found.each and counts.owner_kind != OwnerKind.EACH:
        told += " " + _("Số này tính cho từng người: khi giao, chọn nhóm với mỗi người một sản phẩm.")
    messages.success(request, told)
    return redirect("meetings:meeting", code=code)


@require_POST
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Make tasks of all conclusions, in the chosen plan (`ke-hoach`) or the year's own."""
    user, meeting = signed_in(request), find_meeting(request, code)
    check_give(user, meeting)
    wanted = request.POST.get("ke-hoach", "")
    plan = get_object_or_404(plans_for(user), code=wanted, unit=meeting.unit) if wanted else None
    try:
        plan = actions.give_tasks(user, meeting, at=system_clock(), plan=plan)
    except NamroError as fault:
        return show(request, meeting, error=fault.message, status=400)
    messages.success(request, _("Kết luận đã thành việc của kế hoạch. Trình lãnh đạo duyệt để giao việc."))
    return redirect("plans:plan", code=plan.code)


def _asked(request: HttpRequest, meeting: Meeting, row: Conclusion | None) -> HttpResponse:
    user = signed_in(request)
    check_write(user, meeting)
    choices = choices_of(meeting.unit_id, user.standing.day)
    last = meeting.conclusions.order_by("-place", "-id").first() if row is None else None
    initial = initial_of(row) if row else {"group": last.group if last else "", "period": "once", "owner": "0"}
    form = ConclusionForm(choices, request.POST if request.method == "POST" else None, initial=initial)
    status = 0
    if form.is_valid():
        read = _read(request, meeting)
        for name, fault in read.refused.items():
            form.add_error(name if name in form.fields else None, fault.message)
        if not read.refused:
            values = {**read.values, "group": form.cleaned_data["group"]}
            try:
                actions.set_conclusion(
                    user, meeting, values=values, at=system_clock(), row=row, version=_version(request)
                )
            except NamroError as fault:
                form.add_error(None, fault.message)
                status = 409 if fault.code == "conflict" else 400
            else:
                messages.success(request, _("Đã ghi kết luận."))
                more = "tiep" in request.POST and row is None
                return redirect("meetings:conclusion_new" if more else "meetings:meeting", code=meeting.code)
    context = {"form": form, "meeting": meeting, "row": row, "version": row.version if row else 0}
    return render(request, "meetings/conclusion.html", context, status=status or (400 if form.errors else 200))


def _read(request: HttpRequest, meeting: Meeting) -> Typed:
    day = meeting.starts_at.astimezone(VIETNAM).date()
    choices = choices_of(meeting.unit_id, signed_in(request).standing.day)
    return read_typed(request.POST, choices=choices, touched=lambda name: name in _FIELDS, year=day.year)


def _version(request: HttpRequest) -> int:
    version = whole(request.POST.get("version", ""))
    return -1 if version is None else version
