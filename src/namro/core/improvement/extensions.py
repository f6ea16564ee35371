"""More time for work (*gia hạn*): who may ask, who decides, which days can be, and how often it was given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.improvement.states import ROLE_WORDS, Role, State
from namro.core.timetable import Calendar, working_days


class Outcome(StrEnum):
    """What became of a wish for more time."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OUTCOME_WORDS = {
    Outcome.WAITING: "Chờ quyết định",
    Outcome.GRANTED: "Đồng ý gia hạn",
    Outcome.REFUSED: "Không đồng ý gia hạn",
    Outcome.WITHDRAWN: "Đã rút",
}
#: Who does the work asks, who coordinates asks for others, the leader decides.
ASKERS = frozenset({Role.OWNER, Role.COORDINATOR})
DECIDERS = frozenset({Role.LEADER})
#: Work that was not handed in can still need time.
ASKED_IN = frozenset({State.PLANNED, State.DOING, State.RETURNED, State.STUCK})


@dataclass(frozen=True, slots=True)
class Granted:
    """A due day that was moved: the one in force before, and the one since."""

    old: date | None
    new: date

    @property
    def extends(self) -> bool:
        """Whether it gave time; a day moved forward took some."""
        return self.old is not None and self.new > self.old


def can_ask(state: State, roles: Collection[Role], *, due: date | None, waiting: bool) -> bool:
    """Whether the person may ask for more time now."""
    return due is not None and not waiting and state in ASKED_IN and not ASKERS.isdisjoint(roles)


def check_ask(state: State, roles: Collection[Role], *, due: date | None, waiting: bool) -> None:
    """Raise `NamroError` with the reason if the person may not ask for more time now."""
    if ASKERS.isdisjoint(roles):
        raise NamroError(f"Chỉ {_either(ASKERS)} của việc này được xin gia hạn.", code="role")
    if due is None:
        raise NamroError("Việc này không có hạn nên không cần gia hạn.", code="no_due")
    if waiting:
        raise NamroError("Đã có đề nghị gia hạn đang chờ quyết định. Rút đề nghị đó rồi xin lại.", code="waiting")
    if state not in ASKED_IN:
        raise NamroError("Việc đã nộp hoặc đã đóng nên không xin gia hạn nữa.", code="state")


def check_decide(roles: Collection[Role]) -> None:
    """Raise `NamroError` if none of the roles decides about time."""
    if DECIDERS.isdisjoint(roles):
        raise NamroError(f"Chỉ {_either(DECIDERS)} quyết định gia hạn. Người thực hiện thì xin gia hạn.", code="role")


def later_day(wanted: date, *, due: date | None, today: date, calendar: Calendar) -> date:
    """Return the working day that would count. Raises `NamroError` when it gives no time."""
    day = calendar.previous_working_day(wanted)
    counted = "" if day == wanted else f" (ngày nghỉ, tính về {day:%d/%m/%Y})"
    if due is not None and day <= due:
        raise NamroError(
            f"Ngày {wanted:%d/%m/%Y}{counted} không muộn hơn hạn đang áp dụng {due:%d/%m/%Y}. Hãy chọn ngày sau đó.",
            code="day",
        )
    if day < today:
        raise NamroError(f"Ngày {wanted:%d/%m/%Y}{counted} đã qua. Hãy chọn từ hôm nay {today:%d/%m/%Y}.", code="day")
    return day


def asked_late(due: date | None, *, today: date, ahead: int, calendar: Calendar) -> bool:
    """Whether time is asked for less than `ahead` working days before the due day: it is marked *xin muộn*.

    Asked on Tuesday for what is due on Friday is three days ahead.
    """
    return due is not None and working_days(today, due, calendar) < ahead


def check_late_reason(why: str, *, late: bool, ahead: int) -> str:
    """Return why it is asked for so late. Raises `NamroError` where it is late and nothing is said."""
    if late and not why.strip():
        raise NamroError(
            f"Xin gia hạn phải trước hạn ít nhất {ahead} ngày làm việc. Xin muộn thì ghi thêm vì sao xin muộn.",
            code="late_reason",
        )
    return why.strip() if late else ""


def times_extended(moves: Iterable[Granted]) -> int:
    """Return how often work was given more time."""
    return sum(move.extends for move in moves)


def extended_words(times: int) -> str:
    """ "gia hạn 1 lần"; "" for never."""
    return f"gia hạn {times} lần" if times else ""


def still_moved(moves: Iterable[Granted], planned: date | None) -> bool:
    """Whether moves (oldest first) hold although the plan is approved again with `planned` as the due day.

    They do unless the plan itself has another day now than the one from which the last moves, one after another, went.
    """
    base: date | None = None
    last: Granted | None = None
    for move in moves:
        if last is None or move.old != last.new:
            base = move.old
        last = move
    return last is not None and base == planned


def _either(roles: Collection[Role]) -> str:
    return " hoặc ".join(ROLE_WORDS[role] for role in Role if role in roles)
