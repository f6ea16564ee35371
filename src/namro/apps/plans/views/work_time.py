"""More time for one time of a task: asked for, decided, taken back, given unasked."""

from __future__ import annotations

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_time import ASK, DECIDE, MOVE
from namro.apps.plans.typed import typed_day
from namro.apps.plans.views.work_task import done_or_shown, sent_number


@require_POST
def move_due(request: HttpRequest, code: str) -> HttpResponse:
    """Another due day for this once, unasked."""

    def act(user: User, row: Occurrence, at: datetime) -> None:
        actions.move_due(user, row, _day(request), reason=_said(request), at=at)

    return done_or_shown(request, code, act, form=MOVE, word=_("Đã đổi hạn."))


@require_POST
def more_time(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for time, or decide about what was asked; `viec` names the button."""
    asked = sent_number(request, "de-nghi") or 0

    def ask(user: User, row: Occurrence, at: datetime) -> None:
        actions.ask_for_time(
            user, row, _day(request), reason=_said(request), at=at, late_why=request.POST.get("xin-muon", "")
        )

    def grant(user: User, row: Occurrence, at: datetime) -> None:
        actions.grant_time(user, row, _day(request), answer=_said(request), at=at, asked=asked)

    def refuse(user: User, row: Occurrence, at: datetime) -> None:
        actions.refuse_time(user, row, answer=_said(request), at=at, asked=asked)

    def withdraw(user: User, row: Occurrence, at: datetime) -> None:
        actions.withdraw_wish(user, row, at=at, asked=asked)

    acts = {
        "ask": (ask, ASK, _("Đã gửi đề nghị gia hạn đến lãnh đạo.")),
        "grant": (grant, DECIDE, _("Đã gia hạn.")),
        "refuse": (refuse, DECIDE, _("Đã trả lời: không gia hạn, hạn cũ vẫn áp dụng.")),
        "withdraw": (withdraw, ASK, _("Đã rút đề nghị gia hạn.")),
    }
    # A day chosen in place of one that does not exist sends the form again, as it was meant first.
    found = acts.get(request.POST.get("viec", "") or request.POST.get("dinh-lam", ""))
    if found is None:
        raise Http404
    act, form, word = found
    return done_or_shown(request, code, act, form=form, word=word)


def _day(request: HttpRequest) -> date:
    text = request.POST.get("chon-ngay", "") or request.POST.get("han", "")
    return typed_day(text, signed_in(request).standing.day.year)


def _said(request: HttpRequest) -> str:
    return request.POST.get("noi-dung", "")
