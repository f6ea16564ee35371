"""The states of a task as a table: which act leads where, who may do it. The diagram in the papers is made of it."""

from __future__ import annotations

from enum import StrEnum

from namro.core.base.states import Act, StateTable


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


_OWNERS = frozenset({Role.OWNER, Role.COORDINATOR})
_REVIEWERS = frozenset({Role.COORDINATOR, Role.LEADER})
_LEADER = frozenset({Role.LEADER})
_OPEN = (State.PLANNED, State.DOING, State.RETURNED)

TABLE = StateTable(
    subject="Việc",
    states=STATE_WORDS,
    roles=ROLE_WORDS,
    closed=CLOSED,
    acts=(
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
    ),
)
ACTS = TABLE.by_name
check_now = TABLE.check_now
check_for = TABLE.check_for
acts_open = TABLE.acts_open
after = TABLE.after
diagram = TABLE.diagram
