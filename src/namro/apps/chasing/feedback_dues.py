"""Answers and publications that feedback waits for, as what is due."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due
from namro.apps.feedback.models import Item
from namro.apps.people.models import Role, on_day
from namro.apps.people.queries.people import held_in
from namro.core.service.feedback import OPEN, State


def dues_of_feedback(asked: Asked) -> Iterator[Due]:
    """Yield open items by the unit's own day, after it by the limit, and answers by the day they are to be public.

    What nobody handles yet is the coordinators'.
    """
    rows = Item.objects.filter(state__in=(*OPEN, State.ANSWERED)).select_related("handler")
    if asked.units is not None:
        rows = rows.filter(unit__in=list(asked.units))
    items = list(rows.order_by("limit_on", "id"))
    keepers = _coordinators({one.unit_id for one in items if one.handler_id is None}, asked)
    for item in items:
        people = {item.handler.pk: item.handler.full_name} if item.handler else keepers.get(item.unit_id, {})
        yield _due(item, people, asked)


def _due(item: Item, people: dict[int, str], asked: Asked) -> Due:
    answered = item.state == State.ANSWERED and item.publish_by is not None
    own = item.own_on if asked.today <= item.own_on else item.limit_on
    text = _("Công khai trả lời: %(subject)s") if answered else _("Trả lời phản ánh: %(subject)s")
    return Due(
        key=f"phan-anh:{item.code}",
        text=text % {"subject": item.subject},
        due=item.publish_by if answered and item.publish_by else own,
        unit=item.unit_id,
        people=tuple(people),
        who=", ".join(people.values()),
        url=reverse("feedback:item", args=[item.code]),
        kind=_("Phản ánh"),
        waits=item.state == State.SUPPLEMENT,
        version=item.version,
    )


def _coordinators(units: set[int], asked: Asked) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    seats = held_in(units, asked.today).filter(on_day(asked.today, "position__"), position__role=Role.COORDINATOR)
    for unit, home, user, name in seats.order_by("id").values_list(
        "position__unit", "position__unit__home", "user", "user__full_name"
    ):
        found.setdefault(home or unit, {})[user] = name
    return found
