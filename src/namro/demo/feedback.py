"""A dozen invented items of feedback in every state: late, near, waiting for publication, concluded, repeated."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from namro.apps.feedback import actions
from namro.apps.feedback.models import Item
from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM
from namro.core.timetable import national_calendar

#: Source, code there, kind, field, subject, what it says, working days ago, how far it went.
_ITEMS = (
    ("national", "PAKN-2611-0418", "conduct", "Đất đai", "Hồ sơ tách thửa bị yêu cầu bổ sung ba lần",
     "Nộp từ tháng 9, mỗi lần đến lại được yêu cầu thêm một giấy tờ khác.", 17, "assign"),
    ("national", "PAKN-2611-0533", "conduct", "Hộ tịch", "Chờ ở quầy số 3 hơn hai giờ không ai gọi số",
     "Sáng thứ Hai có ba người chờ, quầy không có người trực.", 13, "assign"),
    ("province", "TTPVHCC-1187", "rule", "Xây dựng",
     "Thủ tục cấp phép sửa nhà yêu cầu bản sao đã có trên cơ sở dữ liệu",
     "Đề nghị bỏ yêu cầu nộp bản sao giấy chứng nhận vì dữ liệu đã được số hóa.", 11, "supplement"),
    ("hotline", "DN-0092", "conduct", "Chứng thực", "Thu tiền chứng thực không đưa biên lai",
     "Chứng thực năm bản sao, trả tiền mặt, không nhận biên lai.", 6, "assign"),
    ("hotline", "DN-0097", "other", "Môi trường", "Rác ứ đọng ở đầu thôn Suối Cạn", "Ba ngày chưa thu gom.", 4, ""),
    ("national", "PAKN-2611-0602", "rule", "Bảo trợ xã hội", "Không rõ hồ sơ hưởng trợ cấp gồm những gì",
     "Bảng niêm yết và trên cổng ghi khác nhau.", 2, ""),
    ("national", "PAKN-2610-0377", "conduct", "Đất đai", "Trả kết quả trễ hẹn, không có thư xin lỗi",
     "Hẹn ngày 10, đến ngày 24 mới có kết quả.", 14, "answer"),
    ("direct", "", "initiative", "Một cửa", "Đề nghị nhận hồ sơ buổi tối thứ Năm hằng tuần",
     "Nhiều người đi làm xa không đến được trong giờ hành chính.", 9, "answer"),
    ("province", "TTPVHCC-1102", "other", "Giao thông", "Đèn đường trước trường tiểu học hỏng", "Hỏng từ đầu tháng.",
     20, "publish"),
    ("national", "PAKN-2609-0241", "conduct", "Hộ tịch", "Bị hẹn lại nhiều lần khi đăng ký khai sinh",
     "Đi lại bốn lần vì cán bộ hướng dẫn thiếu giấy tờ.", 45, "partly"),
    ("hotline", "DN-0061", "conduct", "Chứng thực", "Cán bộ chứng thực nói lớn tiếng", "Xảy ra lúc gần hết giờ làm.",
     38, "unfounded"),
    ("national", "PAKN-2610-0299", "other", "Điện lực", "Mất điện kéo dài không báo trước", "Đã gọi tổng đài ba lần.",
     16, "send_back"),
)  # fmt: skip

#: Those that speak of the officer, whom nobody lets handle them.
_ABOUT = {"PAKN-2611-0418", "DN-0092", "PAKN-2609-0241"}


def fill_feedback(coordinator: User, leader: User, officer: User, *, now: datetime) -> None:
    """Enter them as they came in; a book that has items stays as it is."""
    today = now.astimezone(VIETNAM).date()
    coordinator.standing = standing_of(coordinator, today)
    (unit,) = coordinator.standing.units()
    if Item.objects.filter(unit=unit).exists():
        return
    for source, code, kind, field, subject, summary, ago, stage in _ITEMS:
        at = _at(today, ago)
        values = {"source": source, "source_code": code, "kind": kind, "field": field, "subject": subject,
                  "summary": summary, "repeats": code == "DN-0061",
                  "received_at": at - timedelta(minutes=40)}  # fmt: skip
        for person in (coordinator, leader, officer):
            person.standing = standing_of(person, at.date())
        item = actions.add_item(coordinator, unit, values=values, at=at)
        _walk(coordinator, leader, officer, item, stage, today=today, ago=ago)


def _walk(
    coordinator: User, leader: User, officer: User, item: Item, stage: str, *, today: date, ago: int
) -> None:  # fmt: skip
    if not stage:
        return
    if stage == "send_back":
        _do(coordinator, item, stage, at=_at(today, ago - 1), said="Chuyển Điện lực khu vực, không thuộc thẩm quyền xã")
        return
    about = item.source_code in _ABOUT
    handler = coordinator if about else officer
    _do(coordinator, item, "assign", at=_at(today, ago - 1), to=handler)
    if about:
        item.refresh_from_db()
        actions.say_about(leader, item, officer, version=item.version, at=_at(today, ago - 1))
    if stage == "supplement":
        _do(handler, item, "ask_supplement", at=_at(today, ago - 3), said="Đề nghị cho biết mã hồ sơ đã nộp.")
    if stage not in {"answer", "publish", "partly", "unfounded"}:
        return
    days = 3 if ago < 12 else 1 if stage == "answer" else ago - 8
    said = "Ủy ban nhân dân xã đã kiểm tra, xin lỗi người dân và chấn chỉnh cách làm tại quầy."
    _do(handler, item, "answer", at=_at(today, days), said=said)
    if stage == "answer":
        return
    item.refresh_from_db()
    link = "https://suoimay.example/phan-anh/tra-loi"
    at = _at(today, days - 1)
    actions.add_posting(handler, item, place="portal", link=link, proof=None, version=item.version, at=at)
    _do(handler, item, "publish", at=at)
    if stage in {"partly", "unfounded"}:
        item.refresh_from_db()
        at = _at(today, days - 2)
        actions.conclude(
            leader, item, stage, number="31/KL-UBND" if stage == "partly" else "28/KL-UBND", on=at.date(),
            version=item.version, at=at,
        )  # fmt: skip


def _do(user: User, item: Item, act: str, *, at: datetime, said: str = "", to: User | None = None) -> None:
    item.refresh_from_db()
    actions.move(user, item, act, version=item.version, at=at, said=said, to=to)


def _at(today: date, ago: int) -> datetime:
    """Ten o'clock, so many working days ago."""
    calendar, day = national_calendar(), today
    for _step in range(max(ago, 1)):
        day = calendar.previous_working_day(day - timedelta(days=1))
    return datetime(day.year, day.month, day.day, 10, tzinfo=VIETNAM)
