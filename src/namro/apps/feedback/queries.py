"""Reads of feedback: the book of a person, what of it is late or near, who is spoken of again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Q, QuerySet

from namro.apps.feedback.models import Item
from namro.apps.feedback.permissions import readable_by, units_led
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from namro.core.service.feedback import CONFIRMED, OPEN, State
from namro.core.timetable import Calendar

#: What is due within so many working days is near.
NEAR = 2
#: Items about one officer count as repeated within this time, from the second on.
_SPAN, _LEAST = timedelta(days=365), 2
_DAY = timedelta(days=1)


def items_for(user: User) -> QuerySet[Item]:
    """The items that the person may read, the most urgent first."""
    rows = Item.objects.filter(readable_by(user)).select_related("unit", "handler")
    return rows.order_by("limit_on", "id")


def near_day(today: date, calendar: Calendar) -> date:
    """Return the last day that is near."""
    day = today
    for _step in range(NEAR):
        day = calendar.next_working_day(day + _DAY)
    return day


def parts(today: date, calendar: Calendar) -> dict[str, Q]:
    """Return the parts of the board by the word in its address."""
    near = near_day(today, calendar)
    late = Q(state__in=OPEN, limit_on__lt=today) | Q(state=State.ANSWERED, publish_by__lt=today)
    soon = Q(state__in=OPEN, limit_on__gte=today, own_on__lte=near) | Q(
        state=State.ANSWERED, publish_by__gte=today, publish_by__lte=near
    )
    return {
        "dang-mo": Q(state__in=(*OPEN, State.ANSWERED)),
        "tre": late,
        "sap-han": soon,
        "cho-cong-khai": Q(state=State.ANSWERED),
        "xin-gia-han": Q(pk__in=Item.objects.filter(extensions__granted=None, extensions__isnull=False).values("pk")),
        "lap-lai": Q(repeats=True),
        "tat-ca": Q(),
    }


def counts_of(rows: QuerySet[Item], wanted: dict[str, Q]) -> dict[str, int]:
    """Count all parts; one query."""
    names = {f"part_{place}": Count("pk", filter=q) if q else Count("pk") for place, q in enumerate(wanted.values())}
    found = rows.order_by().aggregate(**names)
    return {name: found[f"part_{place}"] for place, name in enumerate(wanted)}


@dataclass(frozen=True, slots=True)
class Spoken:
    """An officer of whom several items of conduct speak; `confirmed` of them were found true, wholly or partly."""

    name: str
    times: int
    confirmed: int
    last: datetime


def spoken_of(user: User, today: date) -> list[Spoken]:
    """Return who is spoken of again within a year, in the units that the person leads: nobody else sees it."""
    led = units_led(user)
    if not led:
        return []
    since = datetime.combine(today - _SPAN, time(), tzinfo=VIETNAM)
    rows = Item.objects.filter(unit__in=led, about_user__isnull=False, received_at__gte=since)
    counted = (
        rows.exclude(state=State.RETURNED)
        .values_list("about_user", "about_user__full_name")
        .annotate(times=Count("pk"), confirmed=Count("pk", filter=Q(outcome__in=CONFIRMED)), last=Max("received_at"))
        .filter(times__gte=_LEAST)
    )
    found = counted.order_by("-times", "about_user__full_name")[:50]
    return [Spoken(name, times, confirmed, last) for _key, name, times, confirmed, last in found]
