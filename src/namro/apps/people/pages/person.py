"""A person: what the person holds and has held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from namro.apps.people.models import Holding, User
from namro.apps.people.pages.wording import Link, span_words
from namro.core.base.spans import Span


@dataclass(frozen=True, slots=True)
class PostRow:
    """One position during one time; `end_url` is empty when it is over."""

    position: Link
    unit: Link
    role: str
    days: str
    now: bool
    end_url: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """The whole page, newest position first."""

    name: str
    username: str
    active: bool
    is_admin: bool
    posts: tuple[PostRow, ...]


def person_page(person: User, held: Iterable[Holding], *, unit_names: dict[int, str], day: date) -> PersonPage:
    """Return the context on a day; `unit_names` are the names of units at the time when they were held, by holding."""
    posts = tuple(_post(holding, unit_names[holding.pk], day) for holding in held)
    return PersonPage(person.full_name, person.username, person.is_active, person.is_admin, posts)


def _post(holding: Holding, unit: str, day: date) -> PostRow:
    position = holding.position
    home = position.unit.home or position.unit
    lasting = holding.span.meets(Span(day))
    return PostRow(
        position=Link(reverse("people:position", args=[position.pk]), position.name),
        unit=Link(f"{reverse('people:unit', args=[home.code])}?ngay={holding.since.isoformat()}", unit),
        role=position.get_role_display(),
        days=span_words(holding.since, holding.until),
        now=holding.span.covers(day),
        end_url=reverse("people:holding_end", args=[holding.pk]) if lasting else "",
    )
