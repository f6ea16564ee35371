"""How the evaluation of a month goes: written by the leader, sent to the person, answered, taken back with a reason."""

from __future__ import annotations

from enum import StrEnum

from namro.core.base.states import Act, StateTable


class State(StrEnum):
    """Where an evaluation stands."""

    DRAFTED = "drafted"
    SENT = "sent"


class Part(StrEnum):
    """What somebody is to it; to the own one everybody is the person, whatever else."""

    PERSON = "person"
    LEADER = "leader"
    COORDINATOR = "coordinator"


STATE_WORDS = {State.DRAFTED: "Đang viết", State.SENT: "Đã gửi"}
PART_WORDS = {Part.PERSON: "người được đánh giá", Part.LEADER: "lãnh đạo", Part.COORDINATOR: "đầu mối"}
_LEADER = frozenset({Part.LEADER})

TABLE = StateTable(
    subject="Đánh giá tháng",
    states=STATE_WORDS,
    roles=PART_WORDS,
    closed=frozenset({State.SENT}),
    acts=(
        Act("save", "Lưu nhận xét", (State.DRAFTED,), State.DRAFTED, _LEADER),
        Act("send", "Gửi đánh giá", (State.DRAFTED,), State.SENT, _LEADER, "nhận xét"),
        Act("answer", "Ghi ý kiến", (State.SENT,), State.SENT, frozenset({Part.PERSON}), "ý kiến"),
        Act("reopen", "Mở lại", (State.SENT,), State.DRAFTED, _LEADER, "lý do mở lại"),
    ),
)
