"""What the pages of setting up and of the counter show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.queries.people import holders_of, seats_in
from namro.apps.surveys.desk_month import DeskMonth, Group
from namro.apps.surveys.models import Survey
from namro.apps.surveys.pages.sample_page import state_chip
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, points

_BODY_LIMIT = 200


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey in the list."""

    url: str
    name: str
    kind: str
    conductor: str
    time: str
    chip: Chip


def survey_rows(surveys: Iterable[Survey]) -> list[SurveyRow]:
    """Return the rows of the list; one query."""
    found = list(surveys)
    names = names_of({one.conductor_id for one in found})
    return [
        SurveyRow(reverse("surveys:survey", args=[one.code]), one.name, str(Survey.Kind(one.kind).label),
                  names[one.conductor_id][1], f"{day(one.field_from)} – {day(one.field_to)}", state_chip(one))
        for one in found
    ]  # fmt: skip


def code_counts(survey: Survey, at: datetime) -> dict[str, int]:
    """Return how many codes were given out, are used, expired unused; one query."""
    expired = Q(used_at=None, expires_at__lt=at)
    return survey.codes.aggregate(
        given=Count("pk"), used=Count("pk", filter=Q(used_at__isnull=False)), expired=Count("pk", filter=expired)
    )


def people_of(unit: int, today: date) -> list[tuple[int, str]]:
    """Return who works in a unit, by name, for a choice."""
    seats = seats_in(unit, today)
    found = {held.user_id: held.user.full_name for seat in seats for held in holders_of(seat)}
    return sorted(found.items(), key=lambda one: one[1])


def bodies_of(unit: int) -> list[tuple[int, str]]:
    """Return the bodies of a unit, for a choice."""
    bodies = Unit.objects.filter(home=unit).order_by("id").values_list("pk", flat=True)[:_BODY_LIMIT]
    return [(key, name) for key, (_code, name) in names_of(bodies).items()]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of results: how deep it stands, its name, answers, the index in words."""

    depth: int
    name: str
    n: int
    value: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A table of groups under a heading."""

    heading: str
    note: str
    rows: tuple[FigureRow, ...]


def figure_rows(month: DeskMonth) -> list[FigureRow]:
    """Return the index, its parts and items."""
    return [FigureRow(min(one.depth, 2), one.name, one.n, _value(one.estimate)) for one in month.figures]


def group_tables(month: DeskMonth) -> list[GroupTable]:
    """Return the tables by body, officer and way of answering, those with anything in them."""
    tables = (
        (_("Theo bộ phận"), "", month.offices),
        (_("Theo công chức"), _("chỉ lãnh đạo thấy"), month.officers),
        (_("Theo cách trả lời"), "", month.channels),
    )
    return [GroupTable(heading, note, tuple(map(_group, rows))) for heading, note, rows in tables if rows]


def _group(one: Group) -> FigureRow:
    return FigureRow(0, one.name, one.n, _value(one.index))


def _value(value: float | None) -> str:
    return NOTHING if value is None else points(Decimal(f"{value:.2f}"))
