"""The words of one task, the same in every layout."""

from __future__ import annotations

import re

from namro.core.improvement.plan import PlanTask
from namro.core.timetable.wording import due_words

PROPOSED = " (đề xuất)"


def task_text(task: PlanTask) -> str:
    """What is to be done; a text that nobody has confirmed says so."""
    return task.text + (PROPOSED if task.proposed else "")


def due_text(task: PlanTask) -> str:
    """When it is due, as printed; else worded from its tokens. Nothing known: an empty text, to be filled in."""
    return task.due_text or due_words(task.due)


def one_line(text: str) -> str:
    """A text of several lines as one, for layouts whose lines have a meaning."""
    return "; ".join(line for line in text.split("\n") if line)


def without_dash(text: str) -> str:
    """ "- Thường xuyên" → "Thường xuyên"; dashes that part several lines stay."""
    return text if "\n" in text else re.sub(r"^\s*[-–+•]\s+", "", text)
