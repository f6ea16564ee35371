"""What runs by itself: the digest of each working morning, begun once however many workers there are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django_tasks import task

from namro.apps.chasing.digest import tell_morning
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.reminding import reminder_rules
from namro.core.timetable import national_calendar

#: What was due to be told while no digest was made for longer is seen on the board.
_REACH = timedelta(days=31)


@task()
def tell_this_morning(slot: str) -> int:
    """Tell everybody; the entry of the queue."""
    run = once.open_run(_digest(), slot)
    if run is None or slot != once.slot_of(system_clock().date()):  # yesterday's digest helps nobody
        return 0
    count = tell_morning(system_clock(), last=_last_before(slot))
    once.finish(run, system_clock(), compared=count)
    return count


def _last_before(slot: str) -> date | None:
    """The day of the last digest that was told to the end, if that is not too long ago."""
    day = date.fromisoformat(slot)
    earliest = once.slot_of(day - _REACH)
    known = Run.objects.filter(name=_digest().name, slot__gte=earliest, slot__lt=slot).exclude(ended_at=None)
    found = known.order_by("-slot").values_list("slot", flat=True).first()
    return date.fromisoformat(found) if found else None


def keep_up(now: datetime) -> Run | None:
    """Called every few seconds by the worker: begin the digest of each working day, in the morning."""
    if not national_calendar().is_working(now.astimezone(VIETNAM).date()):
        return None
    return once.begin(_digest(), now, tell_this_morning.enqueue)


def _digest() -> once.Daily:
    """One that was cut off is soon taken up: what was told already is not told again."""
    return once.Daily("digest", since=reminder_rules().morning, longest=timedelta(minutes=15))
