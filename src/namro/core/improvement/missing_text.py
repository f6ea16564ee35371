"""The text for the chat about proof that is still missing, for all who owe some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from namro.core.assessment.missing import Standing
from namro.core.framework.model import Framework
from namro.core.improvement.zalo import Reminder, zalo_text
from namro.core.timetable import Calendar

TITLE = "minh chứng cải cách hành chính còn thiếu"
NOBODY = "Chưa có người phụ trách"


def missing_text(
    found: Iterable[Standing],
    framework: Framework,
    *,
    unit: str,
    owners: Mapping[str, str],
    dues: Mapping[str, date],
    today: date,
    calendar: Calendar,
) -> str:
    """Return the message of a unit: under each owner's name what is lacking, the most urgent first.

    `owners` are names by leaf, `dues` the internal day of a leaf, which holds where the set names none earlier.
    """
    reminders = [
        Reminder(
            text=f"{one.leaf} {framework.leaves[one.leaf].node.name}",
            who=owners.get(one.leaf, NOBODY),
            due=min(filter(None, (one.due, dues.get(one.leaf))), default=None),
            notes=tuple(item.sentence for item in one.lacking),
        )
        for one in found
        if one.lacking
    ]
    return zalo_text(f"{unit}: {TITLE}", reminders, today=today, calendar=calendar)
