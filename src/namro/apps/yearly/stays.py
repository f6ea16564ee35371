"""Who was in a unit in a year, on which days, and in which positions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from namro.apps.people.models import Holding
from namro.core.base.spans import Span


@dataclass(frozen=True, slots=True)
class Post:
    """A position held in the year, its days cut to the year."""

    name: str
    days: Span


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time in one unit in a year."""

    unit: int
    user: int
    name: str
    posts: tuple[Post, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The days."""
        return tuple(post.days for post in self.posts)


def stays_in(unit: int, year: int) -> dict[int, Stay]:
    """Return the people of a unit and its bodies in a year by their ids, in the order of names; one query."""
    found = _stays(Holding.objects.filter(Q(position__unit=unit) | Q(position__unit__home=unit)), year)
    return {one.user: one for one in sorted(found, key=lambda one: (one.name.split()[-1], one.name, one.user))}


def stays_of(user: int, year: int) -> list[Stay]:
    """Return the units in which a person was in a year, the last one first; one query."""
    found = _stays(Holding.objects.filter(user=user), year)
    return sorted(found, key=lambda one: max(post.days.since for post in one.posts), reverse=True)


def stay_of(unit: int, user: int, year: int) -> dict[int, Stay]:
    """Return one person's time in one unit by the person's id; {} where there was none; one query."""
    return {one.user: one for one in stays_of(user, year) if one.unit == unit}


def _stays(holdings: QuerySet[Holding], year: int) -> list[Stay]:
    whole = Span(date(year, 1, 1), date(year + 1, 1, 1))
    rows = holdings.annotate(home=Coalesce("position__unit__home", "position__unit"), who=F("user__full_name"))
    found: dict[tuple[int, int], list[Post]] = {}
    names: dict[int, str] = {}
    columns = ("home", "user_id", "who", "position__name", "since", "until")
    for home, user, who, name, since, until in rows.order_by("since", "id").values_list(*columns):
        days = Span(since, until).common(whole)
        if days is not None:
            found.setdefault((home, user), []).append(Post(name, days))
            names[user] = who
    return [Stay(home, user, names[user], tuple(posts)) for (home, user), posts in found.items()]
