"""One lost point as tasks of a plan: its printed remedies as they are, a proposal where something is owed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from namro.core.base.folding import fold, tidy
from namro.core.base.points import format_points as vn
from namro.core.improvement.dispositions import cited_law, disposition_of
from namro.core.improvement.findings import Finding
from namro.core.improvement.plan import PlanTask
from namro.core.improvement.proposals import propose
from namro.core.printed.items import Criterion, Header, Task

#: What cannot be promised back this year carries no gain.
_NO_GAIN = {"long_term"}
#: Ask for a paper of their own, whatever remedies are printed.
OWN_PAPER = {"to_appeal", "already_remedied"}
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
    remedies = [t for t in finding.remedies if not _explains(finding, t)]
    tasks = [printed(t, finding.criterion) for t in remedies if t not in used and not _says_done(finding, t)]
    if not remedies or finding.needs_ground or finding.disposition in OWN_PAPER:
        tasks.append(propose(finding, header))
    gain = None if finding.disposition in _NO_GAIN or finding.is_unlisted else finding.points
    # All remedies already stand under an earlier loss: repeat the first, `_merged` adds this gain to it.
    for n, task in enumerate(tasks or [printed(remedies[0], finding.criterion)]):
        yield replace(
            task,
            criterion=finding.criterion.id if finding.criterion else None,
            criterion_name=finding.criterion.name if finding.criterion else None,
            result=_result(finding) if n == 0 else None,
            gain=gain if n == 0 else None,
            cause=finding.cause,
            disposition=finding.disposition,
        )


def _explains(finding: Finding, remedy: Task) -> bool:
    """Whether the remedy only cites the law on which the points should come back: that is a ground, nothing to do."""
    appeals = (
        finding.disposition == "to_appeal" or disposition_of(finding.cause, {"remedy": (remedy.text,)}) == "to_appeal"
    )
    return appeals and cited_law(remedy.text) is not None


def _says_done(finding: Finding, remedy: Task) -> bool:
    """Whether the remedy states that all is mended and asks for nothing."""
    text = fold(remedy.text)
    if finding.disposition != "already_remedied" or not _MENDED.match(text) or _MORE.search(text):
        return False
    return all(re.search(r"\bda\b", clause) for clause in re.split(r"[,;.]\s", text.strip(" .;")))


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
        said = f"{lost}, không rõ ở nội dung nào"
    else:
        said = f"{lost}: {finding.reason.rstrip(' .;:')}" if finding.reason else f"{lost}, không ghi lý do"
    return said + decided_words(finding)


def decided_words(finding: Finding) -> str:
    """What a decision adds to the result: "; đã khắc phục ngày 05/03/2026"."""
    made = finding.decision
    if made is None:
        return ""
    if made.done_on is not None:
        return f"; đã khắc phục ngày {made.done_on:%d/%m/%Y}"
    return f"; ngoài khả năng trong năm: {made.why.rstrip(' .;:')}" if made.why else ""
