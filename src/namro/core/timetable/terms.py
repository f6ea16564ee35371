"""A term and the pauses in it, as typed and as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError

#: More of any unit lies outside every calendar.
MOST = 1_000_000

_NUMBER = re.compile(r"\d+(\.\d+)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?")


class TermUnit(StrEnum):
    """What a procedure's time limit is counted in; never converted from one into another."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"


#: The units for people.
UNIT_WORDS = {
    TermUnit.HOUR: "giờ làm việc",
    TermUnit.WORKING_DAY: "ngày làm việc",
    TermUnit.DAY: "ngày",
    TermUnit.MONTH: "tháng",
}


@dataclass(frozen=True, slots=True)
class Term:
    """An amount of a unit, more than 0. Raises `NamroError` for what cannot be a term."""

    amount: Decimal
    unit: TermUnit

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MOST:
            raise NamroError(
                f"Thời hạn {self.amount:f} không dùng được: ghi một số lớn hơn 0, tối đa {MOST}.", code="term"
            )
        if self.unit is TermUnit.HOUR:
            if not self.minutes:
                raise NamroError(f"Thời hạn {self.amount:f} giờ ngắn hơn một phút: ghi ít nhất 0.02.", code="term")
        elif self.amount != int(self.amount):
            raise NamroError(
                f"Thời hạn {self.amount:f} {UNIT_WORDS[self.unit]} không phải số nguyên: chỉ giờ mới có phần lẻ.",
                code="term",
            )

    @property
    def count(self) -> int:
        """Whole days or months."""
        return int(self.amount)

    @property
    def minutes(self) -> int:
        """Minutes of a term in hours, a decimal part rounded half up to the minute."""
        return int((self.amount * 60).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def words(self) -> str:
        """ "8 giờ làm việc", "7,5 giờ làm việc"."""
        return f"{self.amount.normalize():f} {UNIT_WORDS[self.unit]}".replace(".", ",")


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """Time that does not count: from `since` on until before `until`."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise NamroError(
                f"Tạm dừng từ {self.since:%Y-%m-%dT%H:%M} lại kết thúc trước đó, lúc {self.until:%Y-%m-%dT%H:%M}. "
                "Ghi lúc dừng trước, lúc chạy tiếp sau.",
                code="pause",
            )


def parse_term(amount: str, unit: str) -> Term:
    """Return the term of a typed amount and unit. Raises `NamroError`."""
    if not _NUMBER.fullmatch(amount) or not amount.isascii():
        raise NamroError(f"“{amount}” không phải là số lớn hơn 0. Ghi như 8 hoặc 7.5 (dấu chấm).", code="term")
    if unit not in set(TermUnit):
        raise NamroError(f"Không có đơn vị thời hạn “{unit}”. Chọn: {', '.join(TermUnit)}.", code="term")
    return Term(Decimal(amount), TermUnit(unit))


def parse_moment(text: str) -> datetime:
    """Return a typed local time, `2026-08-21T14:00`; an offset is turned into it. Raises `NamroError`."""
    if _MOMENT.fullmatch(text) and text.isascii():
        try:
            found = datetime.fromisoformat(text)
            return found.replace(tzinfo=VIETNAM) if found.tzinfo is None else found.astimezone(VIETNAM)
        except (ValueError, OverflowError):
            pass
    raise NamroError(f"Thời điểm “{text}” không đọc được hoặc không có thật. Ghi như 2026-08-21T14:00.", code="moment")


def parse_time(text: str) -> time:
    """Return a typed time of the day, `15:00`. Raises `NamroError`."""
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) and text.isascii():
        return time.fromisoformat(text)
    raise NamroError(f"Giờ “{text}” không hợp lệ. Ghi như 15:00.", code="moment")


def parse_pause(text: str) -> Pause:
    """Return the pause of `A/B`. Raises `NamroError`, also for one that has not ended: nobody knows its due time."""
    since, slash, until = text.partition("/")
    if not slash or not since:
        raise NamroError(
            f"Tạm dừng “{text}” không đọc được. Ghi lúc dừng/lúc chạy tiếp, như 2026-08-21T14:00/2026-08-25T08:00.",
            code="pause",
        )
    if until in ("", ".."):
        raise NamroError(
            f"Tạm dừng “{text}” chưa kết thúc nên chưa có hạn. Ghi thêm lúc chạy tiếp sau dấu “/”, "
            "hoặc tính lại khi hồ sơ chạy tiếp.",
            code="pause",
        )
    return Pause(parse_moment(since), parse_moment(until))


def join(pauses: tuple[Pause, ...]) -> list[Pause]:
    """Return the pauses in order, those that overlap or touch joined, so that no minute is taken out twice."""
    joined: list[Pause] = []
    for pause in sorted(pauses):
        if joined and pause.since <= joined[-1].until:
            joined[-1] = Pause(joined[-1].since, max(joined[-1].until, pause.until))
        elif pause.until - pause.since > timedelta(0):
            joined.append(pause)
    return joined
