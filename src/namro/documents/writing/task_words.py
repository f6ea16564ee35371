"""The words of one task, the same in every layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from namro.core.improvement.plan import PlanTask
from namro.core.timetable.wording import due_words
from namro.documents.writing.wording import listed, sentence

_Key = TypeVar("_Key", bound=Hashable)

PROPOSED = " (đề xuất)"


def task_text(task: PlanTask) -> str:
    """What is to be done; a text that nobody has confirmed says so."""
    return task.text + (PROPOSED if task.proposed else "")


def due_text(task: PlanTask) -> str:
    """When it is due, as printed; else worded from its tokens. Nothing known: an empty text, to be filled in."""
    return task.due_text or due_words(task.due)


def owed_cells(task: PlanTask) -> tuple[str, str, str, str]:
    """Product, who leads, who helps and when, each for a cell of its own."""
    return one_line(task.deliverable or ""), listed(task.lead), listed(task.collaborators), due_text(task)


def labelled_lines(task: PlanTask, sentence_of_task: str) -> tuple[str, ...]:
    """The task and, below it, its own product, each behind its label."""
    product = sentence(one_line(task.deliverable or "").strip(" .;"))
    return (f"- Nhiệm vụ: {sentence_of_task}", *([f"+ Sản phẩm: {product}"] if product else []))


def together(tasks: Iterable[PlanTask], key: Callable[[PlanTask], _Key]) -> dict[_Key, list[PlanTask]]:
    """Tasks with the same key together, in order of first appearance."""
    found: dict[_Key, list[PlanTask]] = {}
    for task in tasks:
        found.setdefault(key(task), []).append(task)
    return found


def one_line(text: str) -> str:
    """A text of several lines as one, for layouts whose lines have a meaning."""
    return "; ".join(line for line in text.split("\n") if line)


def without_dash(text: str) -> str:
    """ "- Thường xuyên" → "Thường xuyên"; dashes that part several lines stay."""
    return text if "\n" in text else re.sub(r"^\s*[-–+•]\s+", "", text)
