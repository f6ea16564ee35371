"""How often a task comes back: a closed set of values, each with its wording and, where one is read, its due token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.errors import NamroError


class Period(StrEnum):
    """Named as the due tokens are (docs/reading.md)."""

    WEEK = "weekly"
    TWO_WEEKS = "biweekly"
    MONTH = "monthly"
    QUARTER = "quarterly"
    HALF_YEAR = "half-yearly"
    YEAR = "yearly"
    CONTINUOUS = "ongoing"


#: Months in each period that is made of months.
MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
WEEKS = {Period.WEEK: 1, Period.TWO_WEEKS: 2}
FRIDAY = 5

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_HOW_OFTEN = {
    Period.WEEK: "hằng tuần",
    Period.TWO_WEEKS: "02 tuần/lần",
    Period.MONTH: "hằng tháng",
    Period.QUARTER: "hằng quý",
    Period.HALF_YEAR: "06 tháng/lần",
    Period.YEAR: "hằng năm",
    Period.CONTINUOUS: "thường xuyên",
}
_WITH_DAY = re.compile(r"(monthly|quarterly:last-month):(\d\d)")
_DAY_OF_YEAR = re.compile(r"yearly:(\d\d)-(\d\d)")
_MORE_TOKENS = {"daily": Period.CONTINUOUS, "yearly:q4-prev": Period.YEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A period and the day in it.

    `day` is the weekday, 1 (Monday) to 7, of weeks (None: Friday) and the day of the month of longer periods (None: its
    last; 31 in a shorter month: its last, too). `month` counts inside the period from 1 (None: its last month).
    `before`: worded "trước ngày …", so that the day itself is too late. Raises `NamroError` for what does not exist.
    """

    period: Period
    day: int | None = None
    month: int | None = None
    before: bool = False

    def __post_init__(self) -> None:
        if self.period is Period.CONTINUOUS and (self.day or self.month or self.before):
            raise NamroError("Việc thường xuyên không có ngày hạn. Hãy bỏ ngày hoặc chọn một chu kỳ.", code="rhythm")
        most = 7 if self.period in WEEKS else 31
        if self.day is not None and not 1 <= self.day <= most:
            raise NamroError(f"Chu kỳ {self.often} không có ngày {self.day}: chọn từ 1 đến {most}.", code="rhythm")
        months = MONTHS.get(self.period, 0)
        if self.month is not None and not 1 <= self.month <= months:
            raise NamroError(
                f"Chu kỳ {self.often} không có tháng thứ {self.month}: "
                + (f"chọn từ 1 đến {months}." if months else "để trống tháng."),
                code="rhythm",
            )

    @property
    def often(self) -> str:
        """ "hằng tháng", "02 tuần/lần" …"""
        return _HOW_OFTEN[self.period]

    @property
    def words(self) -> str:
        """The whole rhythm for people: "Trước ngày 20 hằng tháng", "Ngày 03 của tháng cuối quý"."""
        if self.period in WEEKS and (self.day or self.before):
            named = f"{self.often}, {'trước ' if self.before else ''}{WEEKDAYS[(self.day or FRIDAY) - 1]}"
        elif self.day or self.month or self.before:
            day = f"ngày {self.day:02d}" if self.day else "ngày cuối"
            named = f"{'trước ' if self.before else ''}{day} {self._month_words()}"
        else:
            named = self.often
        return named[0].upper() + named[1:]

    def _month_words(self) -> str:
        if self.period is Period.MONTH:
            return "hằng tháng"
        if self.period is Period.YEAR:
            return f"tháng {self.month or 12} hằng năm"
        name = "quý" if self.period is Period.QUARTER else "mỗi nửa năm"
        if self.month in (None, MONTHS[self.period]):
            return f"của tháng cuối {name}"
        return f"của tháng thứ {self.month} trong {name}"


def rhythm_of(token: str, *, before: bool = False) -> Rhythm | None:
    """Return the rhythm of a recurring due token; None for tokens that name a day, a term or nothing.

    "Hằng ngày" is continuous work: nobody hands in something each day. `before` counts only where the token has a day.
    """
    if match := _WITH_DAY.fullmatch(token):
        period = Period.MONTH if match[1] == "monthly" else Period.QUARTER
        return Rhythm(period=period, day=int(match[2]), before=before)
    if match := _DAY_OF_YEAR.fullmatch(token):
        return Rhythm(period=Period.YEAR, month=int(match[1]), day=int(match[2]), before=before)
    if token in _MORE_TOKENS:
        return Rhythm(period=_MORE_TOKENS[token])
    return Rhythm(period=Period(token)) if token in set(Period) else None
