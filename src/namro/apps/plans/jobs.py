"""What runs in the background each night: the times of recurring work, and what fell below last year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django_tasks import task

from namro.apps.plans.falling import find_all_again
from namro.apps.plans.generating import generate
from namro.apps.runs import once
from namro.core.base.clock import system_clock

TIMES = once.Daily("times", since=time(1), longest=timedelta(minutes=30))
FALLEN = once.Daily("plans_fallen", since=time(3), longest=timedelta(hours=1))


@task()
def make_times(slot: str) -> int:
    """Make the times of recurring work; the entry of the queue."""
    run = once.open_run(TIMES, slot)
    if run is None:
        return 0
    found = generate(date.fromisoformat(slot))
    once.finish(run, system_clock(), compared=found.added, note=f"{found.added}+{found.moved}")
    return found.added


@task()
def find_fallen(slot: str) -> int:
    """Find everything again that fell below last year; the entry of the queue."""
    run = once.open_run(FALLEN, slot)
    if run is None:
        return 0
    plans, found = find_all_again(system_clock())
    once.finish(run, system_clock(), compared=plans, differences=found)
    return found


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: begins both, each once a night."""
    once.begin(TIMES, now, make_times.enqueue)
    once.begin(FALLEN, now, find_fallen.enqueue)
