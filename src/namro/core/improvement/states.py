"""The states of a task as a table: which act leads where, who may do it. The diagram in the papers is made of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.errors import NamroError


class State(StrEnum):
    """Where a task, or one time of a recurring task, stands."""

    PLANNED = "planned"
    DOING = "doing"
    STUCK = "stuck"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Role(StrEnum):
    """What somebody is to a task; one person may be several of them."""

    OWNER = "owner"
    COORDINATOR = "coordinator"
    LEADER = "leader"


STATE_WORDS = {
    State.PLANNED: "Chưa làm",
    State.DOING: "Đang làm",
    State.STUCK: "Vướng mắc",
    State.SUBMITTED: "Chờ duyệt",
    State.RETURNED: "Bị trả lại",
    State.ACCEPTED: "Đã xong",
    State.CANCELLED: "Đã hủy",
}
ROLE_WORDS = {Role.OWNER: "người thực hiện", Role.COORDINATOR: "đầu mối", Role.LEADER: "lãnh đạo"}

#: Nothing more is expected from anybody.
CLOSED = frozenset({State.ACCEPTED, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to a task. `says` names the text that must go with it ("" none)."""

    name: str
    words: str
    sources: tuple[State, ...]
    target: State
    roles: frozenset[Role]
    says: str = ""


_OWNERS = frozenset({Role.OWNER, Role.COORDINATOR})
_REVIEWERS = frozenset({Role.COORDINATOR, Role.LEADER})
_LEADER = frozenset({Role.LEADER})
_OPEN = (State.PLANNED, State.DOING, State.RETURNED)

ACTS = {
    act.name: act
    for act in (
        Act("start", "Bắt đầu", (State.PLANNED, State.RETURNED), State.DOING, _OWNERS),
        Act("submit", "Nộp", _OPEN, State.SUBMITTED, _OWNERS),
        Act("withdraw", "Rút lại", (State.SUBMITTED,), State.DOING, frozenset({Role.OWNER})),
        Act("accept", "Duyệt", (State.SUBMITTED,), State.ACCEPTED, _REVIEWERS),
        Act("return", "Trả lại", (State.SUBMITTED,), State.RETURNED, _REVIEWERS, "lý do trả lại"),
        Act("ask", "Báo vướng mắc", _OPEN, State.STUCK, _OWNERS, "quyết định cần xin"),
        Act("answer", "Cho ý kiến", (State.STUCK,), State.DOING, _LEADER, "ý kiến chỉ đạo"),
        Act("solve", "Tự gỡ xong", (State.STUCK,), State.DOING, _OWNERS),
        Act("reopen", "Mở lại", (State.ACCEPTED,), State.RETURNED, _LEADER, "lý do mở lại"),
        Act("cancel", "Hủy", (*_OPEN, State.STUCK), State.CANCELLED, _LEADER, "lý do hủy"),
        Act("restore", "Khôi phục", (State.CANCELLED,), State.PLANNED, _LEADER, "lý do khôi phục"),
    )
}


def check_now(state: State, act: str) -> None:
    """Raise `NamroError` with the reason if the act is not possible in this state."""
    if state not in ACTS[act].sources:
        allowed = ", ".join(f"“{STATE_WORDS[s]}”" for s in ACTS[act].sources)
        raise NamroError(
            f"Việc đang ở trạng thái “{STATE_WORDS[state]}”, không {_low(act)} được. Chỉ {_low(act)} khi {allowed}.",
            code="state",
        )


def check_for(roles: Collection[Role], act: str) -> None:
    """Raise `NamroError` with the reason if none of the roles may do the act."""
    if ACTS[act].roles.isdisjoint(roles):
        who = " hoặc ".join(ROLE_WORDS[role] for role in Role if role in ACTS[act].roles)
        raise NamroError(f"Chỉ {who} của việc này được {_low(act)}.", code="role")


def acts_open(state: State, roles: Collection[Role]) -> tuple[str, ...]:
    """Return the acts possible now for somebody, in the order of the table: what buttons to show."""
    return tuple(a.name for a in ACTS.values() if state in a.sources and not a.roles.isdisjoint(roles))


def after(state: State, act: str, roles: Collection[Role], *, said: str = "") -> State:
    """Return the state after an act. Raises `NamroError` if it is not allowed, or a text that it needs is missing."""
    check_now(state, act)
    check_for(roles, act)
    if ACTS[act].says and not said.strip():
        raise NamroError(f"Hãy ghi {ACTS[act].says} trước khi {_low(act)}.", code="text_missing")
    return ACTS[act].target


def diagram() -> str:
    """The table as a Mermaid state diagram with Vietnamese names."""
    lines = ["stateDiagram-v2", *(f"    {state}: {words}" for state, words in STATE_WORDS.items())]
    lines.append(f"    [*] --> {State.PLANNED}")
    for act in ACTS.values():
        who = ", ".join(ROLE_WORDS[role] for role in Role if role in act.roles)
        lines += [f"    {source} --> {act.target}: {act.words} ({who})" for source in act.sources]
    lines += [f"    {state} --> [*]" for state in State if state in CLOSED]
    return "\n".join(lines)


def _low(act: str) -> str:
    words = ACTS[act].words
    return words[0].lower() + words[1:]
