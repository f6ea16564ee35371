"""The board of the units that somebody leads, coordinates or watches; and one page of it for Monday."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.people.requests import signed_in
from namro.apps.plans.board import board_of, watched_units
from namro.apps.plans.pages.work_board import board_page
from namro.apps.plans.pages.work_monday import monday_page
from namro.apps.plans.permissions import sets_habits


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What is late, due, without proof, stuck, waiting; by person and by field."""
    user = signed_in(request)
    units, names = watched_units(user)
    if not units:
        return render(request, "plans/work_board_none.html")
    found = board_of(units, today=user.standing.day)
    page = board_page(found, units=names, absolute=request.build_absolute_uri)
    return render(request, "plans/work_board.html", {"page": page, "habits": sets_habits(user)})


@require_GET
def on_paper(request: HttpRequest) -> HttpResponse:
    """One sheet of A4 for the meeting on Monday."""
    user = signed_in(request)
    units, names = watched_units(user)
    if not units:
        return render(request, "plans/work_board_none.html")
    page = monday_page(board_of(units, today=user.standing.day), units=names, who=user.full_name)
    return render(request, "plans/work_monday.html", {"page": page})
