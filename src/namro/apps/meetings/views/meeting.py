"""Meetings: the list, a new one, one with how the last one's tasks stand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.meetings import actions
from namro.apps.meetings.forms import EndForm, MeetingForm
from namro.apps.meetings.models import Meeting
from namro.apps.meetings.pages import meeting_page, meeting_rows
from namro.apps.meetings.permissions import check_make, check_write, makes_for
from namro.apps.meetings.queries import before, meetings_for
from namro.apps.meetings.views.finding import find_meeting
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.queries.people import people_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError

PER_PAGE = 20
#: Meetings to choose from as the one before.
EARLIER = 20


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings that I may read."""
    user = signed_in(request)
    page = Paginator(meetings_for(user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": meeting_rows(page.object_list, system_clock()), "makes": bool(makes_for(user))}
    return render(request, "meetings/meetings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call a meeting of one of my units (`?don-vi=` where I have several)."""
    user = signed_in(request)
    units = sorted(makes_for(user))
    wanted = whole(request.GET.get("don-vi", "")) or (units[0] if units else 0)
    check_make(user, wanted)
    unit = Unit.objects.get(pk=wanted)
    form = form_of(request, user, unit)
    if form.is_valid():
        try:
            made = actions.save_meeting(user, values=typed(form), at=system_clock(), unit=unit.pk)
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lập cuộc họp. Ghi kết luận khi họp; biên bản, thông báo tự lập từ đó."))
            return redirect("meetings:meeting", code=made.code)
    context = {"form": form, "title": _("Lập cuộc họp"), "unit": span_at(unit, user.standing.day).name}
    return render(request, "meetings/form.html", context, status=400 if form.errors else 200)


@require_GET
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting."""
    return show(request, find_meeting(request, code))


def show(request: HttpRequest, found: Meeting, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page of a meeting, with what was refused."""
    user = signed_in(request)
    context = {
        "page": meeting_page(user, found, now=system_clock(), absolute=request.build_absolute_uri), "error": error,
        "end_form": EndForm(),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is known of a meeting, and write down how it went."""
    user, row = signed_in(request), find_meeting(request, code)
    check_write(user, row)
    form = form_of(request, user, row.unit, row)
    status = 0
    if form.is_valid():
        version = whole(request.POST.get("version", ""))
        try:
            actions.save_meeting(
                user, values=typed(form), at=system_clock(), meeting=row, version=-1 if version is None else version
            )
        except NamroError as fault:
            form.add_error(None, fault.message)
            status = 409 if fault.code == "conflict" else 400
        else:
            messages.success(request, _("Đã lưu cuộc họp."))
            return redirect("meetings:meeting", code=code)
    context = {"form": form, "title": _("Sửa cuộc họp"), "row": row, "version": row.version}
    return render(request, "meetings/form.html", context, status=status or (400 if form.errors else 200))


@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Say when it was over."""
    user, row = signed_in(request), find_meeting(request, code)
    check_write(user, row)
    form = EndForm(request.POST)
    if not form.is_valid():
        return show(request, row, error=" ".join(map(str, form.errors["ended"])), status=400)
    day = row.starts_at.astimezone(VIETNAM).date()
    ended_at = datetime.combine(day, form.cleaned_data["ended"], tzinfo=VIETNAM)
    try:
        actions.end_meeting(user, row, ended_at=ended_at, at=system_clock())
    except NamroError as fault:
        return show(request, row, error=fault.message, status=400)
    messages.success(request, _("Đã ghi giờ kết thúc. Biên bản và thông báo kết luận tải được ở trang này."))
    return redirect("meetings:meeting", code=code)


def form_of(request: HttpRequest, user: User, unit: Unit, row: Meeting | None = None) -> MeetingForm:
    """The form, with what is known of a meeting, or what a new one of the unit most likely is."""
    earlier = [one for one in before(unit.pk, row.starts_at if row else None)[: EARLIER + 1] if one != row][:EARLIER]
    people = {one.pk: one.full_name for one in people_of(unit.pk, user.standing.day)}
    if row is not None:
        people |= {one.pk: one.full_name for one in (row.chair, row.secretary) if one}
    posted = request.POST if request.method == "POST" else None
    return MeetingForm(list(people.items()), earlier, posted, initial=_initial(user, row, earlier))


def _initial(user: User, row: Meeting | None, earlier: list[Meeting]) -> dict[str, Any]:
    if row is None:
        last = earlier[0] if earlier else None
        return {
            "kind": Meeting.Kind.BRIEFING, "on": user.standing.day, "at": "08:00", "previous": last.pk if last else "",
            "place": last.place if last else "", "present": last.present if last else "",
        }  # fmt: skip
    starts = row.starts_at.astimezone(VIETNAM)
    texts = {name: getattr(row, name) for name in ("title", "kind", "place", "agenda", "present", "absent", "said")}
    return {
        **texts, "on": starts.date(), "at": f"{starts:%H:%M}", "chair": row.chair_id,
        "secretary": row.secretary_id or "", "previous": row.previous_id or "",
    }  # fmt: skip


def typed(form: MeetingForm) -> dict[str, Any]:
    """The values with the rows that the choices stand for: a choice is one of those that the form offered."""
    data = form.cleaned_data
    chosen = User.objects.in_bulk([int(data[name]) for name in ("chair", "secretary") if data[name]])
    previous = Meeting.objects.get(pk=data["previous"]) if data["previous"] else None
    return {
        **form.values(), "chair": chosen[int(data["chair"])], "previous": previous,
        "secretary": chosen[int(data["secretary"])] if data["secretary"] else None,
    }  # fmt: skip
