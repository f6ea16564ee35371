"""How a unit works where it is free to choose: reminders, how far ahead time is asked for, days to look and to act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data
from namro.core.improvement.reminding import Rules, reminder_rules
from namro.core.improvement.yearly_states import rules as yearly_rules

_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;]+\d{1,3})*")
#: More days in one list are no reminders but noise.
_MANY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One thing that a unit may set: a number of days, or several (`many`)."""

    code: str
    words: str
    help: str
    least: int
    most: int
    many: bool = False


#: In the order of the page.
HABITS = (
    Habit(
        code="before", words="Nhắc trước hạn, ngày làm việc", help="Ví dụ 7, 3, 1, 0; số 0 là chính ngày hạn.",
        least=0, most=60, many=True,
    ),
    Habit(code="after", words="Nhắc sau hạn, ngày làm việc", help="Ví dụ 1, 3, 7.", least=1, most=60, many=True),
    Habit(code="again", words="Sau đó cứ bao nhiêu ngày làm việc nhắc lại", help="", least=1, most=60),
    Habit(
        code="ask_ahead", words="Xin gia hạn trước hạn ít nhất, ngày làm việc",
        help="Xin sau mốc này vẫn được, nhưng phải nói vì sao và được ghi là xin muộn.", least=0, most=30,
    ),
    Habit(
        code="concluded_within", words="Kết luận họp thành việc trong, ngày",
        help="Tính từ ngày họp; quá mốc này đầu mối được nhắc.", least=0, most=30,
    ),
    Habit(
        code="look_days", words="Xem phiếu năm trước khi chốt, ngày làm việc",
        help="Người được đánh giá có từng này ngày để xem, đề nghị sửa; phiếu đã đưa xem giữ mốc của ngày đưa.",
        least=1, most=30,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What holds in a unit on a day."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    again: int
    ask_ahead: int
    concluded_within: int
    look_days: int

    @property
    def rules(self) -> Rules:
        """The rules of reminders with the unit's days; who hears of late work, and the hour, are the product's."""
        return replace(reminder_rules(), before=frozenset(self.before), after=frozenset(self.after), again=self.again)


@cache
def default_habits() -> Habits:
    """Return what holds where nobody chose."""
    data: Any = load_data("unit_habits.yaml")
    told = reminder_rules()
    return Habits(
        before=tuple(sorted(told.before, reverse=True)),
        after=tuple(sorted(told.after)),
        again=told.again,
        ask_ahead=int(data["ask_ahead"]),
        concluded_within=int(data["concluded_within"]),
        look_days=yearly_rules().look_days,
    )


def habit(code: str) -> Habit:
    """Return one by its code. Raises KeyError."""
    return {one.code: one for one in HABITS}[code]


def read_value(found: Habit, text: str) -> str:
    """Return what was typed as it is kept: "7,3,1,0" or "3". Raises NamroError with what to type instead."""
    typed = text.strip()
    span = f"từ {found.least} đến {found.most}"
    if not _NUMBERS.fullmatch(typed):
        how = "các số ngày cách nhau bằng dấu phẩy" if found.many else "một số ngày"
        raise NamroError(f"{found.words}: “{typed[:40]}” không dùng được. Ghi {how}, {span}.", code=found.code)
    numbers = list(dict.fromkeys(map(int, re.findall(r"\d+", typed))))
    if not found.many and len(numbers) > 1:
        raise NamroError(f"{found.words}: chỉ ghi một số, {span}.", code=found.code)
    if len(numbers) > _MANY or any(not found.least <= one <= found.most for one in numbers):
        raise NamroError(f"{found.words}: mỗi số {span}, nhiều nhất {_MANY} số. Sửa lại.", code=found.code)
    return ",".join(map(str, sorted(numbers, reverse=found.code == "before")))


def with_values(values: Mapping[str, str]) -> Habits:
    """Return the defaults with what was set laid over them; codes that are not known any more are left out."""
    given: dict[str, Any] = {}
    for one in HABITS:
        if one.code in values:
            numbers = tuple(map(int, values[one.code].split(",")))
            given[one.code] = numbers if one.many else numbers[0]
    return replace(default_habits(), **given)


def shown(found: Habit, habits: Habits) -> str:
    """Return a value as people read and type it: "7, 3, 1, 0"."""
    value = getattr(habits, found.code)
    return ", ".join(map(str, value)) if found.many else str(value)
