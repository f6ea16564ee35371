"""The days of an item, from what its source set or from the rule, with the time that was waited for the citizen."""

from __future__ import annotations

from datetime import date

from namro.apps.feedback.models import Event, Item
from namro.core.base.clock import VIETNAM
from namro.core.service.feedback import answer_by, own_limit
from namro.core.timetable import Pause, WorkingTime


def pauses_of(item: Item) -> tuple[Pause, ...]:
    """Return when the citizen was waited for, as far as that is over."""
    rows = Event.objects.filter(item=item, act__in=("ask_supplement", "supplemented")).order_by("id")
    found, since = [], None
    for act, at in rows.values_list("act", "at"):
        if act == "ask_supplement":
            since = at.astimezone(VIETNAM)
        elif since is not None and at > since:
            found.append(Pause(since, at.astimezone(VIETNAM)))
            since = None
    return tuple(found)


def count_limits(item: Item, *, limit: date | None, office: WorkingTime) -> None:
    """Set the limit and the unit's own day; `limit` is the day that the source set."""
    received = item.received_at.astimezone(VIETNAM)
    pauses = pauses_of(item) if item.pk else ()
    item.limit_on = limit or answer_by(item.source, received, office=office, pauses=pauses)
    item.own_on = own_limit(item.limit_on, received.date(), office.calendar)
