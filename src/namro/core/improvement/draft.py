"""A remediation plan drafted from what was read: printed remedies as they are, proposals where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from namro.core.assessment.remediation import PLANNED
from namro.core.assessment.sheet import ROUNDING, Sheet, sums
from namro.core.base.folding import fold, tidy
from namro.core.base.numerals import roman
from namro.core.improvement.findings import Finding, FindingsReport
from namro.core.improvement.findings import report as report_on
from namro.core.improvement.letterhead import letterhead
from namro.core.improvement.links import Unanswered
from namro.core.improvement.outline import COMMON_TASKS, Outline
from namro.core.improvement.plan import Plan, PlanGroup, PlanTask
from namro.core.improvement.plan_tasks import OWN_PAPER, decided_words, printed, tasks_for
from namro.core.improvement.proposals import propose
from namro.core.printed.items import Criterion, Reading, Task

#: The group of what the document has to do beside the remedies of its losses.
OTHER_TASKS = "Nhiệm vụ khác trong văn bản"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A task with the title of its group and its place in the sheet."""

    group: str
    place: int
    task: PlanTask


def draft_plan(reading: Reading, *, report: FindingsReport | None = None) -> Plan:
    """Return the plan that answers the findings of a reading.

    From a score sheet: every lost point with its printed remedies or a proposal, by field of the index, then the other
    tasks of the document. From a plan without a sheet: the document's own tasks by section, with the limitations of the
    section as their result.
    """
    report = report or report_on(reading)
    if all(f.points is None for f in report.findings):
        return replace(letterhead(reading, keeps_title=True), groups=_groups(_own_tasks(reading, report)))
    sheet = Sheet(reading)
    outside = _outside(sheet, report)
    entries = _answers(reading, sheet, [f for f in report.findings if f is not outside])
    plan = letterhead(reading, keeps_title=False)
    return replace(plan, groups=_groups(entries), outside=outside.points if outside else None)


def _outside(sheet: Sheet, report: FindingsReport) -> Finding | None:
    """What the total lost beyond its fields, in a document that does not hold all of them: it is lost elsewhere."""
    rest = next((f for f in report.findings if f.cause == "unlisted" and f.criterion is None), None)
    if rest is None or sheet.root is None or sheet.root.max is None:
        return None
    fields = sums(sheet, sheet.root)
    return rest if fields.complete and sheet.root.max - fields.max > ROUNDING else None


def _answers(reading: Reading, sheet: Sheet, findings: Sequence[Finding]) -> list[_Entry]:
    places = {c.id: n for n, c in enumerate(sheet.criteria)}
    entries: list[_Entry] = []
    used: set[Task] = set()
    place = 0
    for finding in findings:  # in printed order; what a parent lost beyond its parts stands after them
        place = max(place, places[finding.criterion.id] if finding.criterion else len(places))
        field = _field_name(sheet, finding.criterion)
        entries += [_Entry(field, place, task) for task in tasks_for(finding, used, reading.header)]
        used.update(finding.remedies)
    open_losses = [
        (f.criterion, f.reason) for f in findings if f.criterion and not f.remedies and f.cause != "unlisted"
    ]
    unanswered = Unanswered(open_losses, reading.sections)
    for task in reading.tasks:
        if task.kind == "remedy" and task not in used:  # a remedy for a criterion that lost nothing
            criterion = sheet.by_id.get(task.section)
            place = places[criterion.id] if criterion else len(places)
            planned = replace(printed(task, criterion), may_answer=unanswered.numbers(task))
            entries.append(_Entry(_field_name(sheet, criterion), place, planned))
    entries = sorted(_merged(entries), key=lambda entry: entry.place)
    return [*entries, *_others(reading, entries, unanswered)]


def _others(reading: Reading, written: list[_Entry], unanswered: Unanswered) -> Iterator[_Entry]:
    """Tasks linked to no loss, as they are; one wording for the same people stands once."""
    known = {(fold(entry.task.text), entry.task.lead) for entry in written}
    for task in (t for t in reading.tasks if t.kind != "remedy"):
        key = (fold(tidy(task.text)), task.lead)
        if key not in known:
            known.add(key)
            planned = replace(printed(task, None), may_answer=unanswered.numbers(task))
            yield _Entry(OTHER_TASKS, len(written), planned)


def _merged(entries: Iterable[_Entry]) -> list[_Entry]:
    """Write equal tasks of one criterion once, with their results side by side and their gains added."""
    merged: dict[tuple[object, ...], _Entry] = {}
    for entry in entries:
        task = entry.task
        key = ((task.criterion or "").split("/")[0], task.text, task.lead, task.due_text)
        if first := merged.get(key):
            results = dict.fromkeys(r for r in (first.task.result, task.result) if r)
            gains = [g for g in (first.task.gain, task.gain) if g is not None]
            total = sum(gains[1:], gains[0]) if gains else None
            entry = replace(first, task=replace(first.task, result="; ".join(results) or None, gain=total))
        merged[key] = entry
    return list(merged.values())


def _own_tasks(reading: Reading, report: FindingsReport) -> list[_Entry]:
    """The document's tasks by heading, planned ones before duties; limitations stand on the first task of their block.

    A limitation whose block has no task gets a proposal, and so does one for which people decided that a paper is due.
    """
    outline = Outline(reading)
    stated: dict[str, list[Finding]] = {}
    for finding in report.findings:
        stated.setdefault(outline.block(finding.id), []).append(finding)
    entries = []
    for place, task in enumerate(sorted(reading.tasks, key=lambda t: t.kind not in PLANNED)):
        block = outline.block(task.section)
        named = task.kind != "general"
        written = replace(
            printed(task, None),
            criterion=block if named and outline.title(block) else None,
            criterion_name=outline.title(block) if named else None,
        )
        answered = stated.pop(block, [])
        papers = [f for f in answered if _owes_paper(f)]
        entries.append(_Entry(outline.field(task), place, _with_limitations(written, answered, papers)))
        entries += [_Entry(outline.field(task), place, _proposal(f, reading)) for f in papers]
    for finding in (f for found in stated.values() for f in found):
        group = outline.title(finding.id) or COMMON_TASKS
        entries.append(_Entry(group, len(entries), _proposal(finding, reading)))
    return entries


def _owes_paper(finding: Finding) -> bool:
    """Whether people decided what no printed task answers: proof that it is mended, or an appeal."""
    return finding.decision is not None and finding.disposition in OWN_PAPER


def _proposal(finding: Finding, reading: Reading) -> PlanTask:
    return _with_limitations(propose(finding, reading.header), [finding], ())


def _with_limitations(task: PlanTask, stated: Sequence[Finding], elsewhere: Sequence[Finding]) -> PlanTask:
    """The task with the limitations that it answers; those `elsewhere` stand on a task of their own."""
    own = [finding for finding in stated if finding not in elsewhere]
    if not own:
        return task
    result = "; ".join(f.reason.rstrip(" .;") + decided_words(f) for f in own if f.reason)
    return replace(task, result=result, cause=own[0].cause, disposition=own[0].disposition)


def _groups(entries: Iterable[_Entry]) -> tuple[PlanGroup, ...]:
    tasks: dict[str, list[PlanTask]] = {}
    for entry in entries:
        tasks.setdefault(entry.group, []).append(entry.task)
    return tuple(
        PlanGroup(
            number=roman(n),
            title=title,
            tasks=tuple(replace(t, number=str(i)) for i, t in enumerate(found, start=1)),
        )
        for n, (title, found) in enumerate(tasks.items(), start=1)
    )


def _field_name(sheet: Sheet, criterion: Criterion | None) -> str:
    while criterion is not None and (above := sheet.parent(criterion)):
        criterion = above
    return criterion.name if criterion else COMMON_TASKS
