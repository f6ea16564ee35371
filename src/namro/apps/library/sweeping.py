"""Putting the library in order: reading that was cut off is taken up again, files that nobody names go."""

from __future__ import annotations

from datetime import datetime

from namro.apps.library import orphans, previews
from namro.apps.library.jobs import READING


def keep_up(at: datetime) -> None:
    """Called every few seconds by the worker. May run in several processes at once, and while evidence is read."""
    READING.keep_up(at)
    if orphans.tidy_weekly(at):
        previews.clear_old(at)
