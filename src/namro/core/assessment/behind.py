"""Whose part of a sheet was not there in time: rows without points or without proof after their internal day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from namro.core.base.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Part:
    """One row: who answers for it, its internal day, when everything asked for was there (None: not yet)."""

    leaf: str
    who: str
    due: date | None
    there: datetime | None

    def late_at(self, moment: datetime) -> bool:
        """Whether the row was not ready at a moment although its internal day had passed."""
        over = self.due is not None and self.due < moment.astimezone(VIETNAM).date()
        return over and not self.ready_at(moment)

    def ready_at(self, moment: datetime) -> bool:
        """Whether everything asked for was there."""
        return self.there is not None and self.there <= moment


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody whose rows were missing, with the earliest internal day among them (None: none of them had one)."""

    who: str
    leaves: tuple[str, ...]
    since: date | None


def behind(parts: Iterable[Part], moment: datetime, *, over: bool) -> tuple[Behind, ...]:
    """Return who was missing at a moment, the earliest day first.

    `over`: the sheet itself was due then, so that rows without an internal day, or with a later one, count as well.
    """
    rows: dict[str, list[Part]] = {}
    for part in parts:
        if part.late_at(moment) or (over and not part.ready_at(moment)):
            rows.setdefault(part.who, []).append(part)
    found = [
        Behind(
            who,
            tuple(part.leaf for part in of),
            min((part.due for part in of if part.due and part.late_at(moment)), default=None),
        )
        for who, of in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.since or date.max, one.who)))
