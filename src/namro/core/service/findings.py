"""What watching a dossier finds: which check, how grave, since when, until when, in words, resting on which article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from namro.core.service.clock import Clock, clock
from namro.core.service.dossiers import Dossier, Event, Step
from namro.core.service.rules import FIELD_WORDS, READ, Check, watching_rules
from namro.core.timetable import WorkingTime


class Level(StrEnum):
    """How grave: the limit is near; broken, but the check is not confirmed; broken; nobody can tell."""

    SOON = "soon"
    WARNING = "warning"
    BREACH = "breach"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `since` is when it began, `limit` the moment that must not be passed, `missing` the fields lacking.

    `why` says how the limit was counted. `step` is the agency's step that a finding is about.
    """

    rule: str
    check: str
    level: Level
    words: str
    since: datetime | None = None
    limit: datetime | None = None
    articles: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a dossier does not say itself.

    `confirmed` holds the keys ("R05.once") of checks that somebody has compared with the law: they are breaches from
    then on. `carried` holds the fields that the source fills: there None means that it has not happened.
    """

    office: WorkingTime
    confirmed: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()

    def level(self, check: Check) -> Level:
        """Return how grave it is when the check is broken."""
        sure = check.evidence == READ or check.key in self.confirmed
        return Level.BREACH if sure else Level.WARNING


@dataclass(frozen=True)
class Case:
    """A dossier as it stands at a moment, under its circumstances."""

    dossier: Dossier
    now: datetime
    circumstances: Circumstances

    @property
    def office(self) -> WorkingTime:
        """The office that handles it."""
        return self.circumstances.office

    @cached_property
    def clock(self) -> Clock:
        """The dossier's clock now."""
        return clock(self.dossier, self.now, self.office)

    def broken(
        self,
        check: Check,
        words: str,
        *,
        since: datetime | None,
        limit: datetime | None = None,
        why: tuple[str, ...] = (),
        step: Step | None = None,
    ) -> Finding:
        """A breach, or a warning where the check's ground is not confirmed."""
        level = self.circumstances.level(check)
        return self._finding(check, level, words, since=since, limit=limit, why=why, step=step)

    def soon(self, check: Check, words: str, *, since: datetime, limit: datetime, why: tuple[str, ...] = ()) -> Finding:
        """Nothing is broken yet, but the limit is near."""
        return self._finding(check, Level.SOON, words, since=since, limit=limit, why=why)

    def lacks(self, check: Check, *fields: str) -> Iterator[Finding]:
        """Yield what cannot be judged, where these fields are missing and the source does not fill them."""
        unknown = tuple(name for name in fields if name not in self.circumstances.carried)
        if unknown:
            listed = ", ".join(FIELD_WORDS[name] for name in unknown)
            words = f"Chưa xét được: nguồn không có {listed}. Bổ sung cột này khi nhập, hoặc ghi tay cho hồ sơ."
            yield Finding(
                rule=check.rule,
                check=check.code,
                level=Level.MISSING,
                words=words,
                articles=self._articles(check),
                missing=unknown,
            )

    def without(self, check: Check, event: Event, told: dict[str, str | None], words: str) -> Iterator[Finding]:
        """Yield a finding for an event that lacks a text: broken where it is known to be empty, else missing."""
        if any(text == "" for text in told.values()):
            yield self.broken(check, words, since=event.at)
            return
        yield from self.lacks(check, *(f"events.{name}" for name, text in told.items() if text is None))

    def _finding(
        self,
        check: Check,
        level: Level,
        words: str,
        *,
        since: datetime | None,
        limit: datetime | None,
        why: tuple[str, ...],
        step: Step | None = None,
    ) -> Finding:
        return Finding(
            rule=check.rule,
            check=check.code,
            level=level,
            words=words,
            since=since,
            limit=limit,
            articles=self._articles(check),
            why=why,
            step=step,
        )

    def _articles(self, check: Check) -> tuple[str, ...]:
        """The articles in force at acceptance stay with the dossier (before it: those of the day it was filed)."""
        day = self.dossier.accepted_at or self.dossier.submitted_at or self.now
        return watching_rules()[check.rule].basis(day.date())
