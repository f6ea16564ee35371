"""What two watching bodies of the demo's commune recommended: one became a task long ago, one waits for its answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from namro.apps.people.models import OwnerKind, Owning, Position, Role, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Plan
from namro.core.base.clock import VIETNAM
from namro.core.timetable import national_calendar
from namro.demo.province import HOME

#: Whose recommendation is in the plan from the beginning, and whose came a week ago.
_COUNCIL, _FRONT = f"{HOME}-hdnd", f"{HOME}-mat-tran"
_OWNER = "Công chức Văn hóa – Thông tin"


def recommend_before_the_plan(coordinator: User, plan: Plan, *, at: datetime, today: date) -> None:
    """The People's Council recommended something while the plan was written: it is one of its tasks."""
    before = at - timedelta(days=6)
    seat, watcher = _watcher(_COUNCIL, before)
    made = actions.record_recommendation(
        watcher,
        seat,
        values={
            "on": before.astimezone(VIETNAM).date(),
            "source_number": "08/BC-HĐND",
            "source_date": before.astimezone(VIETNAM).date(),
            "source_abstract": "Kết quả khảo sát hoạt động của Bộ phận Một cửa",
            "text": "Công khai số điện thoại đường dây nóng và kết quả xử lý phản ánh hằng tháng trên trang của xã",
            "field": "Cải cách thủ tục hành chính",
            "answer_by": before.astimezone(VIETNAM).date() + timedelta(days=15),
        },
        at=before,
    )
    owner = Position.objects.filter(on_day(at.date()), unit__home=plan.unit, name=_OWNER).earliest("id")
    values = {
        "text": "Công khai đường dây nóng và kết quả xử lý phản ánh hằng tháng",
        "deliverable": "Bản tin trên trang của xã, danh sách phản ánh đã xử lý",
        "group": made.field,
        "owner": Owning(OwnerKind.POSITION, owner.pk),
        "due": national_calendar().previous_working_day(today + timedelta(days=14)),
    }
    actions.take_up(coordinator, made, taking=actions.Taking(plan, values), version=made.version, at=at)


def recommend_lately(coordinator: User, *, now: datetime) -> None:
    """The Front watched the one-stop desk; the unit has received what it asks, and owes the answer."""
    today = now.astimezone(VIETNAM).date()
    seen_at, asked_at, received_at = (_morning(today - timedelta(days=days)) for days in (13, 12, 10))
    seat, watcher = _watcher(_FRONT, seen_at)
    day, asked_on = (at.astimezone(VIETNAM).date() for at in (seen_at, asked_at))
    supervision = actions.record_supervision(
        watcher,
        seat,
        values={
            "on": day,
            "subject": "Giám sát việc niêm yết thủ tục và giải quyết hồ sơ đất đai tại Bộ phận Một cửa",
            "participants": "Ban Thường trực Ủy ban Mặt trận Tổ quốc xã, Ban Thanh tra nhân dân",
            "seen": "Hai thủ tục đất đai đã hết hiệu lực còn ở bảng niêm yết. Ba trong mười người dân được hỏi "
            "không biết hồ sơ của mình trễ hạn vì sao; sổ xin lỗi còn để trống từ tháng trước.",
        },
        at=seen_at,
    )
    made = actions.record_recommendation(
        watcher,
        seat,
        values={
            "on": asked_on,
            "source_number": "21/MTTQ-BTT",
            "source_date": asked_on,
            "source_abstract": "Kiến nghị sau giám sát tại Bộ phận Một cửa",
            "text": "Gỡ thủ tục đã hết hiệu lực khỏi bảng niêm yết và gửi thư xin lỗi cho từng hồ sơ đất đai trễ hạn",
            "field": "Cải cách thủ tục hành chính",
            "answer_by": asked_on + timedelta(days=8),
        },
        at=asked_at,
        supervision=supervision,
    )
    coordinator.standing = standing_of(coordinator, received_at.date())
    actions.receive(coordinator, made, version=made.version, at=received_at)


def _morning(day: date) -> datetime:
    """Half past eight on a working day, this one or the last before it."""
    found = national_calendar().previous_working_day(day)
    return datetime(found.year, found.month, found.day, 8, 30, tzinfo=VIETNAM)


def _watcher(body: str, at: datetime) -> tuple[Position, User]:
    """The position that watches for a body, and who held it then, standing as on that day."""
    day = at.astimezone(VIETNAM).date()
    seat = (
        Position.objects.filter(on_day(day), unit__code=body, role=Role.WATCHER).select_related("unit").earliest("id")
    )
    watcher = seat.holdings.filter(on_day(day)).select_related("user").earliest("id").user
    watcher.standing = standing_of(watcher, day)
    return seat, watcher
