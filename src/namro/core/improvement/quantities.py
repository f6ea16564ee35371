"""Work that is counted: "1 tin/tháng/người", "04 tin bài trong tháng": how much is there, and how much by today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from namro.core.base.errors import NamroError
from namro.core.timetable import MONTHS, WEEKS, Period

#: More than this is a slip of the hand.
MOST = Decimal(10_000_000)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`done` of `owed` so far; `expected` is how much an even pace would have brought by today."""

    done: Decimal
    owed: Decimal
    expected: Decimal
    measure: str

    @property
    def complete(self) -> bool:
        """Whether everything is there."""
        return self.done >= self.owed

    @property
    def behind(self) -> bool:
        """Whether less is there than an even pace would have brought."""
        return self.done < min(self.expected, self.owed)

    @property
    def percent(self) -> int:
        """How much is there in whole percent, 100 at most."""
        return min(100, int(100 * self.done / self.owed))

    @property
    def words(self) -> str:
        """ "3/4 tin; đến hôm nay cần 3"."""
        whole = f"{plain(self.done)}/{plain(self.owed)} {self.measure}".strip()
        return whole if self.complete or self.expected <= 0 else f"{whole}; đến hôm nay cần {plain(self.expected)}"


def pace(done: Decimal, owed: Decimal, *, measure: str, span: tuple[date, date], today: date) -> Pace:
    """Return how the count stands in a period (first and last day); what is expected is rounded down to whole ones."""
    first, last = span
    days = max(1, (last - first).days + 1)
    gone = min(days, max(0, (today - first).days + 1))
    return Pace(done=done, owed=owed, expected=(owed * gone / days).to_integral_value(ROUND_FLOOR), measure=measure)


def period_of(period: str, scheduled: date, *, since: date) -> tuple[date, date]:
    """Return the first and last day that one time of a task counts, not before the task began (`since`).

    A time of a month counts from its first day, a time of a week for seven days, one without a rhythm from `since` on.
    """
    if not period or period == Period.CONTINUOUS:
        return since, scheduled
    kind = Period(period)
    if kind in WEEKS:
        return max(since, scheduled - (7 * WEEKS[kind] - 1) * _DAY), scheduled
    length = MONTHS[kind]
    first = (scheduled.month - 1) // length * length + 1
    return max(since, date(scheduled.year, first, 1)), scheduled


def check_quantity(number: Decimal, *, least: Decimal = Decimal(0)) -> Decimal:
    """Return the number. Raises `NamroError` for what no quantity is: not more than `least`, or beyond all reason."""
    if not number.is_finite() or not least < number <= MOST or number != round(number, 3):
        raise NamroError(
            f"Số lượng phải lớn hơn {plain(least)}, tối đa {MOST:,f}, nhiều nhất ba số lẻ.".replace(",", "."),
            code="quantity",
        )
    return number


def plain(number: Decimal) -> str:
    """ "3", "2,5": without zeros that say nothing."""
    return f"{number.normalize():f}".replace(".", ",")
