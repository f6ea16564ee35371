"""Changing tasks: many at once from the table, one on a page of its own; a conflict shows both values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.people.owning import Choices, choices_of, owning_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions, summary
from namro.apps.plans.actions.merging import edit_around
from namro.apps.plans.choices import suggestions
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.pages.plan_conflict import KEEP, conflict_page, kept_fields, versions_in
from namro.apps.plans.pages.plan_page import faulty_tasks
from namro.apps.plans.permissions import check_write
from namro.apps.plans.typed import TIMES, FieldRefused, Typed, read_typed
from namro.apps.plans.views.plan_finding import find_plan
from namro.apps.plans.views.plan_showing import Mending, show_plan, wanted_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def edit_many(request: HttpRequest, code: str) -> HttpResponse:
    """Take the form around the table: a day chosen for one task, a suggestion taken, or values for the ticked ones."""
    plan = find_plan(request, code)
    user = signed_in(request)
    check_write(user, plan)
    post = request.POST
    choices = choices_of(plan.unit_id, user.standing.day)
    picked = _picked(plan, post, user.standing.day)
    typed = _day_typed(post) or read_typed(post, choices=choices, touched=_filled(post), year=plan.year)

    def refused(*said: str) -> HttpResponse:
        return show_plan(request, plan, choices=choices, mending=Mending(post, picked, typed.refused, said))

    try:
        if value := post.get("meant", ""):
            return _take_suggestion(request, plan, value, choices=choices)
        if typed.refused:
            return refused()
        if not picked:
            return refused(_("Chưa chọn việc nào. Đánh dấu vào ô đầu dòng."))
        if not typed.values:
            return refused(_("Chưa chọn giá trị nào để ghi."))
        changed = save(request, plan, picked, typed)
    except actions.Conflict as clash:
        return conflict(request, plan, clash, typed=typed, choices=choices, action="plans:edit_many")
    except actions.Refused as fault:
        return refused(*_faults(fault))
    except NamroError as fault:
        return refused(fault.message)
    messages.success(request, _("Đã ghi cho %(count)d việc.") % {"count": len(changed)})
    return _back(plan, post.get("query", ""))


def save(request: HttpRequest, plan: Plan, ids: Iterable[int], typed: Typed) -> list[Task]:
    """Write what was typed; after a conflict, with or without the fields in which both wrote."""
    post = request.POST
    edit = actions.Edit(typed.values, versions_in(post))
    kept = kept_fields(post) if post.get(KEEP) == "theirs" else {}
    return edit_around(signed_in(request), plan, ids, edit=edit, kept=kept, at=system_clock())


def conflict(
    request: HttpRequest,
    plan: Plan,
    clash: actions.Conflict,
    *,
    typed: Typed,
    choices: Choices,
    action: str,
    key: int = 0,
) -> HttpResponse:
    """Show both values; whichever button is pressed, everything typed comes back to `action`."""
    page = conflict_page(plan, clash, typed.values, choices=choices, post=request.POST)
    url = reverse(action, args=[plan.code, key] if key else [plan.code])
    return render(request, "plans/plan_conflict.html", {"page": page, "action": url}, status=409)


def _picked(plan: Plan, post: QueryDict, today: date) -> frozenset[int]:
    """The task of a chosen day, else the ticked tasks, or all that the filters show."""
    if day := post.get("day", ""):
        key = whole(day.partition("|")[0])
        return frozenset() if key is None else frozenset({key})
    if post.get("all"):
        wanted = wanted_in(QueryDict(post.get("query", "")))
        faulty = faulty_tasks(plan, today) if wanted.only == summary.FAULTY else ()
        return frozenset(row.id for row in summary.chosen(summary.briefs(plan, today=today), wanted, faulty=faulty))
    return frozenset(key for text in post.getlist("task") if (key := whole(text)) is not None)


def _filled(post: QueryDict) -> Callable[[str], bool]:
    """Of several tasks, only what somebody filled in is set; a time is, once a day or a rhythm is chosen."""

    def touched(name: str) -> bool:
        if name in TIMES:
            return any(post.get(box, "").strip() for box in ("due", "period", "chosen_day"))
        if name == "helpers":
            return bool(post.get("helping") or post.get("helpers"))
        return name in {"owner", "deliverable"} and bool(post.get(name, "").strip())

    return touched


def _day_typed(post: QueryDict) -> Typed | None:
    """`12|2026-11-30`: one task is due on this day."""
    if not post.get("day"):
        return None
    try:
        due = date.fromisoformat(post.get("day", "").partition("|")[2])
    except ValueError:
        return Typed({}, {"due": FieldRefused(_("Không hiểu nút vừa bấm. Tải lại trang rồi bấm lại."))})
    return Typed({"due": due, "rhythm": None})


def _take_suggestion(request: HttpRequest, plan: Plan, value: str, *, choices: Choices) -> HttpResponse:
    """Give the tasks without an owner to the one whose name the document prints."""
    free = [
        (row.id, row.lead_text)
        for row in summary.briefs(plan, today=signed_in(request).standing.day)
        if not row.dropped and not row.owner_kind
    ]
    found = next((one for one in suggestions(free, choices) if one.option.value == value), None)
    if found is None:
        raise NamroError(_("Gợi ý này không còn. Tải lại trang."), code="gone")
    edit = actions.Edit({"owner": owning_of(value)})
    changed = actions.edit_tasks(signed_in(request), plan, found.tasks, edit=edit, at=system_clock())
    told = {"who": found.option.name, "count": len(changed)}
    messages.success(request, _("Đã giao %(count)d việc cho %(who)s, theo văn bản.") % told)
    return _back(plan, request.POST.get("query", ""))


def _faults(fault: actions.Refused) -> tuple[str, ...]:
    """Each reason once, with the tasks it is about."""
    texts = dict(Task.objects.filter(pk__in=fault.found).values_list("pk", "text"))
    about: dict[str, list[str]] = {}
    for key, faults in fault.found.items():
        for one in faults:
            about.setdefault(one.message, []).append(texts[key])
    shown = (f"{message} ({'; '.join(text[:60] for text in found[:3])})" for message, found in about.items())
    return tuple(shown)


def _back(plan: Plan, query: str) -> HttpResponse:
    kept = urlencode(list(QueryDict(query).items()))
    address = reverse("plans:plan", args=[plan.code])
    return redirect(f"{address}?{kept}" if kept else address)
