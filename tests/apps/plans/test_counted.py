"""Work counted for indicators: what is done of what is due, cancelled work in neither."""

from __future__ import annotations

from datetime import date, datetime

from namro.apps.indicators.computing import count, machine
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import measured
from namro.apps.indicators.sources import source_of
from namro.apps.people.models import Role, User
from namro.apps.plans import actions as plans
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import VIETNAM
from namro.core.improvement.states import State
from namro.core.indicators.periods import Period
from tests.apps.plans.giving_out import give_out, owned_by

AT = datetime(2026, 11, 2, 9, tzinfo=VIETNAM)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def given(cast: dict[str, User], states: dict[str, State]) -> int:
    """Put a plan in force with one task due on each day, in these states; return the unit."""
    owner = owned_by(cast[Role.OFFICER])
    values = [{"owner": owner, "due": day} for day in states]
    made = give_out(cast, values, at=AT)
    for one, (day, state) in zip(made, states.items(), strict=True):
        Occurrence.objects.filter(pk=one.pk).update(state=state, due=day)
    return made[0].task.plan.unit_id


def test_what_is_done_of_what_is_due(cast: dict[str, User]) -> None:
    unit = given(
        cast,
        {
            "2026-11-20": State.ACCEPTED,
            "2026-11-23": State.DOING,
            "2026-11-24": State.STUCK,
            "2026-11-25": State.CANCELLED,
            "2026-12-30": State.SUBMITTED,
        },
    )
    source = source_of("tasks")
    assert source is not None
    done = source.figures("done", [unit], YEAR)[unit]
    assert (done.numerator, done.denominator) == (1, 4)
    november = source.figures("done", [unit], (date(2026, 11, 1), date(2026, 11, 30)))[unit]
    assert (november.numerator, november.denominator) == (1, 3)
    assert source.figures("stuck", [unit], YEAR)[unit].numerator == 1
    assert source.figures("khong-co", [unit], YEAR) == {}
    assert source.figures("done", [unit + 1], YEAR) == {}
    assert source.url("done", unit, YEAR) == "/bang"
    count(machine(), [unit], [2026], known=[indicators()["plan_tasks_done"]], at=AT)
    assert measured(["plan_tasks_done"], [unit], Period(2026))["plan_tasks_done", unit].words == "25,00 %"


def test_a_change_of_the_work_is_counted_at_once(
    cast: dict[str, User], django_capture_on_commit_callbacks: object
) -> None:
    values = [{"owner": owned_by(cast[Role.OFFICER]), "due": "2026-11-20"}]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        (work,) = give_out(cast, values, at=AT)
    unit = work.task.plan.unit_id

    def words() -> str:
        return measured(["plan_tasks_done"], [unit], Period(2026))["plan_tasks_done", unit].words

    assert words() == "0,00 %"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        plans.hand_in(cast[Role.OFFICER], work, plans.Parcel(link="https://vi-du.vn/1"), at=AT, submit=True)
        plans.act(cast[Role.COORDINATOR], work, "accept", at=AT)
    assert words() == "100,00 %"
    with django_capture_on_commit_callbacks(execute=False) as nothing:  # type: ignore[operator]
        plans.comment_on(cast[Role.OFFICER], work, "Đã nộp", at=AT)
    assert not [one for one in nothing if "enqueue" in repr(one)]
