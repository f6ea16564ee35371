"""What the person who signs should know about the plan before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from namro.core.base.points import format_points
from namro.core.improvement.plan import Plan, PlanTask

_FAULTS: tuple[tuple[str, Callable[[PlanTask], bool]], ...] = (
    ("Chưa phân công, ô để trống", lambda task: not task.lead and not task.collaborators),
    ("Chưa có thời hạn, ô để trống", lambda task: not task.due and not task.due_text),
    ("Thời hạn có ngày không tồn tại, cần sửa", lambda task: any(t.startswith("invalid:") for t in task.due)),
    ("Nhiệm vụ do phần mềm đề xuất, chưa có người xác nhận", lambda task: task.proposed),
    (
        "Chưa có căn cứ để đề nghị xem xét lại, đầu mối cần nêu căn cứ",
        lambda task: task.proposed and _has_no_ground(task),
    ),
)


def _has_no_ground(task: PlanTask) -> bool:
    return task.cause == "not_applicable" and task.disposition == "to_do"


def plan_notes(plan: Plan) -> list[str]:
    """One note per kind of gap, each naming its tasks by group and number ("I.3")."""
    notes = []
    for fault, found in _FAULTS:
        places = [f"{group.number}.{task.number}" for group in plan.groups for task in group.tasks if found(task)]
        if places:
            notes.append(f"{fault} ({len(places)} nhiệm vụ): {', '.join(places)}.")
    return [*notes, *_possible_answers(plan), *_outside(plan)]


def _possible_answers(plan: Plan) -> Iterator[str]:
    """Printed tasks beside proposals for the same loss: a person decides which stays."""
    placed = [(f"{group.number}.{task.number}", task) for group in plan.groups for task in group.tasks]
    for place, task in placed:
        rivals = [f"{p} (tiêu chí {t.criterion})" for p, t in placed if t.proposed and _number(t) in task.may_answer]
        if rivals:
            yield f"Nhiệm vụ {place} in trong văn bản có thể trả lời đề xuất {', '.join(rivals)}. Có giữ cả hai không?"


def _number(task: PlanTask) -> str:
    return (task.criterion or "").partition("/")[0]


def _outside(plan: Plan) -> Iterator[str]:
    if plan.outside:
        lost = format_points(plan.outside)
        yield f"Văn bản chỉ có một phần của phiếu: {lost} điểm mất ở các lĩnh vực khác chưa được lập nhiệm vụ."
