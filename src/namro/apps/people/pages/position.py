"""A position: who held it when, what came before it and what took over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import EarlierPost, Group, Holding, Position, PositionLink
from namro.apps.people.pages.unit import percent
from namro.apps.people.pages.wording import Link, person_link, span_words
from namro.core.base.spans import Span


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One person's time in the position; `end_url` is empty when it is over."""

    person: Link
    days: str
    now: bool
    end_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionPage:
    """The whole page; `appoint_url` and `acts` are empty when the position has ended.

    `before` are (name, body, days) of times when it was called otherwise or stood elsewhere.
    """

    name: str
    unit: Link
    role: str
    days: str
    seats: int
    held: tuple[HeldRow, ...]
    earlier: tuple[tuple[Link, str], ...]
    later: tuple[tuple[Link, str], ...]
    before: tuple[tuple[str, str, str], ...]
    groups: tuple[Link, ...]
    appoint_url: str
    acts: tuple[Link, ...]


def position_page(
    position: Position,
    *,
    names: dict[int, str],
    held: Iterable[Holding],
    earlier: Iterable[PositionLink],
    later: Iterable[PositionLink],
    before: Iterable[tuple[EarlierPost, str]],
    groups: Iterable[Group],
    day: date,
) -> PositionPage:
    """Return the context on a day; `names` are those of the bodies of all positions, by id; `before` has its own."""
    lasting = position.span.meets(Span(day))
    return PositionPage(
        name=position.name,
        unit=Link(reverse("people:unit", args=[(position.unit.home or position.unit).code]), names[position.unit_id]),
        role=position.get_role_display(),
        days=span_words(position.since, position.until),
        seats=position.seats,
        held=tuple(_held(holding, day) for holding in held),
        earlier=tuple((_link(link.old, names), percent(Fraction(link.share))) for link in earlier),
        later=tuple((_link(link.new, names), percent(Fraction(link.share))) for link in later),
        before=tuple((post.name, body, span_words(post.since, post.until)) for post, body in before),
        groups=tuple(Link(reverse("people:group", args=[group.pk]), group.name) for group in groups),
        appoint_url=reverse("people:appoint", args=[position.pk]) if lasting else "",
        acts=_acts(position) if lasting else (),
    )


def _acts(position: Position) -> tuple[Link, ...]:
    named = (
        ("position_change", _("Đổi tên, số người")),
        ("position_move", _("Chuyển bộ phận")),
        ("position_end", _("Kết thúc")),
    )
    return tuple(Link(reverse(f"people:{name}", args=[position.pk]), words) for name, words in named)


def _held(holding: Holding, day: date) -> HeldRow:
    lasting = holding.span.meets(Span(day))
    end = reverse("people:holding_end", args=[holding.pk]) if lasting else ""
    days = span_words(holding.since, holding.until)
    return HeldRow(person_link(holding.user), days, holding.span.covers(day), end)


def _link(position: Position, names: dict[int, str]) -> Link:
    return Link(reverse("people:position", args=[position.pk]), f"{position.name}, {names[position.unit_id]}")
