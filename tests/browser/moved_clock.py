"""A clock that a test moves: the whole site believes it, the browser does not notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

import pytest

from namro.core.base import clock as real
from namro.core.base.clock import VIETNAM


class MovedClock:
    """What stands where the one reader of the system's clock asks for the time."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def now(self, zone: tzinfo | None = None) -> datetime:
        """Return the moment that was set."""
        return self.at.astimezone(zone or VIETNAM)

    def set(self, day: int, clock: str, *, month: int = 10) -> datetime:
        """Move to a day of 2026, "08:00"."""
        hour, minute = clock.split(":")
        self.at = datetime(2026, month, day, int(hour), int(minute), tzinfo=VIETNAM)
        return self.at


@contextmanager
def moved_clock(day: int, clock: str) -> Iterator[MovedClock]:
    """Move the clock of the site to a day of October 2026."""
    found = MovedClock(datetime(2026, 10, 1, tzinfo=VIETNAM))
    found.set(day, clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(real, "datetime", found)
        yield found
