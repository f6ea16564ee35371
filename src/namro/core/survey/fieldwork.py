"""Fieldwork in counts: outcomes of visits, when a row is over, the response rate, typing twice, the re-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Visits to somebody who is not there before the row is given up.
MOST_ATTEMPTS = 3


class Outcome(StrEnum):
    """What came of one visit."""

    DONE = "done"
    LATER = "later"
    ABSENT = "absent"
    REFUSED = "refused"
    UNABLE = "unable"
    MOVED = "moved"
    UNKNOWN = "unknown"
    INELIGIBLE = "ineligible"


class Stand(StrEnum):
    """How a row of the sample stands after its visits."""

    OPEN = "open"
    DONE = "done"
    LOST = "lost"
    INELIGIBLE = "ineligible"


#: Outcomes that need no further visit.
FINAL = frozenset(Outcome) - {Outcome.LATER, Outcome.ABSENT}


def stand_after(outcomes: Sequence[Outcome], *, most: int = MOST_ATTEMPTS) -> Stand:
    """Return how a row stands: by its last final outcome, or lost after so many visits to nobody."""
    last = next((one for one in reversed(outcomes) if one in FINAL), None)
    if last is Outcome.DONE:
        return Stand.DONE
    if last is Outcome.INELIGIBLE:
        return Stand.INELIGIBLE
    if last is not None or sum(one is Outcome.ABSENT for one in outcomes) >= most:
        return Stand.LOST
    return Stand.OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of one kind by how they stand; replacements count once they were called in."""

    done: int = 0
    lost: int = 0
    ineligible: int = 0
    open: int = 0

    @property
    def whole(self) -> int:
        """All rows that were called in."""
        return self.done + self.lost + self.ineligible + self.open

    @property
    def rate(self) -> float | None:
        """Share of answers among all who could have answered; those still open count as not answered (AAPOR RR1)."""
        asked = self.whole - self.ineligible
        return self.done / asked if asked else None

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.done + other.done,
            self.lost + other.lost,
            self.ineligible + other.ineligible,
            self.open + other.open,
        )


def disagreements(
    questions: Sequence[str], first: Mapping[str, object], second: Mapping[str, object]
) -> tuple[str, ...]:
    """Return the questions on which two typings of one form differ, in the order of the form; what is missing was typed
    as not answered."""
    return tuple(code for code in questions if first.get(code) != second.get(code))


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What a re-check of some forms found, in counts."""

    wanted: int
    reached: int
    confirmed: int
    compared: int
    same: int

    @property
    def agreement(self) -> float | None:
        """Share of compared items with the same answer."""
        return self.same / self.compared if self.compared else None


def rechecked(wanted: int, found: Sequence[tuple[bool, Sequence[tuple[object, object]]]]) -> Rechecked:
    """Return the counts of a re-check: of each person reached, whether they say that they were asked, and pairs of the
    answer kept with the answer now."""
    pairs = [pair for _asked, answers in found for pair in answers]
    return Rechecked(
        wanted=wanted,
        reached=len(found),
        confirmed=sum(asked for asked, _answers in found),
        compared=len(pairs),
        same=sum(before == now for before, now in pairs),
    )
