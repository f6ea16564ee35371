"""Counts for the two scored metrics of the service index on feedback (5.2, 5.3), and of publication in time.

One item counts once in a period whatever is wrong with it. What was sent back or passed on is another agency's to
handle and is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q

from namro.apps.feedback.models import Item
from namro.core.base.clock import VIETNAM
from namro.core.service.feedback import State

#: First and last day, both included.
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one unit: in time of all, neither late nor unsatisfied nor repeated of those received, public in time."""

    on_time: int = 0
    all: int = 0
    satisfied: int = 0
    received: int = 0
    published: int = 0
    to_publish: int = 0


class Counts(NamedTuple):
    """Whether an item counts in each field of `Figures`."""

    on_time: bool
    all: bool
    satisfied: bool
    received: bool
    published: bool
    to_publish: bool


def figures_of(units: Collection[int], span: Span, *, today: date) -> dict[int, Figures]:
    """Return the counts of units in a span as they are known on a day; one query."""
    found: dict[int, list[Counts]] = {unit: [] for unit in units}
    for item, counts in items_in(units, span, today=today):
        found[item.unit_id].append(counts)
    return {unit: Figures(*(sum(column) for column in zip(*many, strict=True))) for unit, many in found.items()}


def items_in(units: Collection[int], span: Span, *, today: date) -> Iterator[tuple[Item, Counts]]:
    """Yield what was received or answered in a span, with how each counts; one query."""
    first = datetime.combine(span[0], time(), tzinfo=VIETNAM)
    after = datetime.combine(span[1] + timedelta(days=1), time(), tzinfo=VIETNAM)
    inside = Q(received_at__gte=first, received_at__lt=after) | Q(answered_at__gte=first, answered_at__lt=after)
    rows = Item.objects.filter(inside, unit__in=list(units)).exclude(state=State.RETURNED)
    for item in rows.order_by("id"):
        yield item, _counts(item, span, min(today, span[1]))


def _counts(item: Item, span: Span, known: date) -> Counts:
    """How one item counts; what happened after the day it is known on has not happened."""
    received, answered, public = (_day(one) for one in (item.received_at, item.answered_at, item.published_at))
    in_time = (answered if answered and answered <= known else known) <= item.limit_on
    here = received is not None and span[0] <= received <= span[1]
    good = in_time and not item.unsatisfied and not item.repeats
    owed = answered is not None and span[0] <= answered <= known and item.state != State.CLOSED
    kept = owed and item.publish_by is not None and (public if public and public <= known else known) <= item.publish_by
    return Counts(in_time, True, here and good, here, kept, owed)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(VIETNAM).date() if moment else None
