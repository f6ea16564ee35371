"""Feedback of the cast's commune."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from namro.apps.feedback import actions, incoming, public
from namro.apps.feedback.models import Item, Upload
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM, system_clock

Cast = dict[str, User]


def stand(user: User, at: datetime) -> User:
    """The person as of a day."""
    user.standing = standing_of(user, at.date())
    return user


def unit_of(cast: Cast, at: datetime) -> int:
    """The commune."""
    (unit,) = stand(cast[Role.COORDINATOR], at).standing.units()
    return unit


def given(cast: Cast, *, at: datetime | None = None, **changes: Any) -> Item:
    """An item that came in an hour ago."""
    at = at or system_clock()
    values = {"source": "national", "source_code": "", "received_at": at - timedelta(hours=1), "kind": "conduct",
              "field": "Đất đai", "subject": "Hồ sơ bị yêu cầu bổ sung nhiều lần", "summary": "Ba lần trong một tháng.",
              **changes}  # fmt: skip
    return actions.add_item(cast[Role.COORDINATOR], unit_of(cast, at), values=values, at=at)


def moved(cast: Cast, item: Item, act: str, *, at: datetime, role: str = Role.COORDINATOR, **named: Any) -> Item:
    """Do an act of the table."""
    item.refresh_from_db()
    return actions.move(stand(cast[role], at), item, act, version=item.version, at=at, **named)


def answered(cast: Cast, *, at: datetime, **changes: Any) -> Item:
    """An item that the officer has answered."""
    item = given(cast, at=at, **changes)
    moved(cast, item, "assign", at=at, to=cast[Role.OFFICER])
    return moved(cast, item, "answer", at=at, role=Role.OFFICER, said="Đã xin lỗi và trả kết quả.")


def noon(day: date) -> datetime:
    """Twelve o'clock."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=VIETNAM)


HEADINGS = ("STT", "Mã phản ánh", "Họ tên", "Nội dung phản ánh", "Thời gian tiếp nhận", "Hạn xử lý", "Phân loại")
ROWS = (
    (1, "PA-1", "Người gửi", "Chờ lâu ở quầy số 3", "02/11/2026 14:30", "20/11/2026", "Hành vi"),
    (2, "PA-2", "Người gửi", "Thủ tục yêu cầu giấy tờ không có trong quy định", date(2026, 11, 3), None, "Quy định"),
)


def workbook(folder: Path, *rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    """A file as the portal gives it: a title, the headings, the rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["DANH SÁCH PHẢN ÁNH, KIẾN NGHỊ"])
    sheet.append(list(headings))
    for row in rows or ROWS:
        sheet.append(list(row))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "pakn.xlsx"
    book.save(path)
    return path


def open_form(cast: Cast) -> None:
    """The leader opens the commune's own form."""
    at, leader = system_clock(), cast[Role.LEADER]
    public.set_open(stand(leader, at), Unit.objects.get(pk=unit_of(cast, at)), wanted=True, at=at)


def handed_in_file(cast: Cast, folder: Path, *rows: tuple[Any, ...], at: datetime | None = None) -> Upload:
    """A file of the national portal that the coordinator has handed in."""
    at = at or system_clock()
    user = stand(cast[Role.COORDINATOR], at)
    path = workbook(folder / "pakn", *rows)
    return incoming.stage(user, unit_of(cast, at), "national", path, name="pakn.xlsx", at=at)
