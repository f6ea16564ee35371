"""Feedback of citizens: its states as a table, and its limits from dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache

from namro.core.base.columns import key_of
from namro.core.base.states import Act, StateTable
from namro.core.base.yamlfile import load_data
from namro.core.timetable import Calendar, Pause, Term, TermUnit, WorkingTime, due

_DAY = timedelta(days=1)
#: The evidence letter of what was read in a source.
_READ = "A"


class State(StrEnum):
    """Where an item stands."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    SUPPLEMENT = "supplement"
    ANSWERED = "answered"
    PUBLISHED = "published"
    CLOSED = "closed"
    RETURNED = "returned"


class Role(StrEnum):
    """What somebody is to an item."""

    HANDLER = "handler"
    COORDINATOR = "coordinator"
    LEADER = "leader"


class Outcome(StrEnum):
    """What was found about what an item says."""

    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


OUTCOME_WORDS = {Outcome.FOUNDED: "Đúng", Outcome.PARTLY: "Đúng một phần", Outcome.UNFOUNDED: "Không đúng"}
#: Only these, of conduct, count against anybody.
CONFIRMED = (Outcome.FOUNDED, Outcome.PARTLY)
CONDUCT = "conduct"
STATE_WORDS = {
    State.RECEIVED: "Mới nhận",
    State.ASSIGNED: "Đang xử lý",
    State.SUPPLEMENT: "Chờ bổ sung",
    State.ANSWERED: "Chờ công khai",
    State.PUBLISHED: "Đã công khai",
    State.CLOSED: "Đã trả lời, không công khai",
    State.RETURNED: "Đã trả lại, chuyển đi",
}
ROLE_WORDS = {Role.HANDLER: "người xử lý", Role.COORDINATOR: "đầu mối", Role.LEADER: "lãnh đạo"}
#: An answer is still owed.
OPEN = (State.RECEIVED, State.ASSIGNED, State.SUPPLEMENT)
#: An answer was given.
DONE = (State.ANSWERED, State.PUBLISHED, State.CLOSED)
_HEADS = frozenset({Role.COORDINATOR, Role.LEADER})
_ALL = frozenset(Role)

TABLE = StateTable(
    subject="Phản ánh",
    states=STATE_WORDS,
    roles=ROLE_WORDS,
    closed=frozenset({State.PUBLISHED, State.CLOSED, State.RETURNED}),
    acts=(
        Act("assign", "Giao xử lý", (State.RECEIVED, State.ASSIGNED), State.ASSIGNED, _HEADS),
        Act("hand_over", "Chuyển người khác", (State.ASSIGNED,), State.ASSIGNED, _ALL, "lý do chuyển"),
        Act("ask_supplement", "Yêu cầu bổ sung", (State.ASSIGNED,), State.SUPPLEMENT, _ALL, "nội dung cần bổ sung"),
        Act("supplemented", "Đã nhận bổ sung", (State.SUPPLEMENT,), State.ASSIGNED, _ALL),
        Act("answer", "Ghi trả lời", (State.ASSIGNED,), State.ANSWERED, _ALL, "nội dung trả lời"),
        Act("publish", "Xác nhận đã công khai", (State.ANSWERED,), State.PUBLISHED, _ALL),
        Act("close", "Kết thúc, không công khai", (State.ANSWERED,), State.CLOSED, frozenset({Role.LEADER}), "lý do"),
        Act("send_back", "Trả lại, chuyển đi", (State.RECEIVED, State.ASSIGNED), State.RETURNED, _HEADS,
            "nơi chuyển và lý do"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many days of a kind, with what says so; `certain`: that was read in a source."""

    code: str
    name: str
    term: Term
    source: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What `data/feedback.yaml` says."""

    sources: Mapping[str, Limit]
    steps: Mapping[str, Limit]
    kinds: Mapping[str, str]
    kind_words: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    own_ahead: int
    extension_ahead: int
    pauses: bool
    pause_warning: str


@cache
def rules() -> Rules:
    """Return the rules shipped with the product."""
    data = load_data("feedback.yaml")
    pause = data["pause_on_supplement"]
    return Rules(
        sources={one["code"]: _limit(one["code"], one["name"], one) for one in data["sources"]},
        steps={code: _limit(code, one["words"], one) for code, one in data["steps"].items()},
        kinds={one["code"]: one["name"] for one in data["kinds"]},
        kind_words={one["code"]: tuple(map(key_of, one["words"])) for one in data["kinds"]},
        places={one["code"]: one["name"] for one in data["places"]},
        columns={key: tuple(words) for key, words in data["columns"].items()},
        own_ahead=data["own_ahead"]["days"],
        extension_ahead=data["extension_ahead"]["days"],
        pauses=pause["value"],
        pause_warning="" if pause["evidence"] == _READ else pause["warning"],
    )


def _limit(code: str, name: str, row: Mapping[str, object]) -> Limit:
    term = Term(Decimal(str(row["days"])), TermUnit(str(row["unit"])))
    return Limit(code=code, name=name, term=term, source=str(row["source"]), certain=row["evidence"] == _READ)


def answer_by(source: str, received: datetime, *, office: WorkingTime, pauses: tuple[Pause, ...] = ()) -> date:
    """Return the last day of an answer by the rule of a source; time that was waited for the citizen may count."""
    counted = pauses if rules().pauses else ()
    return due(received, rules().sources[source].term, office=office, pauses=counted).at.date()


def step_by(step: str, since: datetime, *, office: WorkingTime) -> date:
    """Return the last day of a step (`refuse`, `pass_on`, `supplement`, `publish`) that began at a moment."""
    return due(since, rules().steps[step].term, office=office).at.date()


def own_limit(limit: date, received: date, calendar: Calendar) -> date:
    """Return the unit's own earlier day: some working days before the limit, never before it came in."""
    day = limit
    for _step in range(rules().own_ahead):
        day = calendar.previous_working_day(day - _DAY)
    return max(day, min(received, limit))


def kind_of(words: str) -> str:
    """Return the kind that a source's own words name; `other` where none fits."""
    said = f" {key_of(words)} "
    return next(
        (code for code, known in rules().kind_words.items() if any(f" {word} " in said for word in known)), "other"
    )
