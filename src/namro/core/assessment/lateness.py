"""How many days late something was sent, by the rule of its round, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from namro.core.base.clock import VIETNAM
from namro.core.base.points import format_points
from namro.core.timetable import Calendar, working_days

_DAY = timedelta(days=1)


class LateRule(StrEnum):
    """What "one day late" is: each started 24 hours after the limit, a date later, a working day later."""

    STARTED_DAY = "started_day"
    CALENDAR = "calendar"
    WORKING = "working"


RULE_WORDS = {
    LateRule.STARTED_DAY: "mỗi 24 giờ bắt đầu sau hạn tính một ngày",
    LateRule.CALENDAR: "tính theo ngày lịch",
    LateRule.WORKING: "tính theo ngày làm việc",
}


@dataclass(frozen=True, slots=True)
class Lateness:
    """Days late (0: in time, or late by hours that the rule does not count) and the sentence that says how."""

    days: int
    sentence: str


@dataclass(frozen=True, slots=True)
class LateVerdict:
    """What follows: points taken off, or (not `appraised`) that nothing is appraised without an extension."""

    appraised: bool
    points_off: Decimal
    sentence: str


def lateness(sent: datetime, due: datetime, *, rule: LateRule, calendar: Calendar) -> Lateness:
    """Return how late something sent at `sent` is; both moments carry their zone and are read in Viet Nam's time.

    The limit itself is in time. By dates and working days, later hours of the last day are no day late.
    """
    if sent.tzinfo is None or due.tzinfo is None:
        raise ValueError("a moment without its zone cannot be compared with a limit")
    sent, due = sent.astimezone(VIETNAM), due.astimezone(VIETNAM)
    where = f"Hạn {_moment(due)}, gửi {_moment(sent)}"
    if sent <= due:
        return Lateness(0, f"{where}: đúng hạn.")
    days = _days(sent, due, rule=rule, calendar=calendar)
    late = f"trễ {days} ngày" if days else "quá giờ, chưa tính ngày nào"
    return Lateness(days, f"{where}: {late} ({RULE_WORDS[rule]}).")


def _days(sent: datetime, due: datetime, *, rule: LateRule, calendar: Calendar) -> int:
    match rule:
        case LateRule.STARTED_DAY:
            return -((due - sent) // _DAY)
        case LateRule.CALENDAR:
            return (sent.date() - due.date()).days
        case LateRule.WORKING:
            return working_days(due.date(), sent.date(), calendar)


def verdict(days: int, *, allowed: int, points_per_day: Decimal) -> LateVerdict:
    """Return what so many days cost: each its points while they are allowed, past them no appraisal at all."""
    if days <= 0:
        return LateVerdict(True, Decimal(0), "Không trừ điểm vì nộp trễ.")
    if days > allowed:
        over = f"Trễ {days} ngày, quá {allowed} ngày cho phép" if allowed else f"Trễ {days} ngày, không được phép trễ"
        return LateVerdict(False, Decimal(0), f"{over}: không thẩm định nếu không có gia hạn kèm lý do.")
    points = days * points_per_day
    each = f"mỗi ngày {format_points(points_per_day)} điểm"
    return LateVerdict(True, points, f"Trễ {days} ngày, {each}: trừ {format_points(points)} điểm.")


def _moment(moment: datetime) -> str:
    """Write a moment to the minute, with seconds where they decide."""
    return f"{moment:%d/%m/%Y %H:%M}" + (f":{moment:%S}" if moment.second or moment.microsecond else "")
