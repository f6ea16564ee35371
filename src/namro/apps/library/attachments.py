"""What hangs on evidence in the apps above: asked through one door, so that nothing here imports upward."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q

from namro.apps.library.models import Evidence
from namro.apps.people.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of evidence is used: "2.1.3 Báo cáo định kỳ", and the page of it ("" when there is none)."""

    words: str
    url: str = ""


class Uses(Protocol):
    """What an app says whose things evidence proves, besides criteria."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return where each piece is used, as far as the person may know; a fixed number of queries."""

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed now, in words that end with what to do; "" when it may."""


class Attachments(Uses, Protocol):
    """What the app that has the criteria answers about evidence."""

    def unattached(self, path: str) -> Q:
        """Return the condition that a row's evidence stands beside no criterion; `path` leads to the evidence's id."""


@dataclass(frozen=True, slots=True)
class _Together:
    """The criteria, and behind them everything else that evidence proves."""

    criteria: Attachments
    others: tuple[Uses, ...]

    def unattached(self, path: str) -> Q:
        return self.criteria.unattached(path)

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        found = dict(self.criteria.places(user, evidence))
        for one in self.others:
            for key, places in one.places(user, evidence).items():
                found[key] = (*found.get(key, ()), *places)
        return found

    def refusal(self, evidence: Evidence) -> str:
        answers = (one.refusal(evidence) for one in (self.criteria, *self.others))
        return next((answer for answer in answers if answer), "")


class _Door:
    keeper: Attachments | None = None
    others: tuple[Uses, ...] = ()


def attach(keeper: Attachments | None) -> Attachments | None:
    """Let an app answer from now on; return the one that answered before."""
    before, _Door.keeper = _Door.keeper, keeper
    return before


def attach_also(uses: Uses) -> None:
    """Let another app answer, too, behind the one that has the criteria."""
    _Door.others = (*_Door.others, uses)


def keeper() -> Attachments | None:
    """Return who answers; None when evidence is attached to nothing."""
    return _Together(_Door.keeper, _Door.others) if _Door.keeper else None
