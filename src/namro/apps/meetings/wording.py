"""Words of meetings that pages and papers share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from namro.apps.meetings.models import Conclusion
from namro.apps.plans.bridge import due_in_words
from namro.core.improvement.quantities import plain

_STOPS = " .;"


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text, without their dashes and stops."""
    return tuple(line.strip().lstrip("-").strip(_STOPS) for line in text.splitlines() if line.strip(" -"))


def grouped(rows: Iterable[Conclusion]) -> list[tuple[str, list[Conclusion]]]:
    """The conclusions under their headings, in printed order."""
    return [(group, list(found)) for group, found in groupby(rows, key=lambda row: row.group)]


def owner_words(row: Conclusion) -> str:
    """Who owes it: whoever was chosen, else as printed."""
    return str(row.owner_user or row.owner_position or row.owner_group or row.lead_text)


def when_words(row: Conclusion) -> str:
    """Until when, or how often."""
    return due_in_words(row)


def quantity_words(row: Conclusion) -> str:
    """How much each time, "4 tin"; "" where it is not counted."""
    return f"{plain(row.quantity)} {row.measure}".strip() if row.quantity else ""
