"""What the person who signs should know about the plan before it goes out."""

from __future__ import annotations

from collections.abc import Callable

from namro.core.improvement.plan import Plan, PlanTask

_FAULTS: tuple[tuple[str, Callable[[PlanTask], bool]], ...] = (
    ("Chưa phân công, ô để trống", lambda task: not task.lead and not task.collaborators),
    ("Chưa có thời hạn, ô để trống", lambda task: not task.due and not task.due_text),
    ("Thời hạn có ngày không tồn tại, cần sửa", lambda task: any(t.startswith("invalid:") for t in task.due)),
    ("Nhiệm vụ do phần mềm đề xuất, chưa có người xác nhận", lambda task: task.proposed),
)


def plan_notes(plan: Plan) -> list[str]:
    """One note per kind of gap, each naming its tasks by group and number ("I.3")."""
    notes = []
    for fault, found in _FAULTS:
        places = [f"{group.number}.{task.number}" for group in plan.groups for task in group.tasks if found(task)]
        if places:
            notes.append(f"{fault} ({len(places)} nhiệm vụ): {', '.join(places)}.")
    return notes
