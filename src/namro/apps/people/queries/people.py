"""Who holds what on a day. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from namro.apps.people.models import EarlierPost, Group, Holding, Position, PositionLink, Role, User, on_day
from namro.apps.people.standing import Seat, Standing
from namro.core.base.spans import Span

_DAY = timedelta(days=1)


def standing_of(user: User, day: date) -> Standing:
    """Return what the person may do on a day, in one query."""
    rows = (
        Holding.objects.filter(user=user)
        .order_by("since", "id")
        .annotate(
            took_over=Exists(PositionLink.objects.filter(new=OuterRef("position"))),
            home=Coalesce("position__unit__home", "position__unit"),
        )
    )
    seats, posts = [], set()
    for role, home, position, since, until, took_over, begun, ended in rows.values_list(
        "position__role", "home", "position", "since", "until", "took_over", "position__since", "position__until"
    ):
        seats.append(Seat(position, Span(since, until), took_over, ended))
        if Span(since, until).covers(day) and Span(begun, ended).covers(day):
            posts.add((role, home))
    return Standing(day, frozenset(posts), is_admin=user.is_admin, seats=tuple(seats))


def positions_of(user: User, day: date) -> list[Position]:
    """Return the positions that the person holds on a day, in one query."""
    held = Position.objects.filter(on_day(day), on_day(day, "holdings__"), holdings__user=user)
    return list(held.select_related("unit").order_by("since", "id"))


def seats_in(unit: int, day: date) -> list[Position]:
    """Return the positions of a unit and of its bodies on a day, with `holders`: the holdings of that day."""
    return _with_holders(Position.objects.filter(_inside(unit)).order_by("rank", "id"), day)


def _inside(unit: int) -> Q:
    return Q(unit=unit) | Q(unit__home=unit)


def members_of(group: Group, day: date) -> list[Position]:
    """Return the positions that belong to a group on a day, with `holders`; an empty seat is a member too."""
    members = group.members.filter(on_day(day)).values("position")
    return _with_holders(Position.objects.filter(pk__in=members).order_by("unit__code", "rank", "id"), day)


def people_of(unit: int, day: date) -> QuerySet[User]:
    """Return the people who hold a position in a unit or one of its bodies on a day."""
    return User.objects.filter(pk__in=held_in([unit], day).values("user")).order_by("full_name", "id")


def held_in(units: Iterable[int] | QuerySet, day: date) -> QuerySet[Holding]:
    """Return the holdings of a day in some units and their bodies."""
    return Holding.objects.filter(
        Q(position__unit__in=units) | Q(position__unit__home__in=units), on_day(day), on_day(day, "position__")
    )


def seated_in(unit: int, roles: Iterable[Role], day: date) -> list[int]:
    """Return the accounts that hold one of the roles in a unit, its bodies included, on a day; each once."""
    held = held_in([unit], day).filter(position__role__in=list(roles))
    return list(held.order_by("user").values_list("user", flat=True).distinct())


def _with_holders(positions: QuerySet[Position], day: date) -> list[Position]:
    held = Holding.objects.filter(on_day(day)).select_related("user").order_by("since", "id")
    found = positions.filter(on_day(day)).prefetch_related(Prefetch("holdings", held, to_attr="holders"))
    return as_on(found, day)


def as_on(positions: QuerySet[Position], day: date) -> list[Position]:
    """Return positions with the names, bodies and seats that they had on a day; to be shown, never saved. One query."""
    then = EarlierPost.objects.filter(on_day(day), position=OuterRef("pk"))
    told = positions.annotate(
        name_then=Subquery(then.values("name")),
        unit_then=Subquery(then.values("unit")),
        seats_then=Subquery(then.values("seats")),
    )
    found: list[Position] = []
    for position in told:
        position.name = position.name_then or position.name
        position.unit_id = position.unit_then or position.unit_id
        position.seats = position.seats_then or position.seats
        found.append(position)
    return found


def holdings_of(user: User, day: date) -> list[Holding]:
    """Return everything that the person holds and has held, newest first; two queries.

    Positions have the names and bodies of the last day that the person held them up to `day`; never save them.
    """
    rows = user.holdings.select_related("position__unit__home")
    found = list(rows.order_by(F("until").desc(nulls_first=True), "-since", "id"))
    earlier = EarlierPost.objects.filter(position__in=[row.position_id for row in found] or [0])
    for post in earlier.select_related("unit__home"):
        for row in found:
            last = max(row.since, min(day, row.until - _DAY if row.until else day))
            if row.position_id == post.position_id and post.span.covers(last):
                row.position.name, row.position.unit = post.name, post.unit
    return found


def holdings_in(position: Position) -> list[Holding]:
    """Return who holds and has held a position, newest first."""
    rows = position.holdings.select_related("user")
    return list(rows.order_by(F("until").desc(nulls_first=True), "-since", "id"))


def links_of(position: Position) -> tuple[list[PositionLink], list[PositionLink]]:
    """Return what the position took over from, and what took over from it."""
    links = PositionLink.objects.filter(Q(old=position) | Q(new=position)).order_by("on", "-share")
    found = list(links.select_related("old__unit__home", "new__unit__home"))
    return [link for link in found if link.new_id == position.pk], [
        link for link in found if link.old_id == position.pk
    ]


def holders_of(seat: Position) -> list[Holding]:
    """Return the holdings of the day that were fetched with a seat."""
    found: list[Holding] = vars(seat)["holders"]
    return found
