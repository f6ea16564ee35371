"""A unit's sheet of a year from its first line to the published result: states, acts, and the five dates of a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from namro.core.base.states import Act, StateTable


class State(StrEnum):
    """Where a sheet stands."""

    PREPARING = "preparing"
    SCORING = "scoring"
    WAITING = "waiting"
    APPROVED = "approved"
    SUBMITTED = "submitted"
    APPRAISAL = "appraisal"
    EXPLANATION = "explanation"
    REAPPRAISAL = "reappraisal"
    DECIDED = "decided"
    PUBLISHED = "published"
    NOT_APPRAISED = "not_appraised"


class Party(StrEnum):
    """What somebody is to a sheet. Where a commune works alone, its coordinator is the organiser too."""

    COORDINATOR = "coordinator"
    LEADER = "leader"
    ORGANISER = "organiser"


class Stage(StrEnum):
    """The parts of a round that have dates."""

    SCORING = "scoring"
    APPRAISAL = "appraisal"
    EXPLANATION = "explanation"
    REAPPRAISAL = "reappraisal"
    PUBLICATION = "publication"


STATE_WORDS = {
    State.PREPARING: "Chuẩn bị",
    State.SCORING: "Đang tự chấm",
    State.WAITING: "Chờ lãnh đạo duyệt",
    State.APPROVED: "Đã duyệt, chờ nộp",
    State.SUBMITTED: "Đã nộp",
    State.APPRAISAL: "Đang thẩm định",
    State.EXPLANATION: "Đang giải trình",
    State.REAPPRAISAL: "Thẩm định lần 2",
    State.DECIDED: "Đã chốt điểm",
    State.PUBLISHED: "Đã công bố",
    State.NOT_APPRAISED: "Không thẩm định",
}
PARTY_WORDS = {Party.COORDINATOR: "đầu mối", Party.LEADER: "lãnh đạo", Party.ORGANISER: "cơ quan tổ chức"}
STAGE_WORDS = {
    Stage.SCORING: "Tự chấm",
    Stage.APPRAISAL: "Thẩm định lần 1",
    Stage.EXPLANATION: "Giải trình",
    Stage.REAPPRAISAL: "Thẩm định lần 2",
    Stage.PUBLICATION: "Công bố",
}
#: Cells may be filled.
OPEN = frozenset({State.PREPARING, State.SCORING})
#: The unit has handed its sheet in; its points and facts stay as they are.
HANDED_IN = frozenset(
    {State.SUBMITTED, State.APPRAISAL, State.EXPLANATION, State.REAPPRAISAL, State.DECIDED, State.PUBLISHED}
)

_COORDINATOR, _LEADER = frozenset({Party.COORDINATOR}), frozenset({Party.LEADER})
_UNIT, _ORGANISER = _COORDINATOR | _LEADER, frozenset({Party.ORGANISER})

TABLE = StateTable(
    subject="Phiếu",
    states=STATE_WORDS,
    roles=PARTY_WORDS,
    closed=frozenset({State.PUBLISHED}),
    acts=(
        Act("begin", "Mở tự chấm", (State.PREPARING,), State.SCORING, _ORGANISER),
        Act("lay", "Trình lãnh đạo", (State.SCORING,), State.WAITING, _COORDINATOR),
        Act("withdraw", "Rút lại", (State.WAITING,), State.SCORING, _COORDINATOR),
        Act("send_back", "Trả lại", (State.WAITING,), State.SCORING, _LEADER, "lý do trả lại"),
        Act("approve", "Duyệt", (State.WAITING,), State.APPROVED, _LEADER),
        Act("reopen", "Mở lại để sửa", (State.APPROVED,), State.SCORING, _LEADER, "lý do mở lại"),
        Act("submit", "Nộp", (State.APPROVED,), State.SUBMITTED, _UNIT),
        Act("hand_back", "Trả phiếu", (State.SUBMITTED,), State.SCORING, _ORGANISER, "lý do trả phiếu"),
        Act(
            "refuse",
            "Không thẩm định",
            (State.SCORING, State.WAITING, State.APPROVED, State.SUBMITTED),
            State.NOT_APPRAISED,
            _ORGANISER,
            "lý do không thẩm định",
        ),
        Act("readmit", "Nhận lại", (State.NOT_APPRAISED,), State.SCORING, _ORGANISER, "lý do nhận lại"),
        Act("appraise", "Bắt đầu thẩm định", (State.SUBMITTED,), State.APPRAISAL, _ORGANISER),
        Act("explain", "Mở giải trình", (State.APPRAISAL,), State.EXPLANATION, _ORGANISER),
        Act("reappraise", "Thẩm định lần 2", (State.EXPLANATION,), State.REAPPRAISAL, _ORGANISER),
        Act("decide", "Chốt điểm", (State.APPRAISAL, State.REAPPRAISAL), State.DECIDED, _ORGANISER),
        Act("publish", "Công bố", (State.DECIDED,), State.PUBLISHED, _ORGANISER),
    ),
)


@dataclass(frozen=True, slots=True)
class Lock:
    """Why cells cannot be changed, since when (None: not known), and who can lift it; finished sentences."""

    why: str
    since: datetime | None
    lifted_by: str


_LOCKS = {
    State.WAITING: ("Phiếu đang chờ lãnh đạo duyệt", "Đầu mối rút lại, hoặc lãnh đạo trả lại thì sửa được."),
    State.APPROVED: ("Lãnh đạo đã duyệt phiếu", "Lãnh đạo mở lại thì sửa được."),
    State.SUBMITTED: ("Phiếu đã nộp", "Cơ quan tổ chức kỳ đánh giá trả phiếu thì sửa được."),
    State.APPRAISAL: ("Phiếu đang được thẩm định", "Chờ vòng giải trình để nêu ý kiến và bổ sung minh chứng."),
    State.EXPLANATION: ("Điểm tự chấm đã nộp; đang giải trình", "Viết giải trình ở trang “Giải trình”."),
    State.REAPPRAISAL: ("Phiếu đang được thẩm định lần 2", "Không mở lại; kết quả sau khi chốt."),
    State.DECIDED: ("Điểm đã chốt, chờ công bố", "Hội đồng thẩm định quyết định."),
    State.PUBLISHED: ("Kết quả đã công bố", "Chỉ điều chỉnh bằng một quyết định mới."),
    State.NOT_APPRAISED: ("Phiếu không được thẩm định", "Chủ tịch Hội đồng nhận lại hoặc gia hạn kèm lý do."),
}


def lock_of(state: State, since: datetime | None) -> Lock | None:
    """Return why the cells of a sheet in this state are closed; None where they are open."""
    if state in OPEN:
        return None
    why, lifted_by = _LOCKS[state]
    return Lock(why, since, lifted_by)
