"""Response rates: what became of every form that was handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


class Outcome(StrEnum):
    """How far a form came; each after `INELIGIBLE` contains the ones before it."""

    INELIGIBLE = "ineligible"
    ISSUED = "issued"
    REACHED = "reached"
    ANSWERED = "answered"
    VALID = "valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Counts, each containing the next: issued, reached, answered, valid. `ineligible`: issued to somebody who does not
    belong to the population (dead, moved, no such dossier); they are in none of the other counts.
    """

    issued: int
    reached: int
    answered: int
    valid: int
    ineligible: int = 0

    @property
    def contact(self) -> float | None:
        """Reached of issued."""
        return _share(self.reached, self.issued)

    @property
    def response(self) -> float | None:
        """Answered of issued."""
        return _share(self.answered, self.issued)

    @property
    def cooperation(self) -> float | None:
        """Answered of reached."""
        return _share(self.answered, self.reached)

    @property
    def validity(self) -> float | None:
        """Valid of answered."""
        return _share(self.valid, self.answered)

    @property
    def usable(self) -> float | None:
        """Valid of issued, as national results print it."""
        return _share(self.valid, self.issued)


def rates_of(outcomes: Iterable[Outcome]) -> Rates:
    """Count one group of forms."""
    counts = Counter(outcomes)
    valid = counts[Outcome.VALID]
    answered = valid + counts[Outcome.ANSWERED]
    reached = answered + counts[Outcome.REACHED]
    return Rates(
        issued=reached + counts[Outcome.ISSUED],
        reached=reached,
        answered=answered,
        valid=valid,
        ineligible=counts[Outcome.INELIGIBLE],
    )


def rates_by(outcomes: Iterable[tuple[Group, Outcome]]) -> dict[Group, Rates]:
    """Count by stratum, enumerator, channel or whatever stands first, in the order in which groups first come."""
    groups: dict[Group, list[Outcome]] = {}
    for group, outcome in outcomes:
        groups.setdefault(group, []).append(outcome)
    return {group: rates_of(found) for group, found in groups.items()}


def _share(part: int, whole: int) -> float | None:
    """In percent; nothing of nothing is no rate."""
    return 100 * part / whole if whole else None
