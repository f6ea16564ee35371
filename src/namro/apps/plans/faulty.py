"""What keeps tasks from being given out, looked up for all tasks of a page at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.plans.bridge import rhythm_in
from namro.apps.plans.models import Occurrence, Task
from namro.core.base.errors import NamroError
from namro.core.improvement.owners import Owner
from namro.core.improvement.states import State
from namro.core.improvement.task_checks import Fault, Given, faults
from namro.core.timetable import national_calendar

#: So many tasks are named in the message; the page shows them all.
_NAMED, _NAME_LENGTH = 3, 80


class Faulty(NamroError):
    """Tasks that cannot be given out: the faults by the task's id, tasks in printed order."""

    def __init__(self, found: Mapping[int, Sequence[Fault]], texts: Mapping[int, str]) -> None:
        names = [f"“{_short(texts[key])}”" for key in list(found)[:_NAMED]]
        more = len(found) - len(names)
        told = {"count": len(found), "names": ", ".join(names) + (f" (+{more})" if more else "")}
        super().__init__(
            _("%(count)d nhiệm vụ chưa giao được: %(names)s. Sửa các dòng được đánh dấu rồi trình lại.") % told,
            code="faulty",
        )
        self.found = found


def faults_in(
    tasks: Sequence[Task], owners: Mapping[int, Owner], *, today: date | None = None
) -> dict[int, tuple[Fault, ...]]:
    """Return what keeps tasks from being given out, by the task's id.

    With `today`, also that no time of a recurring task is left: that is settled before the plan is submitted, and keeps
    nobody from writing. The plans of the tasks are at hand then; one query.
    """
    calendar = national_calendar()
    begun = _begun(tasks, today) if today else ()
    found = {task.pk: faults(_given(task, owners.get(task.pk), today, begun), calendar) for task in tasks}
    return {key: said for key, said in found.items() if said}


def _given(task: Task, owner: Owner | None, today: date | None, begun: Collection[int]) -> Given:
    return Given(
        start=task.since,
        due=task.due_token or task.due,
        rhythm=rhythm_in(task),
        owner=owner,
        last=task.plan.last if today else None,
        today=today,
        begun=task.pk in begun,
    )


def _begun(tasks: Sequence[Task], today: date) -> set[int]:
    """Recurring tasks of which a time stays whatever the rhythm is now: it is over, or somebody did something."""
    ids = [task.pk for task in tasks if task.period]
    stays = ~Q(state=State.PLANNED) | Q(version__gt=0) | Q(due__lt=today)
    return set(Occurrence.objects.filter(stays, task__in=ids).values_list("task_id", flat=True)) if ids else set()


def _short(text: str) -> str:
    return text if len(text) <= _NAME_LENGTH else f"{text[:_NAME_LENGTH].rstrip()}…"
