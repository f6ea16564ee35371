"""What still has to happen for a share to be reached: 301 of 400, that is 91 of the next 100."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from namro.core.base.errors import NamroError
from namro.core.base.points import format_points

#: Comparisons of a share with its target, as in `core.printed.Target.op`.
AT_LEAST, MORE_THAN = ">=", ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`done` of `total` so far; with `expected` more, `needed` of all are needed, so `of_next` of those to come.

    `of_next` is 0 when the target is reached whatever comes, and more than `expected` when it is out of reach.
    """

    done: int
    total: int
    expected: int
    needed: int

    @property
    def of_next(self) -> int:
        """How many of the expected ones have to be good."""
        return max(0, self.needed - self.done)

    @property
    def reachable(self) -> bool:
        """Whether the target can still be reached."""
        return self.of_next <= self.expected

    @property
    def share(self) -> Decimal | None:
        """The share so far in percent, unrounded; None without anything to count."""
        return Decimal(100 * self.done) / self.total if self.total else None

    @property
    def words(self) -> str:
        """ "210/300 = 70,00 %; cần 301/400, tức 91 trong 100 sắp tới"."""
        share = f" = {format_points(self.share)} %" if self.share is not None else ""
        whole = f"{self.done}/{self.total}{share}; cần {self.needed}/{self.total + self.expected}"
        if self.of_next == 0:
            return f"{whole}, đã chắc đạt"
        out_of_reach = "" if self.reachable else ", không còn đạt được"
        return f"{whole}, tức {self.of_next} trong {self.expected} sắp tới{out_of_reach}"


def outlook(done: int, total: int, *, expected: int, op: str, percent: Decimal) -> Outlook:
    """Return what is needed for done/total to be `op` `percent` (0–100) after `expected` more.

    Raises `NamroError` for counts that cannot be, and for a comparison that is neither ">" nor ">=".
    """
    if op not in (AT_LEAST, MORE_THAN):
        raise NamroError(f"Không tính được chỉ tiêu có phép so sánh “{op}”. Hãy dùng > hoặc >=.", code="goal")
    if not 0 <= done <= total or expected < 0:
        raise NamroError(
            f"Số liệu {done}/{total}, sắp tới {expected} không hợp lệ: số đạt không thể âm hoặc lớn hơn tổng số.",
            code="goal",
        )
    exact = percent * (total + expected) / 100
    least = exact.to_integral_value(ROUND_CEILING if op == AT_LEAST else ROUND_FLOOR)
    return Outlook(done=done, total=total, expected=expected, needed=int(least) + (op == MORE_THAN))
