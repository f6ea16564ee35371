"""Points that work brings back."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namro.core.improvement.gains import gains, recoverable, sure_and_open
from namro.core.improvement.plan import PlanTask
from namro.core.improvement.states import State

FIRST = PlanTask(number="1", text="Ký số kế hoạch", criterion="1.3/a", gain=Decimal("0.5"))
SECOND = PlanTask(number="2", text="Ban hành kết luận", criterion="1.3/b")
ALONE = PlanTask(number="3", text="Mở lớp", gain=Decimal("0.25"))
NOTHING = PlanTask(number="4", text="Họp", criterion="9")
TASKS = (FIRST, SECOND, ALONE, NOTHING)


def states(**changed: State) -> dict[str, State]:
    return {task.number: changed.get(f"t{task.number}", State.DOING) for task in TASKS}


def test_points_come_back_when_all_tasks_of_the_criterion_are_done() -> None:
    known = states(t1=State.ACCEPTED)
    found = gains(TASKS, lambda task: known[task.number])
    assert [(g.points, len(g.tasks), g.open) for g in found] == [
        (Decimal("0.5"), 2, (SECOND,)),
        (Decimal("0.25"), 1, (ALONE,)),
    ]
    assert sure_and_open(found) == (Decimal(0), Decimal("0.75"))
    assert [recoverable(task, found) for task in TASKS] == [Decimal("0.5"), Decimal("0.5"), Decimal("0.25"), 0]


def test_cancelled_tasks_are_not_needed_but_do_not_win_points_alone() -> None:
    known = states(t1=State.ACCEPTED, t2=State.CANCELLED, t3=State.CANCELLED)
    found = gains(TASKS, lambda task: known[task.number])
    assert sure_and_open(found) == (Decimal("0.5"), Decimal(0))
    assert len(found) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 8), st.sampled_from([State.DOING, State.ACCEPTED]))
    )
)
def test_sure_and_open_are_all_points_of_the_plan(rows: list[tuple[str, int | None, State]]) -> None:
    tasks = [
        PlanTask(number=str(n), text="Việc", criterion=criterion, gain=None if gain is None else Decimal(gain) / 4)
        for n, (criterion, gain, _) in enumerate(rows)
    ]
    found = gains(tasks, lambda task: rows[int(task.number)][2])
    assert sum(sure_and_open(found)) == sum(task.gain for task in tasks if task.gain)
    done = {c for c, _, _ in rows} - {c for c, _, state in rows if state is State.DOING}
    assert sure_and_open(found)[0] == sum(t.gain for t in tasks if t.gain and t.criterion in done)
