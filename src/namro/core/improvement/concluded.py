"""What a notice of conclusion charges people with, group by group as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from namro.core.base.clock import VIETNAM
from namro.core.improvement.plan import PlanTask
from namro.core.printed.items import Reading

#: "Vào lúc 14 giờ 30, ngày 28/4/2022 tại Hội trường UBND xã, …", "Vào hồi 9 giờ 00 phút, ngày 16 tháng 10 năm 2026".
_SITTING = re.compile(
    r"\b(?:lúc|hồi)\s+(?P<hour>\d{1,2})\s*(?:giờ|h|g|:)\s*(?P<minute>\d{1,2})?(?:\s*phút)?\s*,?\s*(?:ngày\s+)"
    r"(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})"
    r"(?:\s*,?\s*tại\s+(?P<place>[^,.;]{2,150}))?",
    re.IGNORECASE,
)
_STOPS = " .:;"
_NUMBER = re.compile(r"^\d+\.\s*")


@dataclass(frozen=True, slots=True)
class Sitting:
    """When a printed meeting began, on the clock of Viet Nam, and where ("" not printed)."""

    at: datetime
    place: str


def sitting_in(texts: Iterable[str]) -> Sitting | None:
    """Return the first time and place of a meeting that is printed; a time that does not exist is none."""
    for text in texts:
        found = _SITTING.search(text)
        if found is None:
            continue
        parts = {name: int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute")}
        try:
            return Sitting(datetime(**parts, tzinfo=VIETNAM), (found["place"] or "").strip())
        except ValueError:
            continue
    return None


def concluded(reading: Reading) -> Iterator[tuple[str, PlanTask]]:
    """Yield (title of the group, duty) in printed order; a duty under no heading has the group ""."""
    titles = {section.id: _NUMBER.sub("", section.title).rstrip(_STOPS) for section in reading.sections}
    for number, task in enumerate(reading.tasks, start=1):
        yield (
            titles.get(task.section, ""),
            PlanTask(
                number=str(number),
                text=task.text,
                deliverable=task.deliverable,
                lead=task.lead,
                collaborators=task.collaborators,
                due=task.due,
                due_text=task.due_text,
                due_on=task.due_on,
            ),
        )
