"""A plan half done: approved soon after it was written, some work accepted, some late, waiting, returned or stuck.

Printed days stay as they are. Where none is printed, days lie around the day on which the demo is made, so that there
is always something late and something to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import Group, OwnerKind, Owning, Position, User, on_day
from namro.apps.people.owners import owners_of
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions, generating
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import Occurrence, Plan, Task
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import VIETNAM
from namro.core.improvement import draft_plan, report
from namro.core.timetable import nearest_days
from namro.demo.offices import HAMLET_HEADS
from namro.demo.watching import recommend_before_the_plan, recommend_lately

#: Approved so many days after the document was written, but always so many before today.
AFTER, BEFORE = 4, 45
#: Who leads the tasks of each field of the sample sheet, by its number; the first word of the criterion's code.
_LEADS = {
    "1": "Công chức Văn phòng – Thống kê",
    "2": "Công chức Nội vụ",
    "3": "Giám đốc Trung tâm Phục vụ hành chính công",
    "4": "Chánh Văn phòng HĐND và UBND",
    "5": "Công chức Nội vụ",
    "6": "Công chức Tài chính – Kế toán",
    "7": "Công chức Văn hóa – Thông tin",
    "8": "Trưởng phòng Kinh tế",
}
_OTHERS = "Trưởng phòng Văn hóa – Xã hội"
#: Every so many tasks one is for the officer whose account is printed, so that there is something to try.
_FOR_THE_OFFICER = 5
#: A task of a group, by its place from 0.
_OF_GROUPS = {6: (HAMLET_HEADS, OwnerKind.EACH)}
#: How work whose printed day is over went, in days before that day: handed in, accepted; negative is after it.
_WENT = ((3, 1), (0, -2), (6, 5), (-4, -9), (1, -6))


@dataclass(frozen=True, slots=True)
class Step:
    """An act, so many days before today."""

    days: int
    act: str
    by: str
    said: str = ""


#: Stories of tasks, told again and again: the due day (from today) and what happened. By: owner or leader.
STORIES: tuple[tuple[int, tuple[Step, ...]], ...] = (
    (-12, (Step(20, "start", "owner"), Step(15, "submit", "owner", "Đã ban hành"), Step(13, "accept", "leader"))),
    (
        9,
        (
            Step(6, "start", "owner"),
            Step(3, "progress", "owner", "60"),
            Step(1, "ask_time", "owner", "Chờ tỉnh ban hành hướng dẫn chấm điểm mới"),
        ),
    ),
    (-6, (Step(18, "start", "owner"),)),
    (-20, (Step(19, "submit", "owner", "Đã gửi bản ký số"), Step(10, "accept", "leader"))),
    (4, ()),
    (2, (Step(9, "start", "owner"), Step(4, "submit", "owner", "Đã gửi đường dẫn bài đăng"))),
    (21, ()),
    (
        5,
        (
            Step(12, "submit", "owner", "Đã có biên bản"),
            Step(8, "return", "leader", "Biên bản chưa có chữ ký của trưởng thôn"),
        ),
    ),
    (-3, (Step(10, "start", "owner"), Step(5, "ask", "owner", "Xin kinh phí mua máy quét, dự kiến 14 triệu đồng"))),
    (12, (Step(7, "start", "owner"), Step(2, "submit", "owner", "Đã gửi tờ trình"))),
    (
        -25,
        (
            Step(40, "start", "owner"),
            Step(38, "ask_time", "owner", "Phần mềm đang nâng cấp"),
            Step(37, "grant_time", "leader", "Đồng ý, chờ phần mềm nâng cấp xong"),
            Step(20, "submit", "owner", "Đã niêm yết"),
            Step(19, "accept", "leader"),
        ),
    ),
)


class _Acting:
    """People of the demo, each with the standing of the day on which something was done."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def before(self, days: int) -> datetime:
        """So many days ago, in the morning."""
        return self.on_day(self.now.astimezone(VIETNAM).date() - timedelta(days=days))

    def on_day(self, day: date) -> datetime:
        """A day, in the morning."""
        return datetime(day.year, day.month, day.day, 8, 30, tzinfo=VIETNAM)

    def on(self, user: User, at: datetime) -> User:
        """The person as of that day."""
        user.standing = standing_of(user, at.date())
        return user


def fill_work(coordinator: User, leader: User, officer: User, document: ImportedDocument, *, now: datetime) -> Plan:
    """Make the plan of the sheet's unit and everything that has happened to it; one that is there stays as it is."""
    acting = _Acting(now)
    reading = reading_of(document)
    written = date.fromisoformat(reading.header.date or f"{now:%Y-%m-%d}")
    approved_at = min(acting.on_day(written + timedelta(days=AFTER)), acting.before(BEFORE))
    made_at = approved_at - timedelta(days=1)
    (unit,) = acting.on(coordinator, made_at).standing.units()
    plan, fresh = actions.make_plan(
        coordinator, unit, draft_plan(reading), at=made_at, source=document.code, lost_to=report(reading).by_cause
    )
    if fresh:
        plan.last = max(plan.last, now.date() + timedelta(days=60))  # the sample's year may be over
        plan.save(update_fields=["last"])
        _assign(coordinator, officer, plan, at=made_at, today=now.date())
        recommend_before_the_plan(coordinator, plan, at=made_at, today=now.date())
        actions.submit(coordinator, plan, at=made_at)
        actions.approve(acting.on(leader, approved_at), plan, at=approved_at)
        generating.generate(now.date())  # the nights since
        _tell(acting, leader, plan)
        recommend_lately(coordinator, now=now)
    return plan


def _assign(coordinator: User, officer: User, plan: Plan, *, at: datetime, today: date) -> None:
    """Give every task an owner, and a day where none is printed."""
    seats = Position.objects.filter(on_day(at.date()), unit__home=plan.unit)
    by_name = {position.name: position.pk for position in seats}
    groups = dict(Group.objects.filter(unit=plan.unit).values_list("name", "pk"))
    for n, task in enumerate(tasks_in(plan)):
        values: dict[str, object] = {"owner": _lead(task, by_name)}
        if n % _FOR_THE_OFFICER == 1:
            values["owner"] = Owning(OwnerKind.PERSON, officer.pk)
        if n in _OF_GROUPS:
            name, kind = _OF_GROUPS[n]
            values |= {"owner": Owning(kind, groups[name]), "due": today + timedelta(days=2)}
        elif task.due_token:
            values["due"] = nearest_days(task.due_token)[0]
        elif not task.due and not task.period:
            values["due"] = today + timedelta(days=STORIES[n % len(STORIES)][0])
        if not task.deliverable:
            values["deliverable"] = "Văn bản đã ký số"
        actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit(values), at=at)


def _lead(task: Task, by_name: dict[str, int]) -> Owning:
    return Owning(OwnerKind.POSITION, by_name[_LEADS.get(task.criterion[:1], _OTHERS)])


def _tell(acting: _Acting, leader: User, plan: Plan) -> None:
    """What has happened to each task so far."""
    tasks = tasks_in(plan)
    today = acting.now.date()
    owners = owners_of(tasks, today=today)
    for n, task in enumerate(tasks):
        people = User.objects.in_bulk([int(person.key) for person in owners[task.pk].holders(today)])
        owner = next(iter(people.values()))
        for work in Occurrence.objects.filter(task=task, due__isnull=False).order_by("scheduled"):
            assert work.due is not None
            if n in _OF_GROUPS:
                _hand_in_most(acting, leader, work, list(people.values()))
            elif not task.due_text and work.due > today - timedelta(days=BEFORE):
                for step in STORIES[n % len(STORIES)][1]:
                    _do(acting, step, {"owner": owner, "leader": leader}[step.by], work)
            elif work.due < today - timedelta(days=BEFORE // 3):
                given, taken = _WENT[n % len(_WENT)]
                over = (today - work.due).days
                _do(acting, Step(over + given, "submit", "owner", "Đã gửi văn bản ký số"), owner, work)
                _do(acting, Step(over + taken, "accept", "leader"), leader, work)


def _do(acting: _Acting, step: Step, who: User, work: Occurrence) -> None:
    at = acting.before(step.days)
    user = acting.on(who, at)
    if step.act == "progress":
        actions.tell_progress(user, work, int(step.said), at=at)
    elif step.act in ("ask_time", "grant_time"):
        _more_time(user, work, step, at=at)
    else:
        if step.act == "submit":
            actions.add_link(user, work, f"https://vanban.example/{work.code}", at=at, name=step.said)
        actions.act(user, work, step.act, at=at, said=step.said)


def _more_time(user: User, work: Occurrence, step: Step, *, at: datetime) -> None:
    """Two weeks more are asked for, or given as they were asked for."""
    if step.act == "ask_time":
        assert work.due is not None
        actions.ask_for_time(user, work, work.due + timedelta(days=14), reason=step.said, at=at)
        return
    wish = work.moves.latest("id")
    actions.grant_time(user, work, wish.wanted, answer=step.said, at=at, asked=wish.pk)


def _hand_in_most(acting: _Acting, leader: User, work: Occurrence, people: Sequence[User]) -> None:
    """All but one member have handed in; the leader has looked at the first."""
    for n, person in enumerate(people[:-1]):
        _do(acting, Step(6 - n % 3, "submit", "owner", "Đã gửi danh sách có chữ ký"), person, work)
    at = acting.before(2)
    actions.act(acting.on(leader, at), work, "accept", at=at, member=people[0].pk)
