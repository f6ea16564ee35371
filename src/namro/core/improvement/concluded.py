"""What a notice of conclusion charges people with, group by group as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from namro.core.improvement.plan import PlanTask
from namro.core.printed.items import Reading

_STOPS = " .:;"
_NUMBER = re.compile(r"^\d+\.\s*")


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
