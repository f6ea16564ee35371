"""The only place that reads the system's clock; everything else takes the time as an argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

#: Viet Nam has had one offset and no summer time since 1975: no time-zone files are needed.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment in Viet Nam's time."""
    return datetime.now(VIETNAM)
