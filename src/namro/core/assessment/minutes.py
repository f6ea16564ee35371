"""The minutes of a council's sitting as finished data: what is fixed when it is closed, and printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from namro.core.assessment.council import Duty, Presence


class Change(StrEnum):
    """What a decision did to the points that the unit claimed."""

    KEPT = "kept"
    LOWERED = "lowered"
    RAISED = "raised"
    NOT_APPLICABLE = "not_applicable"


CHANGE_WORDS = {
    Change.KEPT: "giữ nguyên điểm tự chấm",
    Change.LOWERED: "hạ điểm",
    Change.RAISED: "nâng điểm",
    Change.NOT_APPLICABLE: "không áp dụng",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesMember:
    """Somebody of the council, as the minutes name them."""

    name: str
    title: str = ""
    body: str = ""
    duty: Duty = Duty.MEMBER
    presence: Presence = Presence.PRESENT


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesOpinion:
    """What an appraiser had said: the value in words ("2,00"; "" a question) and the reason."""

    who: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesProposal:
    """One value that was voted on, in words, by whom, with the votes of each ballot held on it."""

    value: str
    proposer: str
    votes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesItem:
    """One criterion of one unit: what was said, proposed, voted and decided. Values are words as they are printed."""

    unit: str
    node_id: str
    name: str
    most: str
    claimed: str
    opinions: tuple[MinutesOpinion, ...]
    proposals: tuple[MinutesProposal, ...]
    abstained: tuple[int, ...]
    decided: str
    how: str
    change: Change
    cause: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A whole sitting. Times carry their zone; `quorum` is the sentence as it was when the sitting was closed."""

    round_title: str
    framework_title: str
    year: int
    number: int
    organiser: str
    place: str
    held_at: datetime
    ended_at: datetime
    quorum: str
    members: tuple[MinutesMember, ...]
    items: tuple[MinutesItem, ...]
    withdrawn: int = 0

    def of(self, duty: Duty) -> MinutesMember | None:
        """Who chaired, or wrote."""
        return next((one for one in self.members if one.duty == duty), None)

    def totals(self) -> dict[Change, int]:
        """How many decisions did what, each kind named."""
        return {kind: sum(item.change == kind for item in self.items) for kind in Change}


def minutes_to_data(minutes: Minutes) -> dict[str, Any]:
    """Return plain data that JSON can hold."""
    data = asdict(minutes)
    return {**data, "held_at": minutes.held_at.isoformat(), "ended_at": minutes.ended_at.isoformat()}


def minutes_from_data(data: Mapping[str, Any]) -> Minutes:
    """Return the minutes that `minutes_to_data` wrote."""
    members = tuple(
        MinutesMember(**{**row, "duty": Duty(row["duty"]), "presence": Presence(row["presence"])})
        for row in data["members"]
    )
    times = {name: datetime.fromisoformat(data[name]) for name in ("held_at", "ended_at")}
    items = tuple(_item(row) for row in data["items"])
    return Minutes(**{**data, **times, "members": members, "items": items})


def _item(row: Mapping[str, Any]) -> MinutesItem:
    proposals = tuple(MinutesProposal(**{**one, "votes": tuple(one["votes"])}) for one in row["proposals"])
    told = {
        "opinions": tuple(MinutesOpinion(**one) for one in row["opinions"]),
        "proposals": proposals,
        "abstained": tuple(row["abstained"]),
        "change": Change(row["change"]),
    }
    return MinutesItem(**{**row, **told})
