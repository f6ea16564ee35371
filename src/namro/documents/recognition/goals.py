"""Targets of a whole document: the numbers that its purposes, tasks, deliverables and limitations want reached."""

from __future__ import annotations

from collections.abc import Iterable

from namro.core.printed import Finding, Place, Target, Task
from namro.documents.recognition.outline import Node
from namro.documents.recognition.target_wording import Source
from namro.documents.recognition.targets import FoundTarget, find_targets, merged


def read_targets(purposes: Iterable[Node], tasks: Iterable[Task], findings: Iterable[Finding]) -> tuple[Target, ...]:
    """Return the targets in the order purposes, tasks, limitations; a limitation only where it is worded as a goal."""
    targets = [_target(found, n.section, n.at, None) for n in purposes for found in find_targets(n.text, Source.GOAL)]
    targets += [_target(found, task.section, task.at, task) for task in tasks for found in _stated(task)]
    targets += [_target(found, f.section, f.at, None) for f in findings for found in _quoted(f)]
    return tuple(targets)


def _stated(task: Task) -> tuple[FoundTarget, ...]:
    """What a task and its product want; a labelled block ("Chỉ tiêu khắc phục: …") is worded like a goal."""
    source = Source.GOAL if task.kind == "block" else Source.TASK
    return merged(find_targets(task.text, source), find_targets(task.deliverable or "", Source.GOAL))


def _quoted(finding: Finding) -> tuple[FoundTarget, ...]:
    return find_targets(finding.text, Source.FINDING)


def _target(found: FoundTarget, section: str, at: Place | None, task: Task | None) -> Target:
    """`by` is the sentence's own day; a labelled block's open period ("2024+") holds for its goal."""
    by = found.by or (task.due[0] if task and task.kind == "block" and len(task.due) == 1 else None)
    return Target(
        section=section,
        text=found.text,
        value=found.value,
        unit=found.unit,
        op=found.op,
        by=by,
        base=found.base,
        base_year=found.base_year,
        at=at,
    )
