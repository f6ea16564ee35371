"""Reports of the demo's commune: the last quarter's sent and received, the newest month's with one field missing.

Days lie around the day on which the demo is made, so that there is always a report that is being written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from namro.apps.people.models import OwnerKind, Owning, Position, Unit, User, on_day
from namro.apps.people.queries.people import standing_of
from namro.apps.reports import actions
from namro.apps.reports.actions.contributing import Written
from namro.apps.reports.levels import owed_by
from namro.apps.reports.models import Contribution, Report
from namro.core.base.clock import VIETNAM
from namro.core.reporting.obligations import Obligation
from namro.core.reporting.periods import Kind
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.values import Value, plain_value

#: Who writes which section of the reform report, and of the monthly progress.
QUARTER = {
    "direction": "Công chức Văn phòng – Thống kê",
    "institutions": "Công chức Văn phòng – Thống kê",
    "procedures": "Giám đốc Trung tâm Phục vụ hành chính công",
    "organisation": "Công chức Nội vụ",
    "service": "Công chức Nội vụ",
    "finance": "Công chức Tài chính – Kế toán",
    "digital": "Công chức Văn hóa – Thông tin",
}
MONTH = {"fields": "Công chức Nội vụ", "late": "Công chức Văn hóa – Thông tin"}
#: What stands in the reform report: words, then figures by id.
QUARTER_SAYS: dict[str, tuple[str, dict[str, str]]] = {
    "direction": (
        "Ủy ban nhân dân xã ban hành kế hoạch khắc phục tồn tại, hạn chế và 04 văn bản chỉ đạo; giao ban cải cách "
        "hành chính vào tuần đầu hằng tháng, kết luận có người chủ trì và thời hạn.\n"
        "Đã tự kiểm tra 03 bộ phận, 07 công chức; chấn chỉnh việc niêm yết thủ tục tại 02 nhà văn hóa thôn.",
        {"articles": "18", "inspected": "10"},
    ),
    "institutions": (
        "Rà soát văn bản của các xã trước sắp xếp; đề nghị bãi bỏ 02 văn bản không còn phù hợp.",
        {"texts": "1", "reviewed": "11"},
    ),
    "procedures": (
        "Niêm yết, công khai đầy đủ thủ tục tại Trung tâm Phục vụ hành chính công và trên trang thông tin điện tử; "
        "02 hồ sơ đất đai quá hạn đã có thư xin lỗi, hẹn lại ngày trả.",
        {"procedures_reviewed": "6", "received": "1284", "handled": "1251", "handled_in_time": "1249"},
    ),
    "organisation": (
        "Ổn định tổ chức sau sắp xếp; ban hành quy chế làm việc, phân công nhiệm vụ của thành viên Ủy ban nhân dân xã.",
        {"bodies": "4"},
    ),
    "service": (
        "Cử công chức tham gia lớp kỹ năng số và nghiệp vụ một cửa; không có phản ánh về thái độ phục vụ.",
        {"officers": "42", "trained": "19", "disciplined": "0"},
    ),
    "finance": (
        "Thực hiện công khai ngân sách theo quy định; tiết kiệm 10% chi thường xuyên.",
        {"budget": "6850", "spent": "4521.5"},
    ),
    "digital": (
        "07 tổ công nghệ số cộng đồng hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn vào chiều thứ Sáu.",
        {"online": "1102", "signed": "588", "sent_out": "596"},
    ),
    "results": (
        "Tỷ lệ hồ sơ đúng hạn giữ trên 99%; tỷ lệ hồ sơ trực tuyến đạt 85,8%.\n"
        "Nhiệm vụ của kế hoạch được giao đến từng người, theo dõi hằng tuần.",
        {},
    ),
    "limits": (
        "Một số nhiệm vụ hoàn thành chậm do chờ hướng dẫn của cấp trên; người cao tuổi còn khó khăn khi nộp "
        "hồ sơ trực tuyến.",
        {},
    ),
    "next": (
        "Hoàn thành các nhiệm vụ quá hạn trong tháng đầu của kỳ; rà soát minh chứng trước khi tự chấm điểm.\n"
        "Tổ chức 02 buổi đối thoại với người dân về thủ tục đất đai.",
        {},
    ),
    "proposals": ("Đề nghị Sở Nội vụ tập huấn bộ tiêu chí mới trước khi các xã tự chấm điểm.", {}),
}
MONTH_SAYS = {
    "overview": "Chủ tịch Ủy ban nhân dân xã đã họp giao ban tuần đầu của tháng, giao lại các nhiệm vụ chậm.",
    "fields": "Danh mục thủ tục hành chính được niêm yết lại bằng mã QR tại 07 nhà văn hóa thôn.",
    "stuck": "Chưa bố trí được kinh phí mua máy quét cho Trung tâm Phục vụ hành chính công.",
    "next": "Ưu tiên các nhiệm vụ quá hạn; hoàn thiện minh chứng trước kỳ tự chấm điểm.",
    "proposals": "Không có.",
}
#: Types that the invented province takes from systems of its own.
COLLECTED_ELSEWHERE = ("OFFICER-EVAL", "KSTTHC", "DISCIPLINE")
_HEAD = {"signer_title": "Phó Chủ tịch", "recipients": ["Sở Nội vụ", "Thường trực Đảng ủy, HĐND xã"]}


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who acts, with the standing of a day."""

    coordinator: User
    leader: User

    def on(self, user: User, at: datetime) -> User:
        """The person as of that day."""
        user.standing = standing_of(user, at.date())
        return user


def fill_reports(coordinator: User, leader: User, receiver: User, *, now: datetime) -> None:
    """Make the commune's reports; those that are there stay as they are."""
    cast, today = _Cast(coordinator, leader), now.astimezone(VIETNAM).date()
    unit = Unit.objects.get(pk=next(iter(cast.on(coordinator, now).standing.units())))
    if Report.objects.filter(unit=unit).exists():
        return
    for type_id in COLLECTED_ELSEWHERE:
        values = {"off": True, "source": "Hướng dẫn của Sở Nội vụ: số liệu lấy từ hệ thống của tỉnh"}
        actions.settle(coordinator, unit, shipped_types()[type_id], kind="", values=values, at=now)
    quarter = _newest(unit, "CCHC-COMMUNE", today)
    if quarter is not None:
        _send_quarter(cast, unit, quarter, receiver)
    for place, month in enumerate(_last_two(unit, today)):
        _write_month(cast, unit, month, at=now, finished=place == 0)


def _newest(unit: Unit, type_id: str, today: date) -> Obligation | None:
    """The newest report of a type that was due already."""
    found = owed_by(unit, (today - timedelta(days=400), today), types=[shipped_types()[type_id]])
    due = [one for one in found if one.days.due and one.period.kind != Kind.YEAR]
    return due[-1] if due else None


def _last_two(unit: Unit, today: date) -> list[Obligation]:
    """The progress of the month that is over and sent, and the newest whose data window is closed."""
    found = owed_by(
        unit, (today - timedelta(days=75), today + timedelta(days=40)), types=[shipped_types()["REMEDY-PROGRESS"]]
    )
    closed = [one for one in found if one.days.window[1] <= today]
    return closed[-2:]


def _send_quarter(cast: _Cast, unit: Unit, owed: Obligation, receiver: User) -> None:
    assert owed.days.due is not None
    begun = _morning(owed.days.due - timedelta(days=6))
    report, _fresh = actions.start(cast.on(cast.coordinator, begun), unit, owed.type.id, owed.period.key, at=begun)
    _name(cast.coordinator, report, QUARTER, at=begun)
    for row in report.contributions.all():
        words, figures = QUARTER_SAYS[row.section]
        kept = {key: plain_value(Value(value=Decimal(number))) for key, number in figures.items()}
        _say(cast.coordinator, row, words, figures=kept, at=begun)
    _finish(cast, report, at=_morning(owed.days.due - timedelta(days=1)), sent=owed.days.due, number="38/BC-UBND")
    taken = _morning(owed.days.due + timedelta(days=1))
    receiver.standing = standing_of(receiver, taken.date())
    actions.move(
        receiver, Report.objects.get(pk=report.pk), "receive", number="1207", version=_version(report), at=taken
    )


def _write_month(cast: _Cast, unit: Unit, owed: Obligation, *, at: datetime, finished: bool) -> None:
    """The earlier month is sent; of the newest one everything is there but what one officer has to say."""
    begun = _morning(owed.days.window[1]) if finished else at
    report, _fresh = actions.start(cast.on(cast.coordinator, begun), unit, owed.type.id, owed.period.key, at=begun)
    _name(cast.coordinator, report, MONTH, at=begun)
    for row in report.contributions.all():
        if row.section in MONTH_SAYS:
            _say(cast.coordinator, row, MONTH_SAYS[row.section], at=begun)
        elif finished:
            _say(cast.coordinator, row, "Chờ hướng dẫn của cấp trên; sẽ hoàn thành trong tháng sau.", at=begun)
    if finished and owed.days.due is not None:
        closed = _morning(owed.days.due - timedelta(days=1))
        _finish(cast, report, at=closed, sent=owed.days.due, number="44/BC-UBND")


def _name(user: User, report: Report, seats: Mapping[str, str], *, at: datetime) -> None:
    positions = Position.objects.filter(on_day(at.date()), unit__home=report.unit)
    by_name = dict(positions.values_list("name", "pk"))
    given = {key: Owning(OwnerKind.POSITION, by_name[name]) for key, name in seats.items() if name in by_name}
    actions.name_owners(user, report, given, at=at)


def _say(
    user: User, row: Contribution, words: str, *, at: datetime, figures: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    row = Contribution.objects.select_related("report").get(pk=row.pk)
    written = Written(text=words, version=row.version, figures=figures or {})
    actions.give(user, actions.save_section(user, row, written, at=at), at=at)


def _finish(cast: _Cast, report: Report, *, at: datetime, sent: date, number: str) -> None:
    coordinator, leader = cast.on(cast.coordinator, at), cast.on(cast.leader, at)
    head = {**_HEAD, "signer_name": leader.full_name}
    actions.set_head(coordinator, report, head, version=_version(report), at=at)
    actions.move(coordinator, report, "submit", version=_version(report), at=at)
    actions.move(leader, report, "approve", version=_version(report), at=at + timedelta(hours=4))
    on = _morning(sent)
    actions.send(cast.on(coordinator, on), report, on=sent, number=number, version=_version(report), at=on)


def _version(report: Report) -> int:
    return Report.objects.values_list("version", flat=True).get(pk=report.pk)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 45, tzinfo=VIETNAM)
