"""A remediation plan drafted from what was read: printed remedies as they are, proposals where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from namro.core.assessment.remediation import PLANNED
from namro.core.assessment.sheet import Sheet
from namro.core.base.folding import fold, tidy
from namro.core.base.points import format_points as vn
from namro.core.improvement.dispositions import disposition_of
from namro.core.improvement.findings import Finding, FindingsReport
from namro.core.improvement.findings import report as report_on
from namro.core.improvement.letterhead import letterhead
from namro.core.improvement.outline import COMMON_TASKS, Outline
from namro.core.improvement.plan import Plan, PlanGroup, PlanTask
from namro.core.improvement.proposals import propose
from namro.core.printed.items import Criterion, Header, Reading, Task

#: What cannot be promised back this year carries no gain.
_NO_GAIN = {"long_term"}
#: Ask for a paper of their own, whatever remedies are printed.
_OWN_PAPER = {"to_appeal", "already_remedied"}
#: The group of what the document has to do beside the remedies of its losses.
OTHER_TASKS = "Nhiệm vụ khác trong văn bản"
#: "Nội dung này đã khắc phục, quy chế đã được ký số." only states; a clause without "đã", or more to come, is a task.
_MENDED = re.compile(
    r"\W*(?:(?:noi dung|viec|van de|han che|ton tai|loi)(?: nay| tren)? )?(?:nay )?da (?:duoc )?khac phuc"
)
_MORE = re.compile(r"\b(?:tuy nhien|nhung|tiep tuc|se|can|phai)\b")


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
    sheet = Sheet(reading)
    from_sheet = any(f.points is not None for f in report.findings)
    entries = _answers(reading, sheet, report) if from_sheet else _own_tasks(reading, report)
    return replace(letterhead(reading, keeps_title=not from_sheet), groups=_groups(entries))


def _answers(reading: Reading, sheet: Sheet, report: FindingsReport) -> list[_Entry]:
    places = {c.id: n for n, c in enumerate(sheet.criteria)}
    entries: list[_Entry] = []
    used: set[Task] = set()
    place = 0
    for finding in report.findings:  # in printed order; what a parent lost beyond its parts stands after them
        place = max(place, places[finding.criterion.id] if finding.criterion else len(places))
        field = _field_name(sheet, finding.criterion)
        entries += [_Entry(field, place, task) for task in _tasks_for(finding, used, reading.header)]
        used.update(finding.remedies)
    for task in reading.tasks:
        if task.kind == "remedy" and task not in used:  # a remedy for a criterion that lost nothing
            criterion = sheet.by_id.get(task.section)
            place = places[criterion.id] if criterion else len(places)
            entries.append(_Entry(_field_name(sheet, criterion), place, _printed(task, criterion)))
    entries = sorted(_merged(entries), key=lambda entry: entry.place)
    return [*entries, *_others(reading, entries)]


def _others(reading: Reading, written: list[_Entry]) -> Iterator[_Entry]:
    """Tasks of the document that answer no loss, as they are; one wording for the same people stands once."""
    known = {(fold(entry.task.text), entry.task.lead) for entry in written}
    for task in (t for t in reading.tasks if t.kind != "remedy"):
        key = (fold(tidy(task.text)), task.lead)
        if key not in known:
            known.add(key)
            yield _Entry(OTHER_TASKS, len(written), _printed(task, None))


def _tasks_for(finding: Finding, used: set[Task], header: Header) -> Iterator[PlanTask]:
    """The printed remedies, then a proposal where none is printed, proof of done is owed or an appeal is open.

    A remedy that only explains why the points should come back becomes the appeal itself; one that only says that all
    is mended gives way to the proof. What was found and what can be gained stand on the first task only, so that gains
    can be added up.
    """
    remedies = [t for t in finding.remedies if not _explains(finding, t)]
    tasks = [_printed(t, finding.criterion) for t in remedies if t not in used and not _says_done(finding, t)]
    if not remedies or finding.disposition in _OWN_PAPER:
        tasks.append(propose(finding, header))
    gain = None if finding.disposition in _NO_GAIN or finding.is_unlisted else finding.points
    # All remedies already stand under an earlier loss: repeat the first, `_merged` adds this gain to it.
    for n, task in enumerate(tasks or [_printed(remedies[0], finding.criterion)]):
        yield replace(
            task,
            criterion=finding.criterion.id if finding.criterion else None,
            criterion_name=finding.criterion.name if finding.criterion else None,
            result=_result(finding) if n == 0 else None,
            gain=gain if n == 0 else None,
            cause=finding.cause,
            disposition=finding.disposition,
        )


def _says_done(finding: Finding, remedy: Task) -> bool:
    """Whether the remedy states that all is mended and asks for nothing."""
    text = fold(remedy.text)
    if finding.disposition != "already_remedied" or not _MENDED.match(text) or _MORE.search(text):
        return False
    return all(re.search(r"\bda\b", clause) for clause in re.split(r"[,;.]\s", text.strip(" .;")))


def _explains(finding: Finding, remedy: Task) -> bool:
    """Whether the remedy only cites the law on which the points should come back: that is a ground, nothing to do."""
    return disposition_of(finding.cause, {"remedy": (remedy.text,)}) == "to_appeal"


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

    A limitation whose block has no task gets a proposal.
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
            _printed(task, None),
            criterion=block if named and outline.title(block) else None,
            criterion_name=outline.title(block) if named else None,
        )
        entries.append(_Entry(outline.field(task), place, _with_limitations(written, stated.pop(block, []))))
    for finding in (f for found in stated.values() for f in found):
        proposal = propose(finding, reading.header)
        group = outline.title(finding.id) or COMMON_TASKS
        entries.append(_Entry(group, len(entries), _with_limitations(proposal, [finding])))
    return entries


def _with_limitations(task: PlanTask, stated: list[Finding]) -> PlanTask:
    if not stated:
        return task
    result = "; ".join(f.reason.rstrip(" .;") for f in stated if f.reason)
    return replace(task, result=result, cause=stated[0].cause, disposition=stated[0].disposition)


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


def roman(number: int) -> str:
    """Roman numeral of 1 to 89: "IV" for 4."""
    tens, ones = divmod(number, 10)
    fifty, tens = divmod(tens, 5)
    tail = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    head = "XL" if tens == 4 and not fifty else "L" * fifty + "X" * tens
    return head + tail


def _field_name(sheet: Sheet, criterion: Criterion | None) -> str:
    while criterion is not None and (above := sheet.parent(criterion)):
        criterion = above
    return criterion.name if criterion else COMMON_TASKS


def _printed(task: Task, criterion: Criterion | None) -> PlanTask:
    """A printed task as it is: its wording, people and time are not touched."""
    return PlanTask(
        number="",
        text=tidy(task.text),
        criterion=criterion.id if criterion else None,
        criterion_name=criterion.name if criterion else None,
        result=_second_score(criterion),
        deliverable=task.deliverable,
        lead=task.lead,
        collaborators=task.collaborators,
        due=task.due,
        due_text=task.due_text,
        due_on=task.due_on,
    )


def _second_score(criterion: Criterion | None) -> str | None:
    if criterion is None or criterion.second_value is None or criterion.achieved is None:
        return None
    return f"Ghi hai điểm khác nhau: {vn(criterion.achieved)} và {vn(criterion.second_value)}"


def _result(finding: Finding) -> str:
    lost = f"Mất {vn(finding.points)} điểm" if finding.points is not None else "Mất điểm"
    if finding.cause == "unlisted":
        said = f"{lost}, không rõ ở nội dung nào"
    else:
        said = f"{lost}: {finding.reason.rstrip(' .;:')}" if finding.reason else f"{lost}, không ghi lý do"
    made = finding.decision
    if made is None:
        return said
    if made.done_on is not None:
        return f"{said}; đã khắc phục ngày {made.done_on:%d/%m/%Y}"
    return f"{said}; ngoài khả năng trong năm: {made.why.rstrip(' .;:')}" if made.why else said
