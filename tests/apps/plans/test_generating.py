"""Times of recurring work made night by night."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from namro.apps.people.models import Role
from namro.apps.plans import actions, generating, jobs
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.apps.plans.summary import standings
from namro.apps.runs.models import Run
from namro.core.base.clock import VIETNAM
from namro.core.improvement.states import State
from namro.core.timetable import Period, Rhythm, national_calendar
from tests.apps.plans.giving_out import Cast, give_out, owned_by, stand

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
MONTHLY = Rhythm(period=Period.MONTH, day=20)


@pytest.fixture
def task(cast: Cast) -> Task:
    given = {"owner": owned_by(cast[Role.OFFICER]), "rhythm": MONTHLY, "due": date(2028, 12, 31)}
    (row,) = give_out(cast, [given], at=NOW)
    return row.task


def days(task: Task) -> list[date]:
    return list(task.occurrences.order_by("scheduled").values_list("scheduled", flat=True))


def test_a_plan_of_years_gives_out_the_next_weeks_only(task: Task) -> None:
    assert days(task) == [date(2026, 3, 20), date(2026, 4, 20)]
    assert standings(task.plan)[task.pk].coming


def test_every_night_adds_what_comes_near_once(task: Task) -> None:
    assert generating.generate(TODAY).added == 0
    assert generating.generate(date(2026, 3, 25)).added == 1
    assert generating.generate(date(2026, 3, 25)).added == 0
    generating.generate(date(2028, 12, 20))
    assert len(days(task)) == len(set(days(task))) == 34
    task.refresh_from_db()
    assert task.laid_until == task.ends == date(2028, 12, 31)
    assert not standings(task.plan)[task.pk].coming


def test_nights_that_were_missed_are_made_up_for(task: Task) -> None:
    generating.generate(TODAY + timedelta(days=100))
    assert days(task) == [date(2026, month, 20) for month in range(3, 7 + 1)]


def test_what_somebody_touched_is_never_rewritten(cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = task.occurrences.order_by("scheduled")
    actions.move_due(cast[Role.LEADER], first, date(2026, 3, 27), reason="chờ hướng dẫn", at=NOW)
    calendar = national_calendar()
    off = {first.scheduled, second.scheduled}
    swapped = type(calendar)(
        days_off=calendar.days_off | off, worked=calendar.worked, years=calendar.years, settled=calendar.settled
    )
    monkeypatch.setattr(generating, "national_calendar", lambda: swapped)
    assert generating.generate(TODAY).moved == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.scheduled, first.due) == (date(2026, 3, 20), date(2026, 3, 27))
    assert (second.scheduled, second.due) == (date(2026, 4, 20), date(2026, 4, 17))


def amended(cast: Cast, plan: Plan, task: Task, values: dict[str, Any], at: datetime) -> None:
    stand(cast, at.date())
    coordinator = cast[Role.COORDINATOR]
    actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit(values), at=at)


def test_while_a_plan_is_amended_the_rule_in_force_holds(cast: Cast, task: Task) -> None:
    later = NOW + timedelta(days=25)
    actions.amend(cast[Role.COORDINATOR], task.plan, reason="đổi chu kỳ", at=later)
    plan = Plan.objects.get(pk=task.plan_id)
    amended(cast, plan, task, {"rhythm": Rhythm(period=Period.MONTH, day=10)}, later)
    generating.generate(later.date())
    assert days(task)[-1] == date(2026, 5, 20)
    actions.submit(cast[Role.COORDINATOR], plan, at=later)
    actions.approve(cast[Role.LEADER], plan, at=later)
    assert days(task) == [date(2026, 3, 20), date(2026, 4, 10), date(2026, 5, 10)]
    generating.generate(date(2026, 5, 1))
    assert days(task)[-1] == date(2026, 6, 10)


def test_a_dropped_task_comes_back_no_more(cast: Cast, task: Task) -> None:
    other = Task.objects.create(plan=task.plan, place=9, text="Khác", group="Khác", since=TODAY, due=TODAY)
    Task.objects.filter(pk=other.pk).update(owner_kind=task.owner_kind, owner_user=task.owner_user)
    actions.amend(cast[Role.COORDINATOR], task.plan, reason="bỏ", at=NOW)
    plan = Plan.objects.get(pk=task.plan_id)
    actions.drop_task(cast[Role.COORDINATOR], plan, task, at=NOW)
    actions.submit(cast[Role.COORDINATOR], plan, at=NOW)
    actions.approve(cast[Role.LEADER], plan, at=NOW)
    assert generating.generate(date(2027, 1, 1)).added == 0
    assert days(task) == []


def test_the_worker_runs_it_once_a_night(task: Task) -> None:
    early, night = (datetime(2026, 3, 25, hour, 30, tzinfo=VIETNAM) for hour in (0, 2))
    jobs.keep_up(early)
    assert not Run.objects.exists()
    before = task.occurrences.count()
    for hours in (0, 0, 3):
        jobs.keep_up(night + timedelta(hours=hours))
    run = Run.objects.get(name=jobs.TIMES.name)
    assert (run.slot, run.compared, run.note, run.attempts) == ("2026-03-25", 1, "1+0", 1)
    assert run.ended_at is not None
    assert task.occurrences.count() == before + 1


def test_points_are_sure_only_when_nothing_is_to_come(cast: Cast, task: Task) -> None:
    from namro.apps.plans.board import board_of

    for row in Occurrence.objects.filter(task=task):
        actions.act(cast[Role.OFFICER], row, "submit", said="xong", at=NOW)
        actions.act(cast[Role.LEADER], row, "accept", at=NOW)
    assert board_of([task.plan.unit_id], today=TODAY).sure == 0
    generating.generate(date(2028, 12, 20))
    Occurrence.objects.filter(task=task).update(state=State.ACCEPTED)
    assert board_of([task.plan.unit_id], today=TODAY).sure == task.gain


def test_a_time_that_was_spoken_of_is_cancelled_and_not_lost(cast: Cast, task: Task) -> None:
    spoken, other = task.occurrences.order_by("scheduled")
    actions.comment_on(cast[Role.OFFICER], spoken, "tháng này gửi sớm", at=NOW)
    actions.amend(cast[Role.COORDINATOR], task.plan, reason="đổi chu kỳ", at=NOW)
    plan = Plan.objects.get(pk=task.plan_id)
    amended(cast, plan, task, {"rhythm": Rhythm(period=Period.MONTH, day=10)}, NOW)
    actions.submit(cast[Role.COORDINATOR], plan, at=NOW)
    actions.approve(cast[Role.LEADER], plan, at=NOW)
    spoken.refresh_from_db()
    assert (spoken.state, spoken.comments.count()) == (State.CANCELLED, 1)
    assert not Occurrence.objects.filter(pk=other.pk).exists()
