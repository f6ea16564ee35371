"""Where a piece of work stands on somebody's list: what to do first, what waits for others."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from namro.core.improvement.states import CLOSED, State

#: Due within so many days of the calendar is near.
NEAR = timedelta(days=7)


class Section(StrEnum):
    """Parts of the list, in their order."""

    LATE = "late"
    RETURNED = "returned"
    SOON = "soon"
    LATER = "later"
    CONTINUOUS = "continuous"
    WAITING = "waiting"


def section_of(
    state: State, due: date | None, *, today: date, continuous: bool = False, asks_time: bool = False
) -> Section | None:
    """Return the part of the list for whoever owes the work; None when nothing more is expected.

    What was returned comes back with a reason and stands apart even when it is late. What was handed in, waits for
    a decision, or for the answer whether there is more time (`asks_time`), is somebody else's turn.
    """
    if state in CLOSED:
        return None
    if state in (State.SUBMITTED, State.STUCK) or asks_time:
        return Section.WAITING
    if state is State.RETURNED:
        return Section.RETURNED
    if due is None:
        return Section.CONTINUOUS if continuous else Section.LATER
    if due < today:
        return Section.LATE
    return Section.SOON if due <= today + NEAR else Section.LATER


def is_late(state: State, due: date | None, *, today: date) -> bool:
    """Whether the due day has passed without a submission; what waits for a decision is late, too."""
    return due is not None and due < today and state not in CLOSED and state is not State.SUBMITTED


def lacks_proof(state: State, due: date | None, *, today: date, proofs: int) -> bool:
    """Whether proof is missed by now: what was handed in or accepted without any, and open work due soon or late."""
    if proofs or state is State.CANCELLED:
        return False
    return state in (State.SUBMITTED, State.ACCEPTED) or (due is not None and due <= today + NEAR)
