"""Does every lost point have a remedy, every remedy a person and a date?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from namro.core.assessment.answers import remedies_by_loss
from namro.core.assessment.losses import Loss, losses
from namro.core.assessment.rows import AuditRow
from namro.core.assessment.sheet import Sheet
from namro.core.base.points import format_points as vn
from namro.core.printed.items import Reading, Task

WHERE = "remediation"

_SOMEBODY = re.compile(r"(?<!\w)(?:đ/c|đồng chí|ông|bà)\s+(\w)", re.IGNORECASE)
#: Rows and blocks of a plan name one job each; general duties need no date of their own.
PLANNED = {"row", "block"}
_STANDING = re.compile(r"\d{4}\+?|ongoing|daily|weekly|biweekly|monthly|quarterly|half-yearly|yearly|as-planned")


def check_remediation(reading: Reading, sheet: Sheet) -> Iterator[AuditRow]:
    """Losses without remedy, remedies without person or date; in a plan without a sheet the planned tasks."""
    lost = [x for x in losses(sheet) if not x.unlisted]
    if lost:
        yield from _check_losses(reading, lost)
    else:
        yield from _check_tasks(reading)


def has_due_date(task: Task) -> bool:
    """Whether a day, month, quarter or term is printed; a bare year or "thường xuyên" is not a date."""
    return any(not _STANDING.fullmatch(token) for token in task.due)


def has_owner(task: Task) -> bool:
    """Whether somebody is named, as lead or collaborator or in the wording ("phân công đ/c Ly phụ trách")."""
    return bool(task.lead or task.collaborators) or any(m[1].isupper() for m in _SOMEBODY.finditer(task.text))


def _check_losses(reading: Reading, lost: Sequence[Loss]) -> Iterator[AuditRow]:
    remedies = remedies_by_loss(reading, lost)
    without = [x for x in lost if not _is_answered(x, remedies)]
    answered = [x for x in lost if _is_answered(x, remedies)]
    no_owner = [x for x in answered if not any(map(has_owner, remedies.get(x.id, ())))]
    no_date = [x for x in answered if not any(map(has_due_date, remedies.get(x.id, ())))]
    for loss in without:
        message = f"{_points(loss)} ở {loss.id} chưa có biện pháp khắc phục. Bổ sung việc làm, người làm và thời hạn."
        yield AuditRow("remedy_missing", "gap", loss.id, None, loss.points, message)
    for loss in no_owner:
        message = f"Biện pháp khắc phục của {loss.id} chưa ghi ai thực hiện. Ghi rõ người chủ trì."
        yield AuditRow("owner_missing", "gap", loss.id, None, None, message)
    for loss in no_date:
        message = f"Biện pháp khắc phục của {loss.id} chưa ghi thời hạn. Ghi ngày, tháng hoặc quý phải xong."
        yield AuditRow("date_missing", "gap", loss.id, None, None, message)
    if len(without) < len(lost):  # else each has its own row and a count of all says nothing more
        yield from _summary("remedy_missing", without, lost, "khoản mất điểm chưa có biện pháp khắc phục")
    yield from _summary("owner_missing", no_owner, answered, "biện pháp khắc phục chưa ghi người thực hiện")
    yield from _summary("date_missing", no_date, answered, "biện pháp khắc phục chưa ghi thời hạn")


def _is_answered(loss: Loss, remedies: Mapping[str, tuple[Task, ...]]) -> bool:
    """A fault the sheet calls remedied needs no task, but then the fault itself must be named."""
    return loss.id in remedies or (loss.status == "done" and loss.reason is not None)


def _summary(code: str, found: Sequence[Loss], of: Sequence[Loss], what: str) -> Iterator[AuditRow]:
    if found:
        points = sum((x.points for x in found if x.points is not None), Decimal(0))
        message = f"{len(found)}/{len(of)} {what}, tương ứng {vn(points)} điểm: {', '.join(x.id for x in found)}."
        yield AuditRow(code, "gap", WHERE, None, points, message)


def _points(loss: Loss) -> str:
    return "Điểm mất" if loss.points is None else f"{vn(loss.points)} điểm mất"


def _check_tasks(reading: Reading) -> Iterator[AuditRow]:
    """A document that is only a plan: one row for each section that holds tasks without person or date.

    Where no table or blocks are printed (the conclusions of a meeting), the duties are the plan. Standing work
    ("thường xuyên", "năm 2024 và những năm tiếp theo") says its time.
    """
    planned = [t for t in reading.tasks if t.kind in PLANNED] or [t for t in reading.tasks if t.kind == "duty"]
    for section in dict.fromkeys(t.section for t in planned):
        here = [t for t in planned if t.section == section]
        no_owner = [t for t in here if not has_owner(t)]
        no_date = [t for t in here if not t.due]
        if no_owner:
            yield _task_row("owner_missing", section, here, no_owner, "chưa ghi ai thực hiện")
        if no_date:
            yield _task_row("date_missing", section, here, no_date, "chưa ghi thời gian")


def _task_row(code: str, section: str, here: Sequence[Task], found: Sequence[Task], what: str) -> AuditRow:
    first = found[0].text if len(found[0].text) <= 60 else found[0].text[:60].rsplit(" ", 1)[0] + "…"
    message = f"Mục {section}: {len(found)}/{len(here)} nhiệm vụ {what}, bắt đầu từ “{first}”. Bổ sung trước khi giao."
    return AuditRow(code, "gap", section, None, None, message)
