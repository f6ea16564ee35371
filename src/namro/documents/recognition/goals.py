"""Targets of a whole document: the numbers that its purposes, tasks, deliverables and limitations want reached."""

from __future__ import annotations

from collections.abc import Iterable

from namro.core.printed import Finding, Place, Target, Task
from namro.documents.recognition.outline import Node
from namro.documents.recognition.target_wording import Source
from namro.documents.recognition.targets import FoundTarget, find_targets, merged


def read_targets(purposes: Iterable[Node], tasks: Iterable[Task], findings: Iterable[Finding]) -> tuple[Target, ...]:
    """Return the targets in the order purposes, tasks, limitations; a limitation only where it is worded as a goal."""
    targets = [_target(found, node.section, node.at, None) for node in purposes for found in find_targets(node.text, Source.GOAL)]
    for task in tasks:
        stated = merged(find_targets(task.text, Source.GOAL if task.kind == "block" else Source.TASK), find_targets(task.deliverable or "", Source.GOAL))
        targets += [_target(found, task.section, task.at, task) for found in stated]
    targets += [_target(found, f.section, f.at, None) for f in findings for found in find_targets(f.text, Source.FINDING)]
    return tuple(targets)


def _target(found: FoundTarget, section: str, at: Place | None, task: Task | None) -> Target:
    """`by` is the sentence's own day; a labelled block's open period ("2024+") holds for its goal."""
    by = found.by or (task.due[0] if task and task.kind == "block" and len(task.due) == 1 else None)
    return Target(section=section, text=found.text, value=found.value, unit=found.unit, op=found.op, by=by, at=at)
