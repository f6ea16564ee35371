"""States of a report and of what each field contributes, as tables; docs/reports.md shows their diagrams."""

from __future__ import annotations

from enum import StrEnum

from namro.core.base.states import Act, StateTable


class State(StrEnum):
    """Of a report."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"


class Role(StrEnum):
    """What somebody is to a report."""

    COORDINATOR = "coordinator"
    LEADER = "leader"
    UPPER = "upper"
    OWNER = "owner"


ROLE_WORDS = {
    Role.COORDINATOR: "đầu mối",
    Role.LEADER: "lãnh đạo",
    Role.UPPER: "cấp nhận báo cáo",
    Role.OWNER: "người góp nội dung",
}
#: Figures and texts do not move in these.
FROZEN = frozenset({State.SUBMITTED, State.APPROVED, State.SENT, State.RECEIVED})
#: The upper level reads these.
OUT = frozenset({State.SENT, State.RECEIVED})

_C, _L, _U, _O = (frozenset({role}) for role in (Role.COORDINATOR, Role.LEADER, Role.UPPER, Role.OWNER))

REPORT = StateTable(
    subject="Báo cáo",
    states={
        State.WRITING: "Đang viết",
        State.SUBMITTED: "Chờ duyệt",
        State.APPROVED: "Đã duyệt",
        State.SENT: "Đã gửi",
        State.RECEIVED: "Cấp trên đã nhận",
    },
    roles=ROLE_WORDS,
    closed=frozenset({State.RECEIVED}),
    acts=(
        Act("submit", "Trình", (State.WRITING,), State.SUBMITTED, _C),
        Act("withdraw", "Rút lại", (State.SUBMITTED,), State.WRITING, _C),
        Act("approve", "Duyệt", (State.SUBMITTED,), State.APPROVED, _L),
        Act("return", "Trả lại", (State.SUBMITTED,), State.WRITING, _L, "cần sửa gì"),
        Act("reopen", "Mở lại", (State.APPROVED,), State.WRITING, _L, "lý do"),
        Act("send", "Ghi đã gửi", (State.APPROVED,), State.SENT, _C),
        Act("receive", "Ghi đã nhận", (State.SENT,), State.RECEIVED, _U),
        Act("send_back", "Đề nghị báo cáo lại", (State.SENT, State.RECEIVED), State.WRITING, _U, "cần bổ sung gì"),
    ),
)


class Given(StrEnum):
    """Of a contribution."""

    ASKED = "asked"
    GIVEN = "given"
    RETURNED = "returned"


CONTRIBUTION = StateTable(
    subject="Phần góp",
    states={Given.ASKED: "Chưa góp", Given.GIVEN: "Đã góp", Given.RETURNED: "Cần bổ sung"},
    roles=ROLE_WORDS,
    closed=frozenset({Given.GIVEN}),
    acts=(
        Act("give", "Nộp phần góp", (Given.ASKED, Given.RETURNED), Given.GIVEN, _O | _C),
        Act("take_back", "Rút lại để sửa", (Given.GIVEN,), Given.ASKED, _O | _C),
        Act("ask_more", "Đề nghị bổ sung", (Given.GIVEN,), Given.RETURNED, _C, "cần bổ sung gì"),
    ),
)
