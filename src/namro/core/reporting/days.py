"""From the rules of a report to its days: data window, contributions, sending.

The printed day stays beside the working day that counts. "Trước ngày" leaves the named day out, "ngày", "chậm nhất"
include it (`core.timetable.deadlines`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from namro.core.base.errors import NamroError
from namro.core.reporting.periods import WEEKLY, Kind, Period
from namro.core.timetable import Calendar, Shift, Span, last_day, working_days
from namro.core.timetable.deadlines import BEFORE, BY
from namro.core.timetable.rhythm import WEEKDAYS
from namro.core.timetable.tokens import end_of_month

_DAY = timedelta(days=1)
_FURTHEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """A day counted from the last month of a period: `months` after it (negative: before it), on `day`.

    A month without that day has its last. Of weekly kinds `day` is the weekday, 1 to 7, `months` counts weeks.
    Raises `NamroError` for a day that no month has.
    """

    day: int
    months: int = 0
    before: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31:
            raise NamroError(f"Ngày {self.day} không có trong tháng nào. Ghi từ 1 đến 31.", code="day_rule")
        if abs(self.months) > _FURTHEST:
            raise NamroError(
                f"Hạn cách tháng cuối kỳ {abs(self.months)} tháng, quá {_FURTHEST}. Ghi lại số tháng.", code="day_rule"
            )

    def named_in(self, period: Period) -> date:
        """Return the day that the rule names for a period, as printed."""
        if period.kind in WEEKLY:
            if self.day > 7:
                raise NamroError(
                    f"{period.words} tính theo tuần: ghi thứ trong tuần từ 1 (thứ Hai) đến 7, không phải {self.day}.",
                    code="day_rule",
                )
            return period.days[1] + timedelta(days=7 * self.months + self.day - 7)
        return _day_in(period.year, period.months[1] + self.months, day=self.day)

    def last_day(self, period: Period) -> date:
        """Return the last calendar day that the rule allows."""
        return last_day(BEFORE if self.before else BY, self.named_in(period))

    def words(self, kind: Kind) -> str:
        """The rule for people: "trước ngày 03 của tháng cuối kỳ"."""
        before = "trước " if self.before else ""
        if kind in WEEKLY:
            week = "cuối kỳ" if self.months == 0 else f"sau kỳ {self.months}" if self.months > 0 else "trước đó"
            return f"{before}{WEEKDAYS[(self.day - 1) % 7]} tuần {week}"
        return f"{before}ngày {self.day:02d} {_month_words(self.months, kind)}"


def _month_words(months: int, kind: Kind) -> str:
    if kind == Kind.YEAR and -12 < months <= 0:
        return f"tháng {12 + months}"
    if months == 0:
        return "của tháng báo cáo" if kind == Kind.MONTH else "của tháng cuối kỳ"
    if months == 1:
        return "của tháng sau kỳ"
    return f"của tháng thứ {months} sau kỳ" if months > 0 else f"của tháng thứ {-months} trước tháng cuối kỳ"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRule:
    """Data are closed at the end of day `day` of the month `months_before` the last one; they begin the day after the
    close that stood before the period. Of weekly kinds the window is the weeks themselves, up to weekday `day`.

    Decree 09/2019/NĐ-CP, art. 12: day 14 of the last month, so that the window begins on the 15th.
    """

    day: int = 14
    months_before: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31 or not 0 <= self.months_before <= _FURTHEST:
            raise NamroError(
                f"Chốt số liệu ngày {self.day}, trước tháng cuối kỳ {self.months_before} tháng: "
                "ghi ngày từ 1 đến 31 và số tháng từ 0 đến 12.",
                code="window_rule",
            )

    def of(self, period: Period) -> Span:
        """Return the first and the last day of the data."""
        if period.kind in WEEKLY:
            first, last = period.days
            return first, last - timedelta(days=7 - min(self.day, 7))
        first_month, last_month = period.months
        before = _day_in(period.year, first_month - 1 - self.months_before, day=self.day)
        return before + _DAY, _day_in(period.year, last_month - self.months_before, day=self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one kind of period at one level. `due` is None while nobody has set it.

    Contributions are due by a rule of their own, or `lead_days` working days before the sending.
    """

    due: DayRule | None
    window: WindowRule = WindowRule()
    internal: DayRule | None = None
    lead_days: int = 3
    shift: Shift = Shift.BACK
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What the rules give for one period. `named` is the printed day of sending, `due` the working day that counts.

    `warnings` say what is not as the law asks or not certain.
    """

    window: Span
    named: date | None
    due: date | None
    internal: date | None
    warnings: tuple[str, ...] = ()


def days_of(rules: Rules, period: Period, calendar: Calendar) -> Days:
    """Return the days of one period. Raises `NamroError` when the data would close after the report is due."""
    check_rules(rules, (period,))
    window = rules.window.of(period)
    if rules.due is None:
        return Days(
            window=window, named=None, due=None, internal=None, warnings=("Chưa đặt hạn gửi: ghi ở phần thiết lập.",)
        )
    due = calendar.moved(rules.due.last_day(period), rules.shift)
    internal = _internal(rules, period, due, calendar=calendar)
    return Days(
        window=window,
        named=rules.due.named_in(period),
        due=due,
        internal=internal,
        warnings=tuple(_warnings(window, internal, due, calendar=calendar)),
    )


def _internal(rules: Rules, period: Period, due: date, *, calendar: Calendar) -> date:
    if rules.internal is not None:
        # Never after the sending: a day off between them can move the sending before the printed internal day.
        return min(calendar.moved(rules.internal.last_day(period), rules.shift), due)
    day = due
    for _ in range(rules.lead_days):
        day = calendar.previous_working_day(day - _DAY)
    return day


def _warnings(window: Span, internal: date, due: date, *, calendar: Calendar) -> list[str]:
    found = []
    # Art. 8(5)(b): at least one whole working day between the close of data and the sending.
    if working_days(window[1], due, calendar) < 2:
        found.append(
            f"Chốt số liệu {window[1]:%d/%m/%Y}, hạn gửi {due:%d/%m/%Y}: chưa đủ 01 ngày làm việc ở giữa "
            "(Nghị định 09/2019/NĐ-CP, điều 8 khoản 5 điểm b). Đề nghị chốt số liệu sớm hơn."
        )
    if internal <= window[1] and window[1] < due:
        found.append(
            f"Hạn góp nội dung {internal:%d/%m/%Y} không sau ngày chốt số liệu {window[1]:%d/%m/%Y}: "
            "số liệu những ngày cuối được điền sau khi góp."
        )
    if calendar.provisional((min(internal, due), due)):
        found.append(f"Lịch nghỉ năm {due.year} chưa có thông báo chính thức: hạn có thể đổi.")
    return found


def check_rules(rules: Rules, periods: Iterable[Period]) -> None:
    """Raise `NamroError` when the data of a period would close after the report is due, or contributions come after."""
    if rules.due is None:
        return
    for period in periods:
        closes, due = rules.window.of(period)[1], rules.due.last_day(period)
        if closes > due:
            raise NamroError(
                f"{period.words}: chốt số liệu {closes:%d/%m/%Y} sau hạn gửi {due:%d/%m/%Y}. "
                "Chọn ngày chốt số liệu sớm hơn hoặc hạn gửi muộn hơn.",
                code="window_after_due",
            )
        if rules.internal is not None and rules.internal.last_day(period) > due:
            raise NamroError(
                f"{period.words}: hạn góp nội dung {rules.internal.last_day(period):%d/%m/%Y} sau hạn gửi "
                f"{due:%d/%m/%Y}. Chọn hạn góp sớm hơn.",
                code="internal_after_due",
            )


def _day_in(year: int, month: int, *, day: int) -> date:
    """A day of a month that may lie outside 1 to 12; a month without the day has its last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return min(date(year, month, 1) + timedelta(days=day - 1), end_of_month(year, month))
