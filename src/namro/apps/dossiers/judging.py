"""What follows from the events of a dossier: its state, its end, how long answered requests took, when time runs out.

The arithmetic of metric 2.1 of the service index, row by row as files come in; `core.service` has it for one dossier
with its reasons, and a test holds them together. All moments are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from namro.apps.dossiers.models.rows import State
from namro.core.service.dossiers import ENDINGS, Status

#: What happened, and when.
Happened = tuple[str, int]

_SUBMITTED, _ACCEPTED = str(Status.SUBMITTED), str(Status.ACCEPTED)
_ASKED, _DONE = str(Status.SUPPLEMENT_REQUESTED), str(Status.SUPPLEMENT_DONE)
_PAUSED, _RESUMED, _SORRY = str(Status.PAUSED), str(Status.RESUMED), str(Status.APOLOGISED)
_ORDER = {str(status): place for place, status in enumerate(Status)}
_ENDS = {str(status): place for place, group in enumerate(ENDINGS) for status in group}


@dataclass(frozen=True, slots=True)
class Judged:
    """State, end, when the clock stood, seconds that answered requests took, requests after acceptance, apology."""

    state: str
    ended_at: int | None
    stood_at: int | None
    answered: int
    requests: int
    apologised: bool

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.state != State.ENDED


def in_order(events: list[Happened]) -> list[Happened]:
    """Return events as they happened; those of one moment in the order of statuses."""
    if len(events) > 1:
        events.sort(key=lambda one: (one[1], _ORDER.get(one[0], len(_ORDER))))
    return events


def judged(accepted: int | None, events: Sequence[Happened]) -> Judged:
    """Judge a dossier by its events in order."""
    end, rank = None, len(ENDINGS)
    asked = paused = None
    answered = requests = 0
    sorry = False
    for status, at in events:
        place = _ENDS.get(status)
        if place is not None:
            if place < rank:
                end, rank = at, place
        elif accepted is None or at < accepted:
            continue
        elif status == _ASKED:
            requests += 1
            asked = at if asked is None else asked
        elif status == _DONE and asked is not None:
            answered, asked = answered + at - asked, None
        elif status == _PAUSED:
            paused = at if paused is None else paused
        elif status == _RESUMED:
            paused = None
        elif status == _SORRY:
            sorry = True
    state = _state(end, accepted, asked=asked, paused=paused)
    stood = end if end is not None else asked
    return Judged(state, end, stood, answered, requests, sorry)


def _state(end: int | None, accepted: int | None, *, asked: int | None, paused: int | None) -> str:
    if end is not None:
        return State.ENDED.value
    if accepted is None:
        return State.FILED.value
    if asked is not None:
        return State.WAITING.value
    return State.RUNNING.value if paused is None else State.PAUSED.value


def paused(accepted: int, events: Sequence[Happened]) -> tuple[int, int | None]:
    """Return for how many seconds pauses lasted that ended, and since when it stands still (None: it does not).

    A pause with its end at the same moment leaves everything as it was.
    """
    stops = {at for status, at in events if status == _PAUSED and at >= accepted}
    starts = {at for status, at in events if status == _RESUMED and at >= accepted}
    lasted, since = 0, None
    for at in sorted(stops ^ starts):
        if at in stops:
            since = at if since is None else since
        elif since is not None:
            lasted, since = lasted + at - since, None
    return lasted, since
