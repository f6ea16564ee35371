"""One dossier as a value: what is known of it, when each thing happened, and which step waits with whom.

The fields are the columns of a dossier file. Of the applicant nothing is here. None means "the source does not say",
which is not the same as False or empty: a rule that needs the field says that it is missing and never passes silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from namro.core.timetable import Pause, Term


class Channel(IntEnum):
    """How a dossier was filed, numbered as the portal does."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


class Status(StrEnum):
    """What may happen to a dossier, in the order in which things of one moment follow each other."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_DONE = "supplement_done"
    PAUSED = "paused"
    RESUMED = "resumed"
    APOLOGISED = "apologised"
    PROCESSED = "processed"
    RETURNED = "returned"
    STOPPED = "stopped"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: What ends a dossier: the first one of the first group that happened.
ENDINGS = (
    frozenset({Status.PROCESSED}),
    frozenset({Status.RETURNED}),
    frozenset({Status.STOPPED, Status.REFUSED, Status.WITHDRAWN}),
)
_ORDER = {str(status): place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened at a moment. `status` is a `Status` or a word of the source's own, which is kept and ignored.

    `arrived_at` is the second clock: when the news came here. `document`, `reason`: "" there is none, None not told.
    `told_at` is when the applicant was told in writing; `new_due_at` the new date that an apology gives.
    """

    status: str
    at: datetime
    arrived_at: datetime | None = None
    document: str | None = None
    reason: str | None = None
    told_at: datetime | None = None
    new_due_at: datetime | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One agency's part of the work, with its own limit. Not ended: the dossier lies there."""

    unit: str
    name: str = ""
    officer: str = ""
    started_at: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the step ended after its limit, or has not ended and the limit is past."""
        return self.due_at is not None and (self.ended_at or now) > self.due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One dossier. All moments carry their zone; `events` are in the order in which they happened.

    `unit` handles it; intake and return unit are "" where they are the same or not told. `due_at` is the appointment
    first given, `limit` the procedure's time limit.
    """

    code: str
    unit: str
    procedure: str = ""
    intake_unit: str = ""
    return_unit: str = ""
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    limit: Term | None = None
    channel: Channel = Channel.DIRECT
    returns_document: bool | None = None
    result_url: str = ""
    digitised_component: bool | None = None
    reused_component: bool | None = None
    personal_store: bool | None = None
    population_data: bool | None = None
    fee: int | None = None
    paid: int = 0
    disliked: bool = False
    synced_at: datetime | None = None
    handed_over_at: datetime | None = None
    result_told_at: datetime | None = None
    events: tuple[Event, ...] = ()
    steps: tuple[Step, ...] = ()

    def of(self, *statuses: Status) -> Iterator[Event]:
        """Yield what happened with one of these statuses, in order."""
        return (event for event in self.events if event.status in statuses)

    def first(self, *statuses: Status) -> Event | None:
        """Return the first event with one of these statuses."""
        return next(self.of(*statuses), None)

    @property
    def end(self) -> Event | None:
        """What ended it: the first `processed`, else the first `returned`, else the first stop, refusal, withdrawal."""
        return next((event for group in ENDINGS if (event := self.first(*group))), None)

    @property
    def requests(self) -> tuple[Event, ...]:
        """The requests for a supplement from acceptance on; those made at intake are another stage."""
        return tuple(self._accepted(Status.SUPPLEMENT_REQUESTED))

    def waits(self, opens: Status, closes: Status) -> tuple[tuple[datetime, datetime | None], ...]:
        """Return from when to when the clock stood, from acceptance on; None: it stands still."""
        found: list[tuple[datetime, datetime | None]] = []
        since: datetime | None = None
        for event in self._accepted(opens, closes):
            if event.status == opens:
                since = since or event.at
            elif since is not None:
                found.append((since, event.at))
                since = None
        return (*found, (since, None)) if since is not None else tuple(found)

    @property
    def ended_pauses(self) -> tuple[Pause, ...]:
        """The times the clock stood and ran again: waiting for a supplement, or paused."""
        both = (
            self.waits(Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENT_DONE),
            self.waits(Status.PAUSED, Status.RESUMED),
        )
        return tuple(sorted(Pause(since, until) for waits in both for since, until in waits if until is not None))

    @property
    def stands_since(self) -> datetime | None:
        """Since when the clock stands, where it does at the moment."""
        waits = (
            *self.waits(Status.SUPPLEMENT_REQUESTED, Status.SUPPLEMENT_DONE),
            *self.waits(Status.PAUSED, Status.RESUMED),
        )
        return min((since for since, until in waits if until is None), default=None)

    @property
    def holder(self) -> Step | None:
        """The step at which it lies: the last one begun and not ended."""
        begun = [step for step in self.steps if step.started_at is not None and step.ended_at is None]
        return begun[-1] if begun else None

    def as_of(self, moment: datetime) -> Dossier:
        """Return the dossier as it stood then: what happened later does not exist."""
        return replace(
            self,
            accepted_at=_until(self.accepted_at, moment),
            handed_over_at=_until(self.handed_over_at, moment),
            result_told_at=_until(self.result_told_at, moment),
            events=tuple(event for event in self.events if event.at <= moment),
            steps=tuple(
                replace(step, ended_at=_until(step.ended_at, moment))
                for step in self.steps
                if step.started_at is None or step.started_at <= moment
            ),
        )

    def arrival(self, event: Event) -> datetime:
        """When the news of an event came here: its own second clock, else that of the row, else when it happened."""
        return max(event.at, event.arrived_at or self.synced_at or event.at)

    def seen(self, moment: datetime) -> Dossier:
        """Return the dossier as it was known then: what happened before, but was told later, is not there yet."""
        return replace(self, events=tuple(event for event in self.events if self.arrival(event) <= moment))

    def _accepted(self, *statuses: Status) -> Iterator[Event]:
        accepted = self.accepted_at
        return (event for event in self.of(*statuses) if accepted is not None and event.at >= accepted)


def in_order(events: Iterator[Event] | tuple[Event, ...] | list[Event]) -> tuple[Event, ...]:
    """Return events as they happened; those of one moment in the order of `Status`, unknown ones last."""
    return tuple(sorted(events, key=lambda event: (event.at, _ORDER.get(event.status, len(_ORDER)))))


def _until(at: datetime | None, moment: datetime) -> datetime | None:
    return at if at is not None and at <= moment else None
