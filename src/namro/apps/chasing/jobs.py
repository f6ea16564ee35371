"""What runs by itself: the digest of each working morning, begun once however many workers there are."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django_tasks import task

from namro.apps.assessments.models import Run
from namro.apps.chasing.digest import tell_morning
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.improvement.reminding import reminder_rules
from namro.core.timetable import national_calendar

DIGEST = "digest"
#: One that has not ended by then was cut off; what was told already is not told again.
_LONGEST, _ATTEMPTS = timedelta(minutes=15), 4


@task()
def tell_this_morning(slot: str) -> int:
    """Tell everybody; the entry of the queue."""
    run = Run.objects.filter(name=DIGEST, slot=slot, ended_at=None).first()
    if run is None or slot != f"{system_clock():%Y-%m-%d}":  # yesterday's digest helps nobody
        return 0
    count = tell_morning(system_clock())
    Run.objects.filter(pk=run.pk).update(ended_at=system_clock(), compared=count)
    return count


def keep_up(now: datetime) -> Run | None:
    """Called every few seconds by the worker: begin the digest of the day unless it was begun; take up one cut off."""
    local = now.astimezone(VIETNAM)
    if local.time() < reminder_rules().morning or not national_calendar().is_working(local.date()):
        return None
    slot = f"{local:%Y-%m-%d}"
    if Run.objects.filter(name=DIGEST, slot=slot).exclude(ended_at=None).exists():
        return None
    with transaction.atomic():
        run, fresh = Run.objects.get_or_create(name=DIGEST, slot=slot, defaults={"started_at": now})
        if not fresh:
            cut_off = Run.objects.filter(
                pk=run.pk, ended_at=None, attempts__lt=_ATTEMPTS, started_at__lt=now - _LONGEST
            )
            fresh = bool(cut_off.update(attempts=F("attempts") + 1, started_at=now))
        if fresh:
            tell_this_morning.enqueue(slot)
    return run if fresh else None
