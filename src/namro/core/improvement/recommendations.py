"""What watchers recommend to a unit: the states of it as a table, who may do what, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.base.errors import NamroError


class Asked(StrEnum):
    """What the unit has said to a recommendation; whether it is carried out follows from the task, see `Standing`."""

    NEW = "new"
    RECEIVED = "received"
    TASK = "task"
    DECLINED = "declined"


class Standing(StrEnum):
    """How a recommendation stands: what was said to it, and what became of its task."""

    NEW = "new"
    RECEIVED = "received"
    TASK = "task"
    DROPPED = "dropped"
    DONE = "done"
    DECLINED = "declined"


class Side(StrEnum):
    """What somebody is to a recommendation."""

    WATCHER = "watcher"
    COORDINATOR = "coordinator"


STANDING_WORDS = {
    Standing.NEW: "Mới",
    Standing.RECEIVED: "Đã tiếp nhận",
    Standing.TASK: "Thành nhiệm vụ",
    Standing.DROPPED: "Nhiệm vụ đã bỏ",
    Standing.DONE: "Đã làm",
    Standing.DECLINED: "Không tiếp nhận",
}
SIDE_WORDS = {Side.WATCHER: "cơ quan kiến nghị", Side.COORDINATOR: "đầu mối của đơn vị"}


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a recommendation, possible where it stands so."""

    name: str
    words: str
    sources: tuple[Standing, ...]
    target: Asked
    side: Side


#: A task that was taken out of the plan answers nothing any longer: the unit answers anew.
_UNANSWERED = (Standing.NEW, Standing.RECEIVED, Standing.DROPPED)
ACTS = {
    act.name: act
    for act in (
        Act("change", "Sửa", (Standing.NEW,), Asked.NEW, Side.WATCHER),
        Act("receive", "Tiếp nhận", (Standing.NEW,), Asked.RECEIVED, Side.COORDINATOR),
        Act("take_up", "Lập thành nhiệm vụ", _UNANSWERED, Asked.TASK, Side.COORDINATOR),
        Act("decline", "Không tiếp nhận", _UNANSWERED, Asked.DECLINED, Side.COORDINATOR),
    )
}
#: What is written in the history when it is made; not an act on something that is there.
RECORDED = "record"
ACT_WORDS = {RECORDED: "Ghi kiến nghị"} | {act.name: act.words for act in ACTS.values()}


def standing_of(asked: Asked, *, dropped: bool, works: int, accepted: int) -> Standing:
    """Return how it stands. `works` are the times of its task that still count, `accepted` those that are accepted."""
    if asked != Asked.TASK:
        return Standing(asked)
    if dropped:
        return Standing.DROPPED
    return Standing.DONE if works and works == accepted else Standing.TASK


def check_now(standing: Standing, act: str) -> None:
    """Raise `NamroError` with the reason if the act is not possible where the recommendation stands."""
    if standing not in ACTS[act].sources:
        allowed = ", ".join(f"“{STANDING_WORDS[one]}”" for one in ACTS[act].sources)
        low = ACTS[act].words[0].lower() + ACTS[act].words[1:]
        raise NamroError(
            f"Kiến nghị đang ở trạng thái “{STANDING_WORDS[standing]}”, không {low} được. Chỉ {low} khi {allowed}.",
            code="state",
        )


def acts_open(standing: Standing, side: Side) -> tuple[str, ...]:
    """Return the acts possible now for a side, in the order of the table: what buttons to show."""
    return tuple(act.name for act in ACTS.values() if standing in act.sources and act.side == side)


def days_late(answer_by: date | None, answered_on: date | None, *, today: date) -> int:
    """Return by how many days the answer is or was late; 0 when it is not, or no day was asked for."""
    if answer_by is None:
        return 0
    return max(0, ((answered_on or today) - answer_by).days)


def diagram() -> str:
    """The table as a Mermaid state diagram with Vietnamese names."""
    lines = ["stateDiagram-v2", *(f"    {one}: {words}" for one, words in STANDING_WORDS.items())]
    lines.append(f"    [*] --> {Standing.NEW}")
    for act in ACTS.values():
        lines += [f"    {source} --> {act.target}: {act.words} ({SIDE_WORDS[act.side]})" for source in act.sources]
    lines += [
        f"    {Standing.TASK} --> {Standing.DONE}: mọi kỳ của nhiệm vụ được duyệt",
        f"    {Standing.TASK} --> {Standing.DROPPED}: nhiệm vụ bị bỏ khỏi kế hoạch",
    ]
    return "\n".join(lines)
