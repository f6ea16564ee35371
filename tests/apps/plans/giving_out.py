"""Plans in force for tests: made, given people and days, approved through the real actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from namro.apps.people.models import OwnerKind, Owning, Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import Occurrence, Plan
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import VIETNAM
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanGroup, PlanTask

Cast = dict[str, User]


def stand(cast: Cast, day: date) -> Cast:
    """Let everybody stand where they do on that day."""
    for user in cast.values():
        user.standing = standing_of(user, day)
    return cast


def owned_by(user: User) -> Owning:
    """Owed by one person."""
    return Owning(OwnerKind.PERSON, user.pk)


def written(count: int, *, year: int) -> Written:
    """A plan of so many tasks, each with a product and points."""
    tasks = tuple(
        PlanTask(
            number=str(n),
            text=f"Lập sổ theo dõi báo cáo số {n}",
            criterion=f"1.{n}",
            criterion_name="Báo cáo định kỳ",
            result="trừ 0,5 điểm do không có minh chứng",
            gain=Decimal("0.25"),
            deliverable="báo cáo có ký số",
        )
        for n in range(1, count + 1)
    )
    group = PlanGroup(number="I", title="Công tác chỉ đạo, điều hành", tasks=tasks)
    return Written(
        title=f"Kế hoạch khắc phục năm {year}", issuing_body="UBND xã Suối Mây", subject_year=year, groups=(group,)
    )


def give_out(cast: Cast, values: list[dict[str, Any]], *, at: datetime) -> list[Occurrence]:
    """Put a plan in force whose tasks have these values, one each; return the first time of every task."""
    day = at.astimezone(VIETNAM).date()
    stand(cast, day)
    coordinator = cast[Role.COORDINATOR]
    (unit,) = coordinator.standing.units(Role.COORDINATOR)
    plan, _fresh = actions.make_plan(coordinator, unit, written(len(values), year=day.year), at=at)
    # Work of tests is late, too: the plan began before.
    Plan.objects.filter(pk=plan.pk).update(since=day - timedelta(days=300), last=day + timedelta(days=300))
    plan.tasks.update(since=day - timedelta(days=300))
    plan.refresh_from_db()
    for task, given in zip(tasks_in(plan), values, strict=True):
        actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit(given), at=at)
    actions.submit(coordinator, plan, at=at)
    actions.approve(cast[Role.LEADER], plan, at=at)
    found = Occurrence.objects.filter(task__plan=plan).order_by("task__place", "scheduled").select_related("task")
    return list({row.task_id: row for row in reversed(found)}.values())[::-1]
