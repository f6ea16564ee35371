"""A meeting of three weeks ago whose conclusions are tasks, and one of the day after tomorrow that opens with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from namro.apps.meetings.actions import end_meeting, give_tasks, save_meeting, set_conclusion
from namro.apps.meetings.models import Meeting
from namro.apps.people.models import Group, OwnerKind, Owning, Position, Unit, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions as plans
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import VIETNAM
from namro.core.timetable import national_calendar
from namro.demo.offices import HAMLET_HEADS

_AGO, _AHEAD = 21, 2
#: Group as printed, duty, whose (the name of a position, or of a group), days from today until it is due.
_CONCLUDED = (
    ("Giao Văn phòng HĐND và UBND", "Niêm yết lại danh mục thủ tục tại Bộ phận Một cửa theo quyết định mới của tỉnh",
     "Chánh Văn phòng HĐND và UBND", -7),
    ("Giao Văn phòng HĐND và UBND", "Lập sổ theo dõi báo cáo định kỳ, mỗi kỳ một dòng, có ngày gửi",
     "Công chức Văn phòng – Thống kê", -3),
    ("Giao Phòng Kinh tế", "Rà soát hồ sơ đất đai liên thông còn treo trên hệ thống", "Trưởng phòng Kinh tế", 6),
    ("Các trưởng thôn, tổ dân phố", "Mỗi thôn gửi một tin, bài về cải cách hành chính", HAMLET_HEADS, -2),
)  # fmt: skip


def fill_meetings(coordinator: User, leader: User, *, now: datetime) -> None:
    """Make both; meetings that are there stay as they are."""
    today = now.astimezone(VIETNAM).date()
    calendar = national_calendar()
    met = calendar.previous_working_day(today - timedelta(days=_AGO))
    coming = calendar.next_working_day(today + timedelta(days=_AHEAD))
    at = _at(met, 9)
    coordinator.standing = standing_of(coordinator, met)
    (unit,) = coordinator.standing.units()
    if Meeting.objects.filter(unit=unit).exists():
        return
    past = _meeting(coordinator, leader, unit, {"title": "Tiến độ cải cách hành chính, tin bài và hồ sơ đất đai",
                    "starts_at": _at(met, 8), "said": "Các bộ phận báo cáo tiến độ; trưởng thôn nêu khó khăn khi viết "
                    "tin, bài."}, at=at)  # fmt: skip
    for group, text, whose, days in _CONCLUDED:
        due = calendar.previous_working_day(today + timedelta(days=days))
        values = {"group": group, "text": text, "owner": _owner(unit, whose, met), "due": due}
        set_conclusion(coordinator, past, values=values, at=at)
    end_meeting(coordinator, past, ended_at=_at(met, 10), at=_at(met, 11))
    _give_out(coordinator, leader, past, day=met)
    _meeting(coordinator, leader, unit, {"title": "Giao ban: kết quả sau họp, việc cuối năm", "previous": past,
             "starts_at": _at(coming, 8)}, at=now)  # fmt: skip


def _meeting(coordinator: User, leader: User, unit: int, values: dict[str, object], *, at: datetime) -> Meeting:
    usual = {
        "kind": Meeting.Kind.BRIEFING, "place": "Phòng họp tầng 2", "chair": leader, "secretary": coordinator,
        "present": "Thường trực Đảng ủy\nTrưởng các phòng, trung tâm\nCác trưởng thôn, tổ dân phố",
        "agenda": "Kết quả thực hiện kết luận cuộc họp trước\nTiến độ kế hoạch cải cách hành chính\nViệc tuần tới",
    }  # fmt: skip
    return save_meeting(coordinator, values={**usual, **values}, at=at, unit=unit)


def _owner(unit: int, whose: str, day: date) -> Owning:
    if whose == HAMLET_HEADS:
        return Owning(OwnerKind.EACH, Group.objects.get(unit=unit, name=whose).pk)
    seats = Position.objects.filter(on_day(day), unit__in=Unit.objects.filter(home=unit), name=whose)
    return Owning(OwnerKind.POSITION, seats.earliest("id").pk)


def _give_out(coordinator: User, leader: User, meeting: Meeting, *, day: date) -> None:
    """The tasks are given out at once; the first is done in time, most of the hamlets have sent theirs."""
    at = _at(day, 15)
    plan = give_tasks(coordinator, meeting, at=at)
    plans.submit(coordinator, plan, at=at)
    leader.standing = standing_of(leader, day)
    plans.approve(leader, plan, at=at)
    first, *_others, each = Occurrence.objects.filter(task__plan=plan).order_by("task__place")
    assert first.due is not None
    assert first.task.owner_position is not None
    _hand_in(first.task.owner_position.holdings.get(until=None).user, first, first.due, each=False)
    assert each.due is not None
    assert each.task.owner_group is not None
    heads = each.task.owner_group.members.select_related("position").order_by("id")
    for member in list(heads)[:-2]:
        holding = member.position.holdings.filter(on_day(each.due)).select_related("user").first()
        if holding is not None:
            _hand_in(holding.user, each, each.due - timedelta(days=1), each=True)


def _hand_in(user: User, work: Occurrence, day: date, *, each: bool) -> None:
    user.standing = standing_of(user, day)
    parcel = plans.Parcel(link=f"https://vanban.example/{work.code}", said="Đã gửi")
    plans.hand_in(user, work, parcel, at=_at(day, 10), submit=True, member=user.pk if each else None)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)
