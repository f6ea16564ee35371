"""Values to reach on the way: "giải ngân 60 % trước 25/8, 85 % trước 30/11", judged by what was entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.improvement.quantities import plain
from namro.core.timetable.deadlines import BEFORE, BY, last_day


class Reach(StrEnum):
    """How a milestone stands."""

    OPEN = "open"
    REACHED = "reached"
    REACHED_LATE = "reached_late"
    MISSED = "missed"


REACH_WORDS = {
    Reach.OPEN: "Chưa đến mốc",
    Reach.REACHED: "Đạt",
    Reach.REACHED_LATE: "Đạt, sau mốc",
    Reach.MISSED: "Không đạt",
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """At least `value` on `day`; `before`: worded "trước ngày …", so that the day itself is no longer in time."""

    value: Decimal
    day: date
    before: bool = True

    @property
    def last(self) -> date:
        """The last day in time."""
        return last_day(BEFORE if self.before else BY, self.day)


@dataclass(frozen=True, slots=True)
class Told:
    """A value as of a day."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Stand:
    """How one milestone stands; `value` is the one that decides, None where nothing was entered."""

    milestone: Milestone
    reach: Reach
    value: Decimal | None
    on: date | None = None

    def words(self, measure: str) -> str:
        """ "58 % < 60 %", "86 % ≥ 85 %", "chưa có số liệu, cần 60 %"."""
        unit = f" {measure}" if measure else ""
        wanted = f"{plain(self.milestone.value)}{unit}"
        if self.value is None:
            return f"chưa có số liệu, cần {wanted}"
        sign = "≥" if self.value >= self.milestone.value else "<"
        return f"{plain(self.value)}{unit} {sign} {wanted}"


def stand_of(milestone: Milestone, told: Iterable[Told], *, today: date) -> Stand:
    """Return how a milestone stands today.

    The first value that is high enough decides, else the newest. A value as of the day after a holiday is as good as
    its day says: nobody guesses what it was before.
    """
    known = sorted((one for one in told if one.day <= today), key=lambda one: one.day)
    for one in known:
        if one.value >= milestone.value:
            late = one.day > milestone.day
            return Stand(milestone, Reach.REACHED_LATE if late else Reach.REACHED, one.value, one.day)
    last = known[-1] if known else None
    reach = Reach.MISSED if today > milestone.last else Reach.OPEN
    return Stand(milestone, reach, last.value if last else None, last.day if last else None)


def check_milestone(new: Milestone, others: Iterable[Milestone], *, since: date, due: date | None) -> None:
    """Raise `NamroError` for a milestone outside the work's time, or below an earlier one."""
    if new.day < since or (due is not None and new.last > due):
        until = f" đến {due:%d/%m/%Y}" if due else ""
        raise NamroError(
            f"Mốc {new.day:%d/%m/%Y} nằm ngoài thời gian của việc (từ {since:%d/%m/%Y}{until}).", code="day"
        )
    for one in others:
        if one.day == new.day:
            raise NamroError(f"Đã có mốc ngày {new.day:%d/%m/%Y}. Bỏ mốc cũ rồi ghi lại.", code="day")
        if (one.day < new.day and one.value > new.value) or (one.day > new.day and one.value < new.value):
            raise NamroError(
                f"Mốc {plain(new.value)} ngày {new.day:%d/%m/%Y} ngược với mốc {plain(one.value)} "
                f"ngày {one.day:%d/%m/%Y}: mốc sau không thấp hơn mốc trước.",
                code="value",
            )
