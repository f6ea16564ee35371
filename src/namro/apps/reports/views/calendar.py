"""The year of a unit's reports; beginning one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.reports import actions
from namro.apps.reports.levels import owed_by
from namro.apps.reports.pages.calendar_page import calendar_page
from namro.apps.reports.permissions import can_coordinate, can_oversee, can_settle
from namro.apps.reports.queries import coordinators_of, kept_since, missing_of, reports_for
from namro.apps.reports.views.finding import chosen_unit, own_units
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The obligations of a year by month; `?nam=` and `?don-vi=` choose another."""
    user = signed_in(request)
    today = user.standing.day
    year = whole(request.GET.get("nam", "")) or today.year
    year = year if 2020 <= year <= today.year + 2 else today.year
    unit = chosen_unit(request, request.GET.get("don-vi", ""))
    span = (date(year, 1, 1), date(year, 12, 31))
    owed = owed_by(unit, span)
    reports = {
        (one.type_id, one.period): one for one in reports_for(user).filter(unit=unit, window_last__year__gte=year - 1)
    }
    page = calendar_page(
        owed,
        reports,
        year=year,
        today=today,
        begins=can_coordinate(user, unit.pk),
        missing=missing_of(reports.values(), today),
        since=kept_since(unit, today),
        unit=(unit.code, span_at(unit, today).name),
        units=own_units(request),
        responsible=coordinators_of(unit, today),
    )
    context = {"page": page, "oversees": can_oversee(user), "settles": can_settle(user, unit.pk)}
    return render(request, "reports/calendar.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the report of a type and period, or lead to the one that is there."""
    user, sent = signed_in(request), request.POST
    unit: Unit = chosen_unit(request, sent.get("don-vi", ""))
    try:
        report, _fresh = actions.start(
            user, unit, sent.get("loai", "")[:32].upper(), sent.get("ky", "")[:12], at=system_clock()
        )
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect(f"{reverse('reports:calendar')}?don-vi={unit.code}")
    return redirect("reports:report", code=report.code)
