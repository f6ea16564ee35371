"""One person's month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark
from django.views.decorators.http import require_GET, require_POST

from namro.apps.officers.actions import act
from namro.apps.officers.figures import person_month
from namro.apps.officers.forms import said_in
from namro.apps.officers.models import Evaluation, EvaluationEvent
from namro.apps.officers.month import limit_of, month_of
from namro.apps.officers.pages.person_page import person_page
from namro.apps.officers.permissions import can_follow, check_read, parts_on
from namro.apps.officers.views.months import asked_month, asked_unit
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

_DONE = {
    "save": _mark("Đã lưu nhận xét, chưa gửi."),
    "send": _mark("Đã gửi đánh giá."),
    "answer": _mark("Đã ghi ý kiến."),
    "reopen": _mark("Đã mở lại để sửa."),
}


@require_GET
def show(request: HttpRequest, month: str, person: int) -> HttpResponse:
    """The month of one person."""
    user = signed_in(request)
    unit = _unit(request, user, person)
    return _page(request, user, unit, month=month, person=person)


@require_POST
def do(request: HttpRequest, month: str, person: int) -> HttpResponse:
    """Save, send, answer, take back."""
    user = signed_in(request)
    asked = asked_month(month, user)
    unit = _unit(request, user, person)
    name = request.POST.get("viec", "")
    try:
        act(user, unit, person, asked, name, said_in(request.POST.dict()), at=system_clock())
    except NamroError as fault:
        typed = request.POST.get("noi-dung", "")
        return _page(request, user, unit, month=month, person=person, error=fault.message, typed=typed)
    messages.success(request, _(_DONE[name]))
    return redirect(f"{reverse('officers:person', args=[str(asked), person])}?don-vi={unit.code}")


def _page(
    request: HttpRequest, user: User, unit: Unit, *, month: str, person: int, error: str = "", typed: str = ""
) -> HttpResponse:
    asked, now = asked_month(month, user), system_clock()
    who = get_object_or_404(User, pk=person)
    found = person_month(unit.pk, asked, person, now)
    row = Evaluation.objects.filter(unit=unit, user=who, month=asked.first).first()
    events = EvaluationEvent.objects.filter(evaluation=row).select_related("by").order_by("-version") if row else ()
    page = person_page(
        who.full_name, found, row, parts_on(user, unit.pk, person), events=events, month_first=asked.begin,
        limit=limit_of(asked, unit.code), now=now,
    )  # fmt: skip
    context = {
        "page": page, "month": str(asked), "words": f"{asked.first:%m/%Y}", "unit": unit.code, "person": person,
        "unit_name": names_of([unit.pk])[unit.pk][1], "follows": can_follow(user, unit.pk), "error": error,
        "typed": typed or page.judgement, "before": str(asked.before),
        "after": str(asked.following) if asked < month_of(user.standing.day) else "",
        "sendable": now >= asked.end,
    }  # fmt: skip
    return render(request, "officers/person.html", context, status=400 if error else 200)


def _unit(request: HttpRequest, user: User, person: int) -> Unit:
    """The unit asked for, else an own one; a person's month is read by few."""
    unit = asked_unit(request, user.standing.units())
    check_read(user, unit.pk if unit else 0, person)
    if unit is None:
        unit = get_object_or_404(Unit, pk=0)
    return unit
