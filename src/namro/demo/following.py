"""Much work for measuring: one plan in force with as many tasks as asked for, the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from namro.apps.people.models import Group, OwnerKind, Position, Unit, User
from namro.apps.people.queries.people import people_of
from namro.apps.plans.models import Occurrence, Plan, Proof, Task
from namro.core.base.clock import Clock
from namro.core.improvement.states import State
from namro.demo.province import HOME

_FIELDS = (
    "Công tác chỉ đạo, điều hành",
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng chính quyền số",
)
_WORK = ("Lập sổ theo dõi", "Gửi báo cáo", "Niêm yết công khai", "Rà soát", "Ký số và lưu trữ", "Kiểm tra")
_THINGS = ("báo cáo định kỳ", "thủ tục hành chính", "hồ sơ một cửa", "kế hoạch năm", "văn bản đến", "kết quả khảo sát")
_STATES = (State.PLANNED, State.PLANNED, State.DOING, State.SUBMITTED, State.RETURNED, State.STUCK, State.ACCEPTED)
_DAY = timedelta(days=1)


def fill_work(count: int, *, seed: int, clock: Clock) -> Plan:
    """Make a plan of the home commune with `count` tasks in all states, in place of one made here before."""
    chosen = random.Random(seed)  # noqa: S311 - invented work, not secrets
    at, unit = clock(), Unit.objects.get(code=HOME)
    _take_away(unit)
    plan = Plan.objects.create(
        unit=unit,
        title="Kế hoạch để đo",
        year=at.year,
        since=at.date() - 300 * _DAY,
        last=at.date() + 300 * _DAY,
        status=Plan.Status.APPROVED,
        created_by=User.objects.get(username="dieuphoi"),
        created_at=at,
    )
    owners = _owners(unit, at.date())
    tasks = Task.objects.bulk_create(_task(plan, n, chosen, owners) for n in range(1, count + 1))
    rows = Occurrence.objects.bulk_create(_occurrence(task, chosen, at.date()) for task in tasks)
    Proof.objects.bulk_create(
        Proof(occurrence=row, name="đường dẫn", link=f"https://example.vn/{n}", by=plan.created_by, at=at)
        for n, row in enumerate(rows)
        if row.state != State.PLANNED and n % 3
    )
    return plan


def _take_away(unit: Unit) -> None:
    known = Plan.objects.filter(unit=unit, title="Kế hoạch để đo")
    Proof.objects.filter(occurrence__task__plan__in=known).delete()
    Occurrence.objects.filter(task__plan__in=known).delete()
    Task.objects.filter(plan__in=known).delete()
    known.delete()


def _owners(unit: Unit, day: date) -> list[dict[str, object]]:
    """Ways to owe a task; the officer of the demo stands for a third of them."""
    people = list(people_of(unit.pk, day))
    officer = User.objects.get(username="congchuc")
    found: list[dict[str, object]] = [{"owner_kind": OwnerKind.PERSON, "owner_user": one} for one in people]
    found += [
        {"owner_kind": OwnerKind.POSITION, "owner_position": one}
        for one in Position.objects.filter(unit__home=unit, until=None)
    ]
    for group in Group.objects.filter(unit=unit):
        found += [{"owner_kind": kind, "owner_group": group} for kind in (OwnerKind.EACH, OwnerKind.ANY)]
    return found + [{"owner_kind": OwnerKind.PERSON, "owner_user": officer}] * (len(found) // 2)


def _task(plan: Plan, number: int, chosen: random.Random, owners: list[dict[str, object]]) -> Task:
    return Task(
        plan=plan,
        place=number,
        group=chosen.choice(_FIELDS),
        text=f"{chosen.choice(_WORK)} {chosen.choice(_THINGS)}, việc số {number}",
        criterion=f"{chosen.randint(1, 7)}.{chosen.randint(1, 30)}",
        deliverable="báo cáo có ký số",
        gain=Decimal(chosen.choice((25, 50, 100))) / 100 if number % 2 else None,
        since=plan.since,
        **chosen.choice(owners),
    )


def _occurrence(task: Task, chosen: random.Random, today: date) -> Occurrence:
    each = task.owner_kind == OwnerKind.EACH
    state = chosen.choice((State.PLANNED, State.DOING) if each else _STATES)
    due = today + chosen.randint(-60, 120) * _DAY
    task.due = due
    handed_in = today - chosen.randint(1, 15) * _DAY if state in (State.SUBMITTED, State.ACCEPTED) else None
    accepted = today if state == State.ACCEPTED else None
    return Occurrence(
        task=task, scheduled=due, due=due, state=state, submitted_on=handed_in, accepted_on=accepted, version=1
    )
