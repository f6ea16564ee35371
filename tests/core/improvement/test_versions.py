"""What changed between two versions of a plan."""

from __future__ import annotations

from decimal import Decimal

from namro.core.improvement.plan import Plan, PlanGroup, PlanTask
from namro.core.improvement.versions import differences


def plan(*groups: tuple[str, tuple[PlanTask, ...]]) -> Plan:
    made = (PlanGroup(number=str(n), title=title, tasks=tasks) for n, (title, tasks) in enumerate(groups, start=1))
    return Plan(title="Kế hoạch", issuing_body=None, groups=tuple(made))


def task(text: str, **values: object) -> PlanTask:
    return PlanTask(number="1", text=text, **values)  # type: ignore[arg-type]


REPORT = task("Báo cáo quý", criterion="1.2", lead=("An",), due_text="Hằng quý")
PUBLISH = task("Đăng thủ tục", criterion="3.2")


def test_the_same_plan_has_no_differences_wherever_its_numbers_stand() -> None:
    moved = task("Báo cáo quý", criterion="1.2", lead=("An",), due_text="Hằng quý", result="Mất 1 điểm")
    found = differences(plan(("A", (REPORT, PUBLISH))), plan(("A", (PUBLISH, moved))))
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_added_removed_and_changed() -> None:
    new = task("Báo cáo quý", criterion="1.2", lead=("Bình",), due_text="Hằng quý", gain=Decimal(1))
    more = task("Tập huấn", criterion="7.1")
    found = differences(plan(("A", (REPORT, PUBLISH))), plan(("A", (new,)), ("B", (more,))))
    assert (found.added, found.removed) == ((more,), (PUBLISH,))
    assert [(one.old, one.new, one.fields) for one in found.changed] == [(REPORT, new, ("lead", "gain"))]


def test_a_task_reworded_under_its_criterion_is_changed() -> None:
    reworded = task("Báo cáo quý, năm đúng hạn", criterion="1.2", lead=("An",), due_text="Hằng quý")
    found = differences(plan(("A", (REPORT,))), plan(("A", (reworded,))))
    assert [one.fields for one in found.changed] == [("text",)]


def test_two_of_one_criterion_are_not_guessed_at() -> None:
    old = (task("Một", criterion="1"), task("Hai", criterion="1"))
    new = (task("Ba", criterion="1"), task("Bốn", criterion="1"))
    found = differences(plan(("A", old)), plan(("A", new)))
    assert (found.removed, found.added, found.changed) == (old, new, ())


def test_equal_tasks_are_counted() -> None:
    found = differences(plan(("A", (PUBLISH, PUBLISH))), plan(("A", (PUBLISH,))))
    assert (found.added, found.removed, found.changed) == ((), (PUBLISH,), ())


def test_a_task_in_another_group_is_the_same_task() -> None:
    found = differences(plan(("A", (PUBLISH,))), plan(("B", (PUBLISH,))))
    assert (found.added, found.removed, found.changed) == ((), (), ())
