"""One lost point as tasks of a plan: its printed remedies as they are, a proposal where something is owed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from namro.core.base.folding import fold, tidy
from namro.core.base.points import format_points as vn
from namro.core.improvement.dispositions import cited_law
from namro.core.improvement.findings import Finding
from namro.core.improvement.plan import PlanTask
from namro.core.improvement.proposals import propose
from namro.core.printed.items import Criterion, Header, Task

#: What cannot be promised back this year carries no gain.
_NO_GAIN = {"long_term"}
#: "Nội dung này đã khắc phục, quy chế đã được ký số." only states; a clause without "đã", or more to come, is a task.
_MENDED = re.compile(
    r"\W*(?:(?:noi dung|viec|van de|han che|ton tai|loi)(?: nay| tren)? )?(?:nay )?da (?:duoc )?khac phuc"
)
_MORE = re.compile(r"\b(?:tuy nhien|nhung|tiep tuc|se|can|phai)\b")


def tasks_for(finding: Finding, used: Collection[Task], header: Header) -> Iterator[PlanTask]:
    """The printed remedies, then a proposal where none is printed, proof of done is owed or an appeal is open.

    Where it is said that nothing had to be done, the proposal asks for the ground. What was found and what can be
    gained stand on the first task only, so that gains can be added up.
    """
    tasks = [printed(t, finding.criterion) for t in finding.remedies if t not in used and not _only_states(finding, t)]
    if not finding.remedies or finding.needs_ground or finding.disposition in ("already_remedied", "to_appeal"):
        tasks.append(propose(finding, header))
    gain = None if finding.disposition in _NO_GAIN or finding.cause == "unlisted" else finding.points
    for n, task in enumerate(tasks or [_first_use(finding)]):
        yield replace(
            task,
            criterion=finding.criterion.id if finding.criterion else None,
            criterion_name=finding.criterion.name if finding.criterion else None,
            result=_result(finding) if n == 0 else None,
            gain=gain if n == 0 else None,
            cause=finding.cause,
            disposition=finding.disposition,
        )


def _only_states(finding: Finding, remedy: Task) -> bool:
    """Whether the remedy asks for nothing: it cites the law and becomes the appeal, or says that all is mended."""
    if finding.disposition == "to_appeal":
        return cited_law(remedy.text) is not None
    text = fold(remedy.text)
    if finding.disposition != "already_remedied" or not _MENDED.match(text) or _MORE.search(text):
        return False
    return all(re.search(r"\bda\b", clause) for clause in re.split(r"[,;.]\s", text.strip(" .;")))


def _first_use(finding: Finding) -> PlanTask:
    """All remedies already stand under an earlier loss: repeat the first, `_merged` adds this gain to it."""
    return printed(finding.remedies[0], finding.criterion)


def printed(task: Task, criterion: Criterion | None) -> PlanTask:
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
        return f"{lost}, không rõ ở nội dung nào"
    return f"{lost}: {finding.reason.rstrip(' .;:')}" if finding.reason else f"{lost}, không ghi lý do"
