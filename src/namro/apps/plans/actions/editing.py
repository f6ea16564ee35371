"""Changing tasks, one or many at once. What two people change in the same field is shown to the second, never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.owners import owners_of
from namro.apps.plans.bridge import due_in_words, event_in, lead_in_words, rhythm_in, set_event, set_rhythm
from namro.apps.plans.faulty import faults_in
from namro.apps.plans.models import Collaborator, Plan, Task, TaskChange
from namro.apps.plans.permissions import check_write
from namro.apps.plans.queries import with_people
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.points import format_points
from namro.core.improvement.events import EventTerm
from namro.core.improvement.quantities import plain
from namro.core.improvement.task_checks import Fault
from namro.core.timetable import Rhythm

#: Plain columns that a form may set.
TEXTS = ("text", "deliverable", "criterion", "group")
#: Faults that are settled before a plan is submitted, not while it is being written.
_LATER = {"owner_missing", "position_over", "date_impossible"}


@dataclass(frozen=True, slots=True)
class Edit:
    """What to set; a field that is not in `values` stays as it is.

    Fields: TEXTS, `gain` (points or None), `since`, `due` (a day or None), `rhythm` (Rhythm or None), `event`
    (EventTerm or None), `quantity` (how much and of what, or (None, "")), `owner` (Owning),
    `helpers` (a set of ("user" | "position", id): these and nobody else; empty: nobody), `more_helpers` (the same, but
    beside those who help already). `versions`: the version of each task that the form was made of.
    """

    values: Mapping[str, Any]
    versions: Mapping[int, int] = field(default_factory=dict)


class Conflict(NamroError):
    """Somebody changed the same fields since: by task, the changes that stand. Nothing was written."""

    def __init__(self, theirs: Mapping[int, Sequence[TaskChange]]) -> None:
        first = next(iter(theirs.values()))[0]
        super().__init__(_("%(person)s vừa sửa cùng chỗ này.") % {"person": first.by.full_name}, code="conflict")
        self.theirs = theirs


class Refused(NamroError):
    """Values that cannot be: the faults by task. Nothing was written."""

    def __init__(self, found: Mapping[int, Sequence[Fault]]) -> None:
        super().__init__(next(iter(found.values()))[0].message, code="fields")
        self.found = found


@transaction.atomic
def edit_tasks(user: User, plan: Plan, ids: Iterable[int], *, edit: Edit, at: datetime) -> list[Task]:
    """Set the same fields of some tasks. Raises Conflict, Refused or NamroError, and then writes nothing."""
    plan = open_plan(user, plan)
    tasks = _taken(plan, ids)
    _check_untouched(tasks, edit)
    before = {task.pk: _in_words(task) for task in tasks}
    for task in tasks:
        _set(task, edit.values)
    _set_helpers(tasks, edit.values)
    tasks = _checked(tasks, today=at.astimezone(VIETNAM).date())
    changed = _note_changes(user, tasks, before, at=at)
    if changed:
        record(
            user, AuditEntry.Act.TASKS_CHANGED, at=at, subject=plan.code, note=", ".join(str(t.place) for t in changed)
        )
    return changed


@transaction.atomic
def add_task(user: User, plan: Plan, *, values: Mapping[str, Any], at: datetime) -> Task:
    """Add a task at the end of its group."""
    plan = open_plan(user, plan)
    if not values.get("text", "").strip():
        raise NamroError(_("Chưa ghi nhiệm vụ. Ghi việc cần làm."), code="text_missing")
    last = plan.tasks.order_by("-place").first()
    task = Task(plan=plan, place=last.place + 1 if last else 1, since=plan.since, group=_("Nhiệm vụ khác"))
    _set(task, values)
    task.save()
    _set_helpers([task], values)
    _checked([task], today=at.astimezone(VIETNAM).date())
    record(user, AuditEntry.Act.TASK_ADDED, at=at, subject=plan.code, note=task.text)
    return task


@transaction.atomic
def drop_task(user: User, plan: Plan, task: Task, *, at: datetime) -> None:
    """Take a task out of the plan; it can be taken back."""
    _set_dropped(user, plan, task, dropped=True, at=at)
    record(user, AuditEntry.Act.TASK_DROPPED, at=at, subject=plan.code, note=task.text)


@transaction.atomic
def take_back(user: User, plan: Plan, task: Task, *, at: datetime) -> None:
    """Put a task that was taken out back into the plan."""
    _set_dropped(user, plan, task, dropped=False, at=at)
    record(user, AuditEntry.Act.TASK_TAKEN_BACK, at=at, subject=plan.code, note=task.text)


def _set_dropped(user: User, plan: Plan, task: Task, *, dropped: bool, at: datetime) -> None:
    plan = open_plan(user, plan)
    row = Task.objects.select_for_update().get(pk=task.pk, plan=plan)
    if row.dropped == dropped:
        raise NamroError(_("Người khác vừa làm việc này rồi. Tải lại trang."), code="state")
    row.dropped, row.version = dropped, row.version + 1
    row.save(update_fields=["dropped", "version"])
    TaskChange.objects.create(
        task=row, version=row.version, by=user, at=at, field="dropped", old=str(not dropped), new=str(dropped)
    )


def open_plan(user: User, plan: Plan) -> Plan:
    """Return the plan, locked, if the person may change it now. Raises PermissionDenied or NamroError."""
    check_write(user, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.status == Plan.Status.APPROVED:
        raise NamroError(
            _("Kế hoạch đã duyệt nên không sửa trực tiếp. Bấm “Điều chỉnh kế hoạch”, ghi lý do, rồi sửa."), code="state"
        )
    if plan.status == Plan.Status.SUBMITTED:
        raise NamroError(_("Kế hoạch đang chờ lãnh đạo duyệt. Đợi duyệt hoặc trả lại rồi sửa."), code="state")
    return plan


def _taken(plan: Plan, ids: Iterable[int]) -> list[Task]:
    wanted = set(ids)
    # Locked first: outer joins to the owners cannot be locked on PostgreSQL.
    list(Task.objects.select_for_update().filter(plan=plan, pk__in=wanted))
    tasks = list(with_people(plan.tasks.filter(pk__in=wanted, dropped=False)).order_by("place", "id"))
    if not tasks or len(tasks) < len(wanted):
        raise NamroError(_("Có nhiệm vụ vừa được bỏ khỏi kế hoạch. Tải lại trang rồi chọn lại."), code="gone")
    return tasks


def _check_untouched(tasks: Sequence[Task], edit: Edit) -> None:
    stale = {task.pk: edit.versions.get(task.pk, task.version) for task in tasks}
    later = TaskChange.objects.filter(task__in=[t.pk for t in tasks], field__in=_words_of(edit.values))
    theirs: dict[int, list[TaskChange]] = {}
    for change in later.select_related("by").order_by("id"):
        if change.version > stale[change.task_id]:
            theirs.setdefault(change.task_id, []).append(change)
    if theirs:
        raise Conflict(theirs)


_SAME = {"due": "when", "rhythm": "when", "more_helpers": "helpers"}


def _words_of(values: Mapping[str, Any]) -> set[str]:
    """The names under which changes of these fields are kept: all that settles the time is one."""
    return {_SAME.get(name, name) for name in values}


def _set(task: Task, values: Mapping[str, Any]) -> None:
    for name in TEXTS:
        if name in values:
            setattr(task, name, values[name].strip())
    if "gain" in values:
        task.gain = values["gain"]
    if "since" in values:
        task.since = values["since"]
    if "due" in values or "rhythm" in values or "event" in values:
        _set_time(task, values)
    if "quantity" in values:
        task.quantity, task.measure = values["quantity"]
    if "owner" in values:
        task.give(values["owner"])
    task.proposed = False


def _set_time(task: Task, values: Mapping[str, Any]) -> None:
    due = values.get("due", task.due)
    rhythm: Rhythm | None = values.get("rhythm", rhythm_in(task))
    # A day or a rhythm takes the place of an event, and an event that of both.
    begins: EventTerm | None = values.get("event", None if due or rhythm else event_in(task))
    if begins:
        due = rhythm = None
    if (due, rhythm, begins) != (task.due, rhythm_in(task), event_in(task)) or (task.due_token and due):
        task.due, task.due_token, task.due_text = due, "", ""
        set_rhythm(task, rhythm)
        set_event(task, begins)


def _set_helpers(tasks: Sequence[Task], values: Mapping[str, Any]) -> None:
    if "helpers" in values:
        for task in tasks:
            task.helpers_text = ""
        Collaborator.objects.filter(task__in=tasks).delete()
    wanted = {*values.get("helpers", ()), *values.get("more_helpers", ())}
    if not wanted:
        return
    there = Collaborator.objects.filter(task__in=tasks).values_list("task_id", "user_id", "position_id")
    known = {(task, ("user", user) if user else ("position", position)) for task, user, position in there}
    Collaborator.objects.bulk_create(
        Collaborator(task=task, **{f"{kind}_id": key})
        for task in tasks
        for kind, key in sorted(wanted)
        if (task.pk, (kind, key)) not in known
    )


def _checked(tasks: Sequence[Task], *, today: date) -> list[Task]:
    """The tasks as saved, with their people at hand. Raises Refused."""
    for task in tasks:
        task.version += 1
    Task.objects.bulk_update(tasks, _COLUMNS)
    saved = list(with_people(Task.objects.filter(pk__in=[t.pk for t in tasks])).order_by("place", "id"))
    found = faults_in(saved, owners_of(saved, today=today))
    now = {key: [one for one in said if one.code not in _LATER] for key, said in found.items()}
    if refused := {key: said for key, said in now.items() if said}:
        raise Refused(refused)
    return saved


_COLUMNS = [
    *TEXTS, "gain", "since", "due", "due_token", "due_text", "period", "day", "month", "before", "proposed",
    "event", "term", "term_unit", "quantity", "measure",
    "owner_kind", "owner_user", "owner_position", "owner_group", "helpers_text", "version",
]  # fmt: skip


def _in_words(task: Task) -> dict[str, str]:
    """Everything people can change of a task, as it is shown in the history and beside each other in a conflict."""
    owner = task.owner_user or task.owner_position or task.owner_group
    lead = str(owner) if owner else "; ".join(lead_in_words(task, None))
    return {
        **{name: getattr(task, name) for name in TEXTS},
        "gain": format_points(task.gain) if task.gain is not None else "",
        "since": f"{task.since:%d/%m/%Y}",
        "when": due_in_words(task),
        "quantity": f"{plain(task.quantity)} {task.measure}".strip() if task.quantity else "",
        "owner": f"{lead} ({task.get_owner_kind_display()})" if owner else lead,
        "helpers": "; ".join(
            [*filter(None, [task.helpers_text]), *(str(one.user or one.position) for one in task.collaborators.all())]
        ),
    }


def _note_changes(
    user: User, tasks: Sequence[Task], before: Mapping[int, Mapping[str, str]], *, at: datetime
) -> list[Task]:
    rows, changed = [], []
    for task in tasks:
        now = _in_words(task)
        different = [name for name, words in now.items() if words != before[task.pk][name]]
        rows += [
            TaskChange(
                task=task, version=task.version, by=user, at=at, field=name, old=before[task.pk][name], new=now[name]
            )
            for name in different
        ]
        if different:
            changed.append(task)
    TaskChange.objects.bulk_create(rows)
    return changed
