"""The organisation to look at: units, positions, people, on any day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from namro.apps.people import pages
from namro.apps.people.forms.organisation import DayForm
from namro.apps.people.models import Position, Unit, User
from namro.apps.people.permissions import can_manage
from namro.apps.people.queries.organisation import (
    ended_under,
    names_of,
    names_then,
    organisation_on,
    span_at,
    tree_on,
)
from namro.apps.people.queries.people import holdings_in, holdings_of, links_of, seats_in
from namro.apps.people.requests import signed_in


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    """Go to the reader's own unit, or to the top of the tree."""
    standing = signed_in(request).standing
    tree = tree_on(standing.day)
    own = [tree.nodes[unit] for unit in sorted(standing.units()) if unit in tree.nodes]
    goal = next(iter([*own, *tree.children(None)]), None)
    if goal is None:
        return render(request, "people/empty.html")
    return redirect("people:unit", code=goal.code)


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds what in a unit on a day."""
    user = signed_in(request)
    shown = get_object_or_404(Unit.objects.select_related("home"), code=code)
    if shown.home:
        return redirect(f"{request.path.removesuffix(code)}{shown.home.code}?{request.GET.urlencode()}")
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": user.standing.day.isoformat()})
    day: date = form.cleaned_data["ngay"] if form.is_valid() else user.standing.day
    tree, handovers = organisation_on(day)
    ended = ended_under(shown, day, handovers)
    page = pages.unit_page(
        shown,
        tree,
        span=span_at(shown, day),
        seats=seats_in(shown.pk, day),
        ended=ended,
        handovers=handovers,
        names=names_of({shown.pk, *(row.unit_id for row in ended), *(h.new for h in handovers)}),
    )
    context = {"page": page, "form": form, "may": can_manage(user)}
    return render(request, "people/unit.html", context, status=400 if form.errors else 200)


@require_GET
def position(request: HttpRequest, key: int) -> HttpResponse:
    """Who held a position when."""
    user = signed_in(request)
    shown = get_object_or_404(Position.objects.select_related("unit__home"), pk=key)
    day = user.standing.day
    earlier, later = links_of(shown)
    among = [shown, *(link.old for link in earlier), *(link.new for link in later)]
    names = names_then((p.unit, min(day, p.until or day)) for p in among)
    page = pages.position_page(
        shown,
        names={unit_id: name for (unit_id, _day), name in names.items()},
        held=holdings_in(shown),
        earlier=earlier,
        later=later,
        day=day,
    )
    return render(request, "people/position.html", {"page": page, "may": can_manage(user)})


@require_GET
def person(request: HttpRequest, key: int) -> HttpResponse:
    """What a person holds and has held."""
    user = signed_in(request)
    shown = get_object_or_404(User, pk=key)
    held = holdings_of(shown)
    names = names_then((holding.position.unit, holding.since) for holding in held)
    page = pages.person_page(
        shown,
        held,
        unit_names={holding.pk: names[holding.position.unit_id, holding.since] for holding in held},
        day=user.standing.day,
    )
    return render(request, "people/person.html", {"page": page, "may": can_manage(user)})
