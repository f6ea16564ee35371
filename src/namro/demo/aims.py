"""Plans of further kinds: the department's plan given down to communes, and the home commune's plan for satisfaction.

In the latter one target waits for somebody to say what "tăng 2 %" means, and one factor is below last year's.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from namro.apps.people.models import Holding, OwnerKind, Owning, Position, Role, Unit, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.models import Handing, Plan, Target
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import VIETNAM
from namro.core.improvement.targets import Wish
from namro.demo.province import COMMUNES, HOME

DEPARTMENT = "so-noi-vu"
_SEAT = "Giám đốc Trung tâm Phục vụ hành chính công"
#: Factor, value of last year, how it is to change, and what the survey of this year says (value, answers, margin).
_FACTORS: tuple[tuple[str, str, Wish, str, str | None], ...] = (
    ("Tiếp cận dịch vụ", "92.5", Wish.UNDECIDED, "2", "93.6"),
    ("Thủ tục hành chính", "90.2", Wish.POINTS, "2", "92.8"),
    ("Công chức trực tiếp giải quyết công việc", "94.1", Wish.POINTS, "1", "95.4"),
    ("Kết quả giải quyết thủ tục hành chính", "93.4", Wish.HOLD, "0", "92.6"),
    ("Tiếp nhận, xử lý phản ánh, kiến nghị", "88.0", Wish.POINTS, "3", None),
)
_ANSWERS, _MARGIN = 300, Decimal("2.5")
_TASKS = (
    ("Tiếp cận dịch vụ", "Bổ sung ghế chờ, biển chỉ dẫn, máy lấy số tại Bộ phận Một cửa", 24_000_000, 18_500_000, 14),
    ("Thủ tục hành chính", "In mẫu tờ khai có ví dụ điền sẵn cho 12 thủ tục hay làm", 6_500_000, 6_200_000, 6),
    ("Kết quả giải quyết thủ tục hành chính", "Kiểm tra lại kết quả trước khi trả, lập sổ theo dõi", None, None, 20),
    ("Tiếp nhận, xử lý phản ánh, kiến nghị", "Gọi lại người phản ánh trong 5 ngày làm việc", None, None, 30),
)  # fmt: skip
_GIVEN = (
    ("Công tác chỉ đạo, điều hành", "Rà soát, báo cáo kết quả khắc phục tồn tại Chỉ số cải cách hành chính của xã", 12),
    ("Cải cách thủ tục hành chính", "Công khai lại thủ tục hành chính thuộc thẩm quyền theo danh mục mới", 18),
)


def fill_aims(coordinator: User, leader: User, *, now: datetime) -> None:
    """Make both plans where there are none yet."""
    home = Unit.objects.get(code=HOME)
    if Plan.objects.filter(unit=home, kind="sipas").exists():
        return
    at = now - timedelta(days=25)
    _satisfaction(_as_of(coordinator, at), _as_of(leader, at), home, at=at, now=now)
    _department(now=now)


def _as_of(user: User, at: datetime) -> User:
    user.standing = standing_of(user, at.astimezone(VIETNAM).date())
    return user


def _satisfaction(coordinator: User, leader: User, home: Unit, *, at: datetime, now: datetime) -> None:
    blank = blank_plan(home.pk, now.year, today=at.date(), kind="sipas")
    plan, _fresh = actions.make_plan(coordinator, home.pk, blank, at=at)
    today = now.astimezone(VIETNAM).date()
    Plan.objects.filter(pk=plan.pk).update(last=max(plan.last, today + timedelta(days=60)))
    plan.refresh_from_db()
    seat = Owning(OwnerKind.POSITION, Position.objects.get(on_day(today), unit__home=home, name=_SEAT).pk)
    for group, text, _planned, _spent, days in _TASKS:
        values = {
            "group": group,
            "text": text,
            "owner": seat,
            "due": today + timedelta(days=days),
            "deliverable": "Báo cáo kèm hình ảnh",
        }
        actions.add_task(coordinator, plan, values=values, at=at)
    costs = {task.pk: (row[2], row[3]) for task, row in zip(tasks_in(plan), _TASKS, strict=True)}
    actions.set_costs(coordinator, plan, costs, at=at)
    made = [_target(coordinator, plan, row, seat, at=at) for row in _FACTORS]
    actions.set_rule(coordinator, plan, "Các tiêu chí khác phải bằng hoặc cao hơn kết quả năm trước.", at=at)
    actions.set_extra(coordinator, plan, None, values=_bonus(seat), version=0, at=at)
    actions.submit(coordinator, plan, at=at)
    actions.approve(leader, plan, at=at)
    for target, row in zip(made, _FACTORS, strict=True):
        if row[4] is not None:
            told = {"on": today - timedelta(days=9), "value": Decimal(row[4]), "n": _ANSWERS, "margin": _MARGIN}
            told |= {"source": "Khảo sát tại Bộ phận Một cửa"}
            actions.tell_target_standing(_as_of(coordinator, now), target, values=told, at=now)


def _target(
    coordinator: User, plan: Plan, row: tuple[str, str, Wish, str, str | None], seat: Owning, *, at: datetime
) -> Target:
    name, base, wish, amount, _now = row
    values = {
        "name": f"Mức hài lòng về {name[0].lower()}{name[1:]}", "wish": wish, "op": ">=", "amount": Decimal(amount),
        "unit": "%", "base": Decimal(base), "base_year": plan.year - 1, "base_n": _ANSWERS, "base_margin": _MARGIN,
        "base_source": "Báo cáo khảo sát năm trước", "by": plan.last, "owner": seat,
    }  # fmt: skip
    return actions.set_target(coordinator, plan, None, values=values, version=0, at=at)


def _bonus(seat: Owning) -> dict[str, object]:
    return {
        "kind": "bonus",
        "text": "Trên 30 % việc cấp trên giao xong sớm, không trễ, không gia hạn",
        "points": Decimal("0.5"),
        "limits": [["early_share", ">", "30"], ["late", "=", "0"], ["extended", "=", "0"]],
        "of_above": True,
        "owner": seat,
    }


def _department(*, now: datetime) -> None:
    """The department's plan of reform in force, two of its tasks given to all communes; the home commune took one."""
    at = now - timedelta(days=12)
    today = now.astimezone(VIETNAM).date()
    unit = Unit.objects.get(code=DEPARTMENT)
    writer, head = _holder(unit, Role.COORDINATOR, at), _holder(unit, Role.LEADER, at)
    blank = blank_plan(unit.pk, now.year, today=at.date(), kind="reform")
    plan, _fresh = actions.make_plan(writer, unit.pk, blank, at=at)
    Plan.objects.filter(pk=plan.pk).update(last=max(plan.last, today + timedelta(days=60)))
    plan.refresh_from_db()
    owner = Owning(OwnerKind.PERSON, writer.pk)
    for group, text, days in _GIVEN:
        values = {
            "group": group,
            "text": text,
            "owner": owner,
            "due": today + timedelta(days=days),
            "deliverable": "Báo cáo tổng hợp",
        }
        actions.add_task(writer, plan, values=values, at=at)
    actions.submit(writer, plan, at=at)
    actions.approve(head, plan, at=at)
    tasks = [task.pk for task in tasks_in(plan)]
    units = list(Unit.objects.filter(code__in=COMMUNES).values_list("pk", flat=True))
    actions.give_down(writer, plan, tasks, units, at=at)
    _answers(tasks[0], now=now)


def _answers(task: int, *, now: datetime) -> None:
    """Two communes took the first task, one sent it back; the home commune has still one to answer."""
    for code in (HOME, "dong-suong", "khe-ngan"):
        given = Handing.objects.select_related("unit").get(upper=task, unit__code=code)
        who = _holder(given.unit, Role.COORDINATOR, now)
        if code == "khe-ngan":
            actions.return_given(who, given, "Xã đã nộp báo cáo này theo Công văn 415/SNV-CCHC ngày 02/11", at=now)
        else:
            actions.take_given(who, given, None, at=now)


def _holder(unit: Unit, role: Role, at: datetime) -> User:
    day: date = at.astimezone(VIETNAM).date()
    held = Holding.objects.filter(
        on_day(day), Q(position__unit__home=unit) | Q(position__unit=unit), position__role=role
    )
    return _as_of(held.select_related("user").order_by("id")[0].user, at)
