"""The organisation to look at: units, positions, people, on any day."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from namro.apps.people import pages
from namro.apps.people.forms.organisation import DayForm
from namro.apps.people.models import Group, Position, Unit, User
from namro.apps.people.pages.history import lines_of
from namro.apps.people.permissions import can_group, can_manage
from namro.apps.people.queries.groups import groups_in, groups_with
from namro.apps.people.queries.history import entries_of, spans_of
from namro.apps.people.queries.organisation import (
    ended_under,
    names_of,
    names_then,
    organisation_on,
    span_among,
    span_at,
    tree_on,
)
from namro.apps.people.queries.people import holdings_in, holdings_of, links_of, members_of, seats_in
from namro.apps.people.queries.relations import codes_on, oversight_on
from namro.apps.people.requests import signed_in

#: Lines of the record on the page of a unit, and on a page of its history.
LAST = 8
PER_PAGE = 50


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    """Go to the reader's own unit, or to the top of the tree."""
    user = signed_in(request)
    standing = user.standing
    tree = tree_on(standing.day)
    own = [tree.nodes[unit] for unit in sorted(standing.units()) if unit in tree.nodes]
    goal = next(iter([*own, *tree.children(None)]), None)
    if goal is None:
        return render(request, "people/empty.html", {"may": can_manage(user)})
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
    times = spans_of(shown)
    oversight = oversight_on(shown, day)
    overseer = {oversight.appraiser_id} if oversight else set()
    page = pages.unit_page(
        shown,
        tree,
        span=span_among(times, day),
        seats=seats_in(shown.pk, day),
        ended=ended,
        handovers=handovers,
        names=names_of({shown.pk, *overseer, *(row.unit_id for row in ended), *(h.new for h in handovers)}),
        groups=groups_in([shown.pk], day),
        times=times,
        entries=entries_of(shown)[:LAST],
        oversight=oversight,
        codes=codes_on(shown, day),
    )
    may = can_manage(user)
    edit = may and "sua" in request.GET
    context = {"page": page, "form": form, "may": may, "edit": edit, "may_group": can_group(user, shown.pk)}
    return render(request, "people/unit.html", context, status=400 if form.errors else 200)


@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What was written about a unit, page by page."""
    user = signed_in(request)
    shown = get_object_or_404(Unit.objects.select_related("home"), code=code)
    shown = shown.home or shown
    found = Paginator(entries_of(shown), PER_PAGE).get_page(request.GET.get("trang"))
    name = span_at(shown, user.standing.day).name
    context = {"code": shown.code, "name": name, "lines": lines_of(found), "found": found}
    return render(request, "people/history.html", context)


@require_GET
def group(request: HttpRequest, key: int) -> HttpResponse:
    """Who belongs to a group on a day."""
    user = signed_in(request)
    shown = get_object_or_404(Group.objects.select_related("unit"), pk=key)
    form = DayForm(request.GET if "ngay" in request.GET else {"ngay": user.standing.day.isoformat()})
    day: date = form.cleaned_data["ngay"] if form.is_valid() else user.standing.day
    members = members_of(shown, day)
    bodies = Unit.objects.in_bulk({shown.unit_id, *(seat.unit_id for seat in members)})
    names = names_then((body, day) for body in bodies.values())
    page = pages.group_page(shown, members, names={key: name for (key, _day), name in names.items()}, day=day)
    context = {"page": page, "form": form, "may_group": can_group(user, shown.unit_id)}
    return render(request, "people/group.html", context, status=400 if form.errors else 200)


@require_GET
def position(request: HttpRequest, key: int) -> HttpResponse:
    """Who held a position when."""
    user = signed_in(request)
    shown = get_object_or_404(Position.objects.select_related("unit__home"), pk=key)
    day = user.standing.day
    earlier, later = links_of(shown)
    among = [shown, *(link.old for link in earlier), *(link.new for link in later)]
    before = list(shown.earlier_posts.select_related("unit__home").order_by("-since"))
    stands = [(p.unit, min(day, p.until or day)) for p in among]
    # The last day on which it was so: the body may have been renamed meanwhile.
    last = {post: (post.until or day) - timedelta(days=1) for post in before}
    names = names_then([*((post.unit, until) for post, until in last.items()), *stands])
    page = pages.position_page(
        shown,
        names={p.unit_id: names[p.unit_id, on] for p, (_unit, on) in zip(among, stands, strict=True)},
        held=holdings_in(shown),
        earlier=earlier,
        later=later,
        before=[(post, names[post.unit_id, until]) for post, until in last.items()],
        groups=groups_with(shown, day),
        day=day,
    )
    return render(request, "people/position.html", {"page": page, "may": can_manage(user)})


@require_GET
def person(request: HttpRequest, key: int) -> HttpResponse:
    """What a person holds and has held."""
    user = signed_in(request)
    shown = get_object_or_404(User, pk=key)
    held = holdings_of(shown, user.standing.day)
    names = names_then((holding.position.unit, holding.since) for holding in held)
    page = pages.person_page(
        shown,
        held,
        unit_names={holding.pk: names[holding.position.unit_id, holding.since] for holding in held},
        day=user.standing.day,
    )
    return render(request, "people/person.html", {"page": page, "may": can_manage(user)})
