"""How a yearly sheet goes: drafted, shown to the person first, objected to with proof, settled, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.states import Act, StateTable
from namro.core.base.yamlfile import load_data
from namro.core.timetable import Calendar

_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a person's yearly sheet stands."""

    DRAFTED = "drafted"
    SHOWN = "shown"
    DISPUTED = "disputed"
    SETTLED = "settled"
    CLOSED = "closed"


class Role(StrEnum):
    """What somebody is to a sheet; to the own sheet everybody is the person, whatever else."""

    PERSON = "person"
    COORDINATOR = "coordinator"
    LEADER = "leader"


STATE_WORDS = {
    State.DRAFTED: "Đã lập, chưa gửi xem",
    State.SHOWN: "Người được đánh giá đang xem",
    State.DISPUTED: "Có đề nghị sửa",
    State.SETTLED: "Đã thống nhất",
    State.CLOSED: "Đã chốt",
}
ROLE_WORDS = {Role.PERSON: "người được đánh giá", Role.COORDINATOR: "đầu mối", Role.LEADER: "lãnh đạo"}

_PERSON = frozenset({Role.PERSON})
_OTHERS = frozenset({Role.COORDINATOR, Role.LEADER})

TABLE = StateTable(
    subject="Phiếu",
    states=STATE_WORDS,
    roles=ROLE_WORDS,
    closed=frozenset({State.CLOSED}),
    acts=(
        Act("show", "Gửi người được đánh giá xem", (State.DRAFTED,), State.SHOWN, frozenset(Role)),
        Act("confirm", "Xác nhận đúng", (State.SHOWN, State.SETTLED), State.SETTLED, _PERSON),
        Act(
            "ask", "Đề nghị sửa", (State.SHOWN, State.DISPUTED, State.SETTLED), State.DISPUTED, _PERSON,
            "điều cần sửa và vì sao",
        ),
        Act("withdraw", "Rút đề nghị", (State.DISPUTED,), State.DISPUTED, _PERSON),
        Act("accept", "Đồng ý sửa", (State.DISPUTED,), State.DISPUTED, _OTHERS),
        Act("refuse", "Không đồng ý sửa", (State.DISPUTED,), State.DISPUTED, _OTHERS, "lý do không đồng ý"),
        Act("close", "Chốt phiếu", (State.SHOWN, State.SETTLED), State.CLOSED, _OTHERS),
        Act("reopen", "Mở lại phiếu", (State.CLOSED,), State.SHOWN, _OTHERS, "lý do mở lại"),
    ),
)  # fmt: skip
#: Acts about one correction; after the last of them that is decided the sheet is settled.
DECIDING = frozenset({"withdraw", "accept", "refuse"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A register whose rows count for people: its code, and its columns of the person, the name and the outcome."""

    register: str
    person: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Rules:
    """How many working days the person has before a sheet can be closed, whose rule it is, where initiatives stand."""

    look_days: int
    source: str
    initiatives: Listed


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return the shipped rules."""
    data: Any = load_data("yearly.yaml")
    return Rules(
        look_days=int(data["look_days"]), source=str(data["source"]), initiatives=Listed(**data["initiatives"])
    )


def state_after(act: str, target: State, *, waiting: int) -> State:
    """Return the state after an act by the table: with no correction left to decide, the sheet is settled."""
    return State.SETTLED if act in DECIDING and not waiting else target


def first_day_to_close(shown: date, days: int, calendar: Calendar) -> date:
    """Return the first day on which a sheet can be closed unconfirmed: after so many whole working days to look."""
    day = shown
    for _ in range(days + 1):
        day = calendar.next_working_day(day + _DAY)
    return day


def check_close(shown: date | None, *, confirmed: bool, today: date, days: int, calendar: Calendar) -> None:
    """Raise `NamroError` while the person still has time to look, unless the person has confirmed."""
    if shown is None or confirmed:
        return
    first = first_day_to_close(shown, days, calendar)
    if today < first:
        raise NamroError(
            f"Người được đánh giá được xem trong {days} ngày làm việc sau ngày {shown:%d/%m/%Y}. "
            f"Chốt từ {first:%d/%m/%Y}, hoặc khi người đó xác nhận đúng.",
            code="too_early",
        )
