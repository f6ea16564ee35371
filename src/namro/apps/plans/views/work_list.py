"""Việc của tôi."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from namro.apps.assessments.queries.mine import criteria_of, steps_of
from namro.apps.people.models import Role
from namro.apps.people.owners import owners_of
from namro.apps.people.requests import signed_in
from namro.apps.plans import agenda
from namro.apps.plans.pages.work_criteria import own_criteria, own_judging, own_steps
from namro.apps.plans.pages.work_list import DONE, FEW, HELPED, MANY, ORDER, Found, keys_by_part, mine_page


@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """The first page after login: what I owe; who only watches owes nothing, and sees the board."""
    only_watches = signed_in(request).standing.roles == {Role.WATCHER}
    return redirect("plans:board" if only_watches else "plans:mine")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I owe; `?muc=` shows one part of it, what is finished, or what I help with, page by page."""
    user = signed_in(request)
    key = request.GET.get("muc", "")
    if key not in ("", DONE, HELPED, *ORDER):
        raise Http404
    duties = agenda.duties_of(user)
    entries = agenda.agenda(duties)
    keys = keys_by_part(entries, agenda.to_decide(user, duties.handovers))
    pager: Page[int] | None = None
    if key:
        ids: Iterable[int] = keys[key] if key in keys else _ids(duties, key)
        pager = Paginator(list(ids), MANY).get_page(request.GET.get("trang"))
    shown = list(pager) if pager is not None else [pk for found in keys.values() for pk in found[:FEW]]
    rows = agenda.rows_of(user, shown)
    found = Found(
        user=user,
        entries=entries,
        keys=keys,
        rows=rows,
        owners=owners_of((row.task for row in rows.values()), today=user.standing.day),
        counts=agenda.counts(duties),
    )
    page = mine_page(found, key=key, pager=pager, absolute=request.build_absolute_uri)
    judges = not key and user.standing.has(Role.APPRAISER, Role.COUNCIL)
    return render(request, "plans/work_list.html", {"page": page, "criteria": not key, "judges": judges})


@require_GET
def criteria(request: HttpRequest) -> HttpResponse:
    """What sheets want of me: a decision, proof of criteria. *Việc của tôi* fetches the lines alone (`?khung=1`)."""
    user = signed_in(request)
    context = {"steps": (*own_judging(user), *own_steps(steps_of(user))), "criteria": own_criteria(criteria_of(user))}
    name = "plans/_own_criteria.html" if "khung" in request.GET else "plans/own_criteria.html"
    return render(request, name, context)


def _ids(duties: agenda.Duties, key: str) -> list[int]:
    rows = agenda.finished(duties) if key == DONE else agenda.helped(duties)
    return list(rows.values_list("pk", flat=True))
