"""What a list does: values that the preview shows and that are written together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """What happens to a unit of the list."""

    MADE = "made", _("Lập mới")
    RENAMED = "renamed", _("Đổi tên, loại")
    MOVED = "moved", _("Chuyển trực thuộc")
    MERGED = "merged", _("Tiếp nhận")
    ENDED = "ended", _("Kết thúc")
    CODED = "coded", _("Mã")
    APPRAISED = "appraised", _("Cơ quan thẩm định")
    SAME = "same", _("Không đổi")


@dataclass(frozen=True, slots=True)
class Said:
    """One change of one unit: before and after as text, "" where there is nothing, and the day."""

    change: Change
    before: str
    after: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens to one unit; `line` is its row in the list, 0 for one that ends because others took it over."""

    line: int
    code: str
    name: str
    said: tuple[Said, ...]

    @property
    def changes(self) -> bool:
        """Whether anything happens to it."""
        return any(said.change != Change.SAME for said in self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTime:
    """A time of a unit that begins; `corrects` is the row that it takes the place of, `closes` the one it ends."""

    code: str
    name: str
    kind: str
    parent: str
    since: date
    until: date | None
    corrects: int = 0
    closes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHeld:
    """A code (`system` given) or an appraiser that a unit gets; `drops` and `closes` name the row before."""

    code: str
    system: str
    value: str
    since: date
    until: date | None
    drops: int = 0
    closes: int = 0


@dataclass(frozen=True, slots=True)
class NewLink:
    """A share of an old unit that goes to a new one on a day; codes."""

    old: str
    new: str
    share: Decimal
    on: date


@dataclass(slots=True)
class Plan:
    """Everything that a list does, in the order of its rows."""

    made: list[str] = field(default_factory=list)
    times: list[NewTime] = field(default_factory=list)
    ended: dict[str, date] = field(default_factory=dict)
    held: list[NewHeld] = field(default_factory=list)
    links: list[NewLink] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def seal(self) -> str:
        """A short text that differs when anything else would be shown or written."""
        parts = (self.times, sorted(self.ended.items()), self.held, self.links)
        shown = [
            (one.code, one.name, [(s.change.value, s.before, s.after, s.on) for s in one.said]) for one in self.outcomes
        ]
        return hashlib.sha256(repr((parts, shown)).encode()).hexdigest()[:32]

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.times or self.ended or self.held or self.links)

    def counts(self) -> dict[Change, int]:
        """How many units each change happens to."""
        found = dict.fromkeys(Change, 0)
        for outcome in self.outcomes:
            for change in {said.change for said in outcome.said}:
                found[change] += 1
        return found
