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


class Attachments(Protocol):
    """What an app above answers about evidence."""

    def unattached(self, path: str) -> Q:
        """Return the condition that a row's evidence stands beside no criterion; `path` leads to the evidence's id."""

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        """Return where each piece is used, as far as the person may know; a fixed number of queries."""

    def refusal(self, evidence: Evidence) -> str:
        """Return why a piece may not be removed now, in words that end with what to do; "" when it may."""


class _Door:
    keeper: Attachments | None = None


def attach(keeper: Attachments | None) -> Attachments | None:
    """Let an app answer from now on; return the one that answered before."""
    before, _Door.keeper = _Door.keeper, keeper
    return before


def keeper() -> Attachments | None:
    """Return who answers; None when evidence is attached to nothing."""
    return _Door.keeper
