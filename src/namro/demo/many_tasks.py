"""A province of many communes whose work comes back for years, for measuring. All is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from namro.apps.people.models import Holding, OwnerKind, Position, Role, Unit, User
from namro.apps.people.queries.people import people_of
from namro.apps.plans.models import Occurrence, Plan, Proof, Task, WorkEvent
from namro.core.improvement.laying import AHEAD, InForce, plain_rule
from namro.core.improvement.states import State
from namro.core.timetable import Calendar, Period, Rhythm, national_calendar
from namro.demo.many_sheets import communes

_BATCH = 5000
_FIELDS = ("Chỉ đạo, điều hành", "Thể chế", "Thủ tục hành chính", "Bộ máy", "Công vụ", "Tài chính", "Chính quyền số")
_RHYTHMS = (Rhythm(period=Period.MONTH, day=20), Rhythm(period=Period.MONTH), Rhythm(period=Period.QUARTER))
#: Of the work that is due, so much was accepted; what is left is late, returned, waits or is stuck.
_DONE = 0.97
_OPEN = (State.PLANNED, State.DOING, State.SUBMITTED, State.RETURNED, State.STUCK)


@dataclass(frozen=True, slots=True)
class Much:
    """How much there is to be: communes, people and times of tasks in all of them, over some years."""

    communes: int
    people: int
    times: int
    years: int = 3


def fill_province(much: Much, *, at: datetime, seed: int) -> int:
    """Make the communes' plans of some years up to that of `at`; return how many times of tasks there are."""
    chosen = random.Random(seed)  # noqa: S311 - invented work, not secrets
    by = User.objects.get(username="dieuphoi")
    made = 0
    units = communes(much.communes)
    for unit in units:
        people = _people(Unit.objects.get(pk=unit), much.people // much.communes, at.date())
        for year in range(at.year - much.years + 1, at.year + 1):
            plan = _plan(unit, year, by, at)
            made += _fill(plan, people, much.times // much.communes // much.years, at=at, chosen=chosen)
    return made


def _people(unit: Unit, count: int, day: date) -> list[User]:
    """The people of a commune, so many of them; those that are missing are made."""
    there = list(people_of(unit.pk, day))
    users = User.objects.bulk_create(
        User(username=f"{unit.code}.do{n}", full_name=f"Người Đo {n}") for n in range(count - len(there))
    )
    since = date(2021, 7, 1)
    posts = Position.objects.bulk_create(
        Position(unit=unit, name=f"Công chức {n}", role=Role.OFFICER, since=since, rank=50) for n in range(len(users))
    )
    Holding.objects.bulk_create(
        Holding(user=user, position=post, since=since) for user, post in zip(users, posts, strict=True)
    )
    return [*there, *users]


def _plan(unit: int, year: int, by: User, at: datetime) -> Plan:
    return Plan.objects.create(
        unit_id=unit,
        title=f"Kế hoạch năm {year}",
        year=year,
        since=date(year, 1, 1),
        last=date(year, 12, 31),
        status=Plan.Status.APPROVED,
        created_by=by,
        created_at=at,
    )


def _fill(plan: Plan, people: list[User], count: int, *, at: datetime, chosen: random.Random) -> int:
    """Give the plan tasks until so many times are there; those of this year as far ahead as a month ago."""
    today, calendar = at.date(), national_calendar()
    rule_of = [InForce(rhythm, plan.since, plan.last) for rhythm in _RHYTHMS]
    tasks: list[Task] = []
    times = 0
    while times < count:
        rule = rule_of[len(tasks) % len(rule_of)]
        tasks.append(_task(plan, rule, len(tasks), people, chosen))
        times += len(rule.times(plan.last, calendar))
    Task.objects.bulk_create(tasks)
    rows = list(_times(tasks, rule_of, today, calendar=calendar, chosen=chosen))
    Occurrence.objects.bulk_create(rows, batch_size=_BATCH)
    done = [row for row in rows if row.state != State.PLANNED]
    WorkEvent.objects.bulk_create(
        (
            WorkEvent(occurrence=row, act="submit", by=people[0], at=at, on=row.submitted_on or today, said="Đã gửi")
            for row in done
        ),
        batch_size=_BATCH,
    )
    Proof.objects.bulk_create(
        (Proof(occurrence=row, name="đường dẫn", link="https://vanban.example/1", by=people[0], at=at) for row in done),
        batch_size=_BATCH,
    )
    return len(rows)


def _task(plan: Plan, rule: InForce, number: int, people: list[User], chosen: random.Random) -> Task:
    horizon = min(plan.last, max(plan.since, plan.created_at.date() + AHEAD - timedelta(days=30)))
    return Task(
        plan=plan,
        place=number + 1,
        group=_FIELDS[number % len(_FIELDS)],
        text=f"Gửi báo cáo định kỳ số {number + 1}",
        criterion=f"{number % 7 + 1}.{number % 30 + 1}",
        deliverable="báo cáo có ký số",
        since=plan.since,
        period=rule.rhythm.period.value,
        day=rule.rhythm.day,
        rule=plain_rule(rule),
        ends=rule.ends,
        laid_until=rule.laid_until(horizon),
        owner_kind=OwnerKind.PERSON,
        owner_user=chosen.choice(people),
    )


def _times(
    tasks: list[Task], rules: list[InForce], today: date, *, calendar: Calendar, chosen: random.Random
) -> Iterator[Occurrence]:
    for n, task in enumerate(tasks):
        assert task.laid_until is not None
        for one in rules[n % len(rules)].times(task.laid_until, calendar):
            near = one.due > today
            state = State.PLANNED if near else State.ACCEPTED if chosen.random() < _DONE else chosen.choice(_OPEN)
            handed_in = one.due if state in (State.ACCEPTED, State.SUBMITTED) else None
            accepted = handed_in if state == State.ACCEPTED else None
            yield Occurrence(
                task=task, scheduled=one.scheduled, due=one.due, state=state, submitted_on=handed_in,
                accepted_on=accepted, version=0 if near else 1,
            )  # fmt: skip
