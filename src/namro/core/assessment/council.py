"""A sitting of the council: whether it counts, and what votes on a criterion come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data
from namro.core.scoring.numbers import said


class Presence(StrEnum):
    """How a member takes part. Consent in writing counts as presence."""

    PRESENT = "present"
    WRITTEN = "written"
    ABSENT = "absent"


class Duty(StrEnum):
    """What a member does in a sitting; one chair, one secretary."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


PRESENCE_WORDS = {
    Presence.PRESENT: "có mặt",
    Presence.WRITTEN: "có ý kiến bằng văn bản",
    Presence.ABSENT: "vắng mặt",
}
DUTY_WORDS = {Duty.CHAIR: "Chủ trì", Duty.SECRETARY: "Thư ký", Duty.MEMBER: "Thành viên"}
#: Where a unit claims nothing.
NOT_CLAIMED = "chưa chấm"
#: Who proposes what the unit's sheet claims, and what the unit asks for in its explanation; words of a paper.
BY_CLAIM, BY_EXPLANATION = "Đơn vị tự chấm", "Đơn vị giải trình"


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """The share of all members that must take part: more than `percent` (`over`), or at least that."""

    percent: Decimal
    over: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.percent <= 100 or (self.over and self.percent == 100):
            raise NamroError(
                f"Tỷ lệ họp hợp lệ {said(self.percent)} % không đạt được. Ghi số trên 0, không quá 100.", code="quorum"
            )

    @property
    def words(self) -> str:
        """The rule in a sentence: "trên 50 %"."""
        return f"trên {said(self.percent)} %" if self.over else f"ít nhất {said(self.percent)} %"


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the members take part, and whether that is enough."""

    here: int
    members: int
    rule: QuorumRule

    @property
    def holds(self) -> bool:
        """Whether the sitting counts. Exact: no share is rounded."""
        part, needed = 100 * self.here, self.rule.percent * self.members
        return self.members > 0 and (part > needed if self.rule.over else part >= needed)

    @property
    def sentence(self) -> str:
        """The state as it is said, and stands in the minutes."""
        verdict = "hợp lệ" if self.holds else "chưa hợp lệ"
        return (
            f"{self.here}/{self.members} thành viên có mặt hoặc có ý kiến bằng văn bản, "
            f"cần {self.rule.words}: {verdict}"
        )


def quorum(presences: Iterable[Presence], rule: QuorumRule) -> Quorum:
    """Count who takes part."""
    rows = list(presences)
    return Quorum(sum(one is not Presence.ABSENT for one in rows), len(rows), rule)


def proposed_rule(day: date) -> QuorumRule:
    """Return the rule that is proposed for a sitting on a day (`data/councils.yaml`)."""
    rows = load_data("councils.yaml")["quorum"]
    row = next((row for row in rows if row["from"] <= day), rows[-1])
    return QuorumRule(Decimal(str(row["percent"])), row["over"])


class How(StrEnum):
    """How a vote ended."""

    MAJORITY = "majority"
    CHAIR = "chair"
    MOST = "most"
    AGAIN = "again"
    OPEN = "open"


HOW_WORDS = {
    How.MAJORITY: "quá nửa số phiếu",
    How.CHAIR: "phiếu ngang nhau, theo ý kiến của người chủ trì",
    How.MOST: "nhiều phiếu nhất ở lần biểu quyết thứ hai",
    How.AGAIN: "chưa đề xuất nào quá nửa, biểu quyết lần hai",
    How.OPEN: "chưa đủ phiếu để quyết định",
}


@dataclass(frozen=True, slots=True)
class VoteResult:
    """What ballots came to: the proposal chosen, or those between which is voted again, or neither yet."""

    how: How
    chosen: int | None = None
    again: tuple[int, ...] = ()


def outcome(
    choices: Sequence[int], ballots: Mapping[int, int | None], *, chair: int | None, second: bool = False
) -> VoteResult:
    """Return what ballots (member → proposal, None: abstains) come to.

    More than half of those who chose decide; of a single proposal, more than half of all ballots, abstentions counted.
    Two that are even, and any even ones of a second ballot, are decided by the chair's own vote. With more than two
    and no majority the leading ones are voted on again; then the most votes decide.
    """
    counts = Counter(dict.fromkeys(choices, 0))
    counts.update(choice for choice in ballots.values() if choice is not None)
    cast = len(ballots) if len(choices) == 1 else counts.total()
    if not counts.total():
        return VoteResult(How.OPEN)
    most = max(counts.values())
    leading = tuple(choice for choice in choices if counts[choice] == most)
    if 2 * most > cast:
        return VoteResult(How.MAJORITY, leading[0])
    if len(choices) == 1:
        return VoteResult(How.OPEN)
    if len(choices) > 2 and not second:
        return VoteResult(How.AGAIN, again=_leaders(choices, counts))
    if len(leading) == 1:
        return VoteResult(How.MOST, leading[0])
    own = ballots.get(chair) if chair is not None else None
    return VoteResult(How.CHAIR, own) if own in leading else VoteResult(How.OPEN)


def _leaders(choices: Sequence[int], counts: Mapping[int, int]) -> tuple[int, ...]:
    """Those that are voted on again: as many as reach the second place, in their order; nobody's proposal drops out."""
    second = sorted(counts.values(), reverse=True)[1]
    return tuple(choice for choice in choices if counts[choice] >= max(second, 1))
