"""A day's work begins once, and is taken up again when it was cut off."""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta

import pytest
from django.db import connections

from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.core.base.clock import VIETNAM

WORK = once.Daily("sweeping", since=time(2, 30), longest=timedelta(hours=1))
NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=VIETNAM)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def queue() -> list[str]:
    """What was put in the queue."""
    return []


def test_it_begins_from_its_hour_on_and_once(db: None, queue: list[str]) -> None:
    assert once.begin(WORK, NIGHT - MINUTE, queue.append) is None
    run = once.begin(WORK, NIGHT, queue.append)
    assert run is not None
    assert (run.name, run.slot, run.attempts, run.ended_at) == ("sweeping", "2026-11-22", 1, None)
    assert once.begin(WORK, NIGHT + MINUTE, queue.append) is None
    assert once.begin(WORK, NIGHT + 24 * HOUR, queue.append) is not None
    assert queue == ["2026-11-22", "2026-11-23"]


def test_the_day_is_that_of_viet_nam(db: None, queue: list[str]) -> None:
    from datetime import UTC

    assert once.begin(WORK, NIGHT.astimezone(UTC), queue.append) is not None
    assert queue == ["2026-11-22"]


def test_what_was_cut_off_is_taken_up_a_few_times(db: None, queue: list[str]) -> None:
    at = NIGHT
    once.begin(WORK, at, queue.append)
    for attempt in range(2, once.MOST_ATTEMPTS + 1):
        assert once.begin(WORK, at + HOUR, queue.append) is None  # it may still work
        at += HOUR + MINUTE
        run = once.begin(WORK, at, queue.append)
        assert run is not None
        assert (run.attempts, run.started_at) == (attempt, at)
    assert once.begin(WORK, at + 5 * HOUR, queue.append) is None
    assert queue == ["2026-11-22"] * once.MOST_ATTEMPTS


def test_what_has_ended_is_not_begun_again(db: None, queue: list[str]) -> None:
    once.begin(WORK, NIGHT, queue.append)
    run = once.open_run(WORK, "2026-11-22")
    assert run is not None
    once.finish(run, NIGHT + MINUTE, compared=3, differences=1, note="một")
    run.refresh_from_db()
    assert (run.ended_at, run.compared, run.differences, run.note) == (NIGHT + MINUTE, 3, 1, "một")
    assert once.open_run(WORK, "2026-11-22") is None  # an entry that waited long in the queue finds nothing to do
    assert once.begin(WORK, NIGHT + 9 * HOUR, queue.append) is None
    assert len(queue) == 1


def test_a_queue_that_fails_leaves_the_day_to_be_begun(db: None, queue: list[str]) -> None:
    def refuse(_slot: str) -> None:
        raise RuntimeError("the queue is full")

    with pytest.raises(RuntimeError, match="full"):
        once.begin(WORK, NIGHT, refuse)
    assert not Run.objects.exists()
    assert once.begin(WORK, NIGHT, queue.append) is not None


def test_works_do_not_stand_in_each_others_way(db: None, queue: list[str]) -> None:
    other = once.Daily("mending", since=time(1), longest=HOUR)
    assert once.begin(WORK, NIGHT, queue.append) is not None
    assert once.begin(other, NIGHT, queue.append) is not None
    assert once.open_run(other, "2026-11-23") is None


@pytest.mark.on_both
@pytest.mark.django_db(transaction=True)
def test_of_several_schedulers_at_once_one_begins(queue: list[str]) -> None:
    for at in (NIGHT, NIGHT + HOUR + MINUTE):  # a fresh day, and one that was cut off
        _at_once(8, at, queue)
    assert Run.objects.get().attempts == 2
    assert queue == ["2026-11-22"] * 2


def _at_once(schedulers: int, at: datetime, queue: list[str]) -> None:
    start, raised = threading.Barrier(schedulers), []

    def schedule() -> None:
        try:
            start.wait(timeout=30)
            once.begin(WORK, at, queue.append)
        except Exception as error:
            raised.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=schedule) for _ in range(schedulers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert raised == []
