"""A small plan beside the large one: work that comes back with a count, begins with events, or has values to reach."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from namro.apps.people.models import Group, OwnerKind, Owning, Unit, User
from namro.apps.people.queries.people import people_of, standing_of
from namro.apps.plans import actions, generating
from namro.apps.plans.actions.editing import Edit
from namro.apps.plans.models import Occurrence, Plan
from namro.apps.plans.queries import tasks_in
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanGroup, PlanTask
from namro.core.improvement.events import event_term
from namro.core.improvement.milestones import Milestone
from namro.core.timetable import Period, Rhythm
from namro.demo.offices import HAMLET_HEADS

_TITLE = "Kế hoạch truyền thông, tiếp nhận hồ sơ và giải ngân"
_TEXTS = (
    ("Mỗi thôn, tổ dân phố gửi một tin về cải cách hành chính", "Tin đã đăng"),
    ("Đăng tin, bài trên cổng thông tin điện tử của tỉnh", "Đường dẫn tin, bài"),
    ("Cập nhật, niêm yết thủ tục hành chính mới công bố", "Ảnh chụp nơi niêm yết"),
    ("Giải ngân vốn đầu tư công", "Bảng đối chiếu với Kho bạc"),
)
_DAY = timedelta(days=1)


def fill_on_the_way(coordinator: User, leader: User, officer: User, *, now: datetime) -> Plan:
    """Make the plan and what has happened to it so far; one that is there stays as it is."""
    at, today = now - 40 * _DAY, now.date()
    for user in (coordinator, leader, officer):
        user.standing = standing_of(user, today)
    (unit,) = coordinator.standing.units()
    known = Plan.objects.filter(unit=unit, title=_TITLE).first()
    if known is not None:
        return known
    tasks = tuple(
        PlanTask(number=str(n), text=text, deliverable=made, criterion_name="")
        for n, (text, made) in enumerate(_TEXTS, 1)
    )
    written = Written(
        title=_TITLE,
        issuing_body=Unit.objects.get(pk=unit).code,
        subject_year=today.year,
        groups=(PlanGroup(number="I", title="Thực hiện trong năm", tasks=tasks),),
    )
    plan, _fresh = actions.make_plan(coordinator, unit, written, at=at)
    plan.since, plan.last = min(plan.since, at.date()), max(plan.last, today + 60 * _DAY)
    plan.save(update_fields=["since", "last"])
    for task, values in zip(tasks_in(plan), _values(unit, officer, today), strict=True):
        actions.edit_tasks(coordinator, plan, [task.pk], edit=Edit(values), at=at)
    actions.submit(coordinator, plan, at=at)
    actions.approve(leader, plan, at=at)
    generating.generate(today)
    _tell(plan, officer, leader, now=now)
    return plan


def _values(unit: int, officer: User, today: date) -> list[dict[str, Any]]:
    """Who owes what, how often, and how much."""
    monthly, mine = Rhythm(period=Period.MONTH), Owning(OwnerKind.PERSON, officer.pk)
    hamlets = Group.objects.get(unit=unit, name=HAMLET_HEADS)
    return [
        {"owner": Owning(OwnerKind.EACH, hamlets.pk), "rhythm": monthly, "quantity": (Decimal(1), "tin")},
        {"owner": mine, "rhythm": monthly, "quantity": (Decimal(4), "tin, bài")},
        {"owner": mine, "event": event_term("5", "working_day", "có quyết định công bố")},
        {"owner": mine, "due": today + 40 * _DAY, "quantity": (None, "%")},
    ]


def _tell(plan: Plan, officer: User, leader: User, *, now: datetime) -> None:
    """What has happened lately."""
    today = now.date()
    _hamlets, posts, notices, spending = tasks_in(plan)
    work = Occurrence.objects.filter(task=posts, due__gte=today).order_by("due").select_related("task").first()
    if work is not None:
        for n in range(3):
            value = actions.Value(number=Decimal(1), on=today - n * _DAY, said=f"https://tinh.example/tin-{n + 1}")
            actions.tell_amount(officer, work, value, at=now)
        items = actions.add_items(officer, work, "Chọn đề tài với lãnh đạo\nChụp ảnh\nĐăng và lưu đường dẫn", at=now)
        actions.tick(officer, work, items[0].pk, done=True, at=now)
        actions.comment_on(officer, work, f"@{leader.full_name} cho ý kiến về đề tài tin thứ tư.", at=now)
    began = actions.Began(
        on=today - 2 * _DAY, what="Có quyết định công bố lĩnh vực hộ tịch", document="QĐ 1207/QĐ-UBND"
    )
    actions.record_event(officer, notices, began, at=now)
    (paid,) = spending.occurrences.all()
    for percent, days in ((60, -10), (85, 30)):
        actions.add_goal(leader, paid, Milestone(Decimal(percent), today + days * _DAY), at=now)
    actions.tell_amount(officer, paid, actions.Value(number=Decimal(58), on=today - 12 * _DAY, said="Kho bạc"), at=now)
    people = people_of(plan.unit_id, today).exclude(pk__in=(officer.pk, leader.pk)).order_by("pk")
    part = actions.NewPart(
        text="Đối chiếu số liệu với Kho bạc", owner=Owning(OwnerKind.PERSON, people[0].pk), due=today + 20 * _DAY
    )
    actions.split_off(officer, paid, part, at=now)
