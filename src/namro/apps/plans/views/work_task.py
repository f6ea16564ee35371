"""One time of a task: the page, and its forms. Whatever is refused comes back with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.desk import Desk, desk_of
from namro.apps.plans.doings import doings_of
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.work_conflict import conflict_page
from namro.apps.plans.pages.work_page import work_page
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.typed import FieldRefused
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.states import ACTS
from namro.ui.formats import day


@require_GET
def work(request: HttpRequest, code: str) -> HttpResponse:
    """The page; `?nguoi=` looks at one member's product, `?truoc=` at older history."""
    return page_of(request, code, Asked())


@require_POST
def do(request: HttpRequest, code: str) -> HttpResponse:
    """One of the acts: start, accept, return, ask, answer …"""
    name = request.POST.get("viec", "")
    if name not in ACTS:
        raise Http404
    said = request.POST.get("noi-dung", "")
    form = "decide" if name in ("accept", "return") else name

    def act(user: User, row: Occurrence, at: datetime) -> None:
        member, version = sent_number(request, "nguoi"), sent_number(request, "version")
        version = version if form == "decide" else None
        actions.act(user, row, name, said=said, at=at, version=version, member=member)

    return done_or_shown(request, code, act, form=form, word=_("Đã ghi: %(act)s.") % {"act": ACTS[name].words.lower()})


@require_POST
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """How far the work is."""
    percent = sent_number(request, "tien-do")

    def act(user: User, row: Occurrence, at: datetime) -> None:
        if percent is None:
            raise NamroError(_("Tiến độ là số từ 0 đến 100."), code="fields")
        actions.tell_progress(
            user,
            row,
            percent,
            said=request.POST.get("noi-dung", ""),
            version=sent_number(request, "version"),
            member=sent_number(request, "nguoi"),
            at=at,
        )

    return done_or_shown(request, code, act, form="progress", word=_("Đã ghi tiến độ."))


@require_POST
def accept_many(request: HttpRequest, code: str) -> HttpResponse:
    """Accept the products of several members of a group, all or none."""
    members = [key for text in request.POST.getlist("nguoi") if (key := whole(text)) is not None]

    def act(user: User, row: Occurrence, at: datetime) -> None:
        actions.accept_many(user, row, members, at=at)

    word = _("Đã duyệt %(n)d sản phẩm.") % {"n": len(members)}
    return done_or_shown(request, code, act, form="many", word=word, member=None)


def page_of(request: HttpRequest, code: str, asked: Asked, *, status: int = 200) -> HttpResponse:
    """Answer with the page of one time of a task."""
    desk = find_desk(request, code)
    page = work_page(desk, doings_of(desk), asked)
    return render(request, "plans/work.html", {"page": page}, status=status)


def find_desk(request: HttpRequest, code: str) -> Desk:
    """Return what the person may see of the work. Raises Http404."""
    user = signed_in(request)
    try:
        return desk_of(user, code, member=sent_number(request, "nguoi"), before=sent_number(request, "truoc"))
    except Occurrence.DoesNotExist as missing:
        raise Http404 from missing  # as for a code that does not exist: the work of others is not told


def sent_number(request: HttpRequest, name: str) -> int | None:
    """Return a whole number that was sent, None for anything else."""
    return whole((request.POST if request.method == "POST" else request.GET).get(name, ""))


def address(code: str, member: int | None) -> str:
    """Return the address of the page."""
    return reverse("plans:work", args=[code]) + (f"?nguoi={member}" if member else "")


_SAME = object()


def done_or_shown(
    request: HttpRequest,
    code: str,
    act: Callable[[User, Occurrence, datetime], None],
    *,
    form: str,
    word: str,
    member: object = _SAME,
) -> HttpResponse:
    """Act once; lead back to the page, or show it with the reason and what was typed."""
    desk = find_desk(request, code)
    try:
        act(desk.user, desk.row, system_clock())
    except actions.WorkConflict as clash:
        page = conflict_page(find_desk(request, code), clash, request.POST.dict(), action=request.path)
        return render(request, "plans/work_conflict.html", {"page": page}, status=409)
    except NamroError as fault:
        typed = {name: str(text) for name, text in request.POST.items()}
        days = tuple((one.isoformat(), day(one)) for one in fault.days) if isinstance(fault, FieldRefused) else ()
        return page_of(request, code, Asked(form=form, error=fault.message, typed=typed, days=days), status=400)
    messages.success(request, word)
    return redirect(address(code, sent_number(request, "nguoi") if member is _SAME else None))
