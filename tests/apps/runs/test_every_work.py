"""All nightly work of the house: killed in the middle, it is taken up again and ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from namro.apps.assessments import jobs as assessments
from namro.apps.chasing import jobs as chasing
from namro.apps.dossiers import nightly, personal
from namro.apps.indicators import jobs as indicators
from namro.apps.people.models import User
from namro.apps.plans import jobs as plans
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.apps.service_index import jobs as service_index
from namro.core.base.clock import VIETNAM

#: A Wednesday, later than any of it begins.
AT = datetime(2026, 11, 18, 8, tzinfo=VIETNAM)
WORKS: list[tuple[str, ModuleType, str]] = [
    ("rebuild", assessments, "rebuild"),
    ("indicators", indicators, "count"),
    ("times", plans, "generate"),
    ("plans_fallen", plans, "find_all_again"),
    ("digest", chasing, "tell_morning"),
    ("dossier_letters", nightly, "run_night"),
    ("dossiers_personal", personal, "erase_ended"),
    ("service_index", service_index, "count_units"),
]


@pytest.mark.parametrize(("name", "jobs", "work"), WORKS, ids=[name for name, *_ in WORKS])
@pytest.mark.parametrize("end", [SystemExit, ValueError], ids=["killed", "failed"])
def test_what_was_cut_off_is_taken_up_and_ends(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch, name: str, jobs: Any, work: str, end: type[BaseException]
) -> None:
    def cut_off(*_args: object, **_named: object) -> None:
        raise end

    def run() -> Run:
        return Run.objects.get(name=name)

    monkeypatch.setattr(jobs, "system_clock", lambda: AT)
    with monkeypatch.context() as dying:
        dying.setattr(jobs, work, cut_off)
        jobs.keep_up(AT)  # the tests' queue works at once
    assert (run().attempts, run().ended_at) == (1, None)
    jobs.keep_up(AT + timedelta(minutes=14))
    assert (run().attempts, run().ended_at) == (1, None)
    later = AT + timedelta(hours=2, minutes=1)
    jobs.keep_up(later)
    assert run().attempts == 2
    assert run().ended_at is not None
    jobs.keep_up(later + timedelta(hours=4))
    assert run().attempts == 2


def test_the_worker_begins_all_of_it(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    from namro.config import worker

    begun: list[str] = []
    told: Callable[..., None] = lambda work, now, enqueue: begun.append(work.name)  # noqa: E731
    monkeypatch.setattr(once, "begin", told)
    worker._in_order(lambda: AT)
    assert sorted(begun) == sorted(name for name, *_ in WORKS)
