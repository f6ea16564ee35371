"""Which remedies answer which loss: those that the reader linked, and those printed under its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from namro.core.assessment.losses import Loss
from namro.core.base.folding import fold, tidy
from namro.core.printed.items import Criterion, Reading, Task

_NAMED = re.compile(
    r"\btieu chi(?: thanh phan)?(?: so)?:? (?P<numbers>\d+(?:\.\d+)*(?:(?:,|;| va| den) \d+(?:\.\d+)*)*)(?![\d/%])"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")


def remedies_by_loss(reading: Reading, lost: Iterable[Loss]) -> Mapping[str, tuple[Task, ...]]:
    """The remedies of each loss by its id: those that the reader linked, and those printed under its number.

    A remedy that the reader linked to nothing answers the one loss of its criterion that has no other, or all of them
    where no reason is printed that could tell them apart.
    """
    found = _linked(reading)
    loose = [t for t in reading.tasks if t.kind == "remedy" and not t.remedies]
    listed = (x for x in lost if x.criterion and not x.unlisted and x.id not in found)
    for number, group in groupby(listed, key=lambda x: number_of(x.criterion)):
        alike = list(group)
        under = tuple(t for t in loose if number in numbers_of(t))
        if under and (len(alike) == 1 or not any(x.reason for x in alike)):
            found.update(dict.fromkeys((x.id for x in alike), under))
    return found


def numbers_of(task: Task) -> frozenset[str]:
    """The criteria that a task names: "Khắc phục tiêu chí 1.3 và 2.1" → 1.3, 2.1; else what a remedy stands under."""
    named = (found["numbers"] for found in _NAMED.finditer(fold(tidy(task.text))))
    numbers = frozenset(number for together in named for number in _NUMBER.findall(together))
    return numbers or (frozenset({task.section.partition("/")[0]}) if task.kind == "remedy" else numbers)


def number_of(criterion: Criterion | None) -> str:
    """The printed number of a criterion; an unnumbered part has that of the criterion above it."""
    return criterion.id.partition("/")[0] if criterion else ""


def _linked(reading: Reading) -> dict[str, tuple[Task, ...]]:
    """The remedies that the reader linked, by the loss's id."""
    found: dict[str, tuple[Task, ...]] = {}
    for task in reading.tasks:
        for loss in task.remedies:
            found[loss] = (*found.get(loss, ()), task)
    return found
