"""The page of one task: where it comes from, and every change people made to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.owners import owners_of
from namro.apps.plans.faulty import faults_in
from namro.apps.plans.models import Task, TaskChange
from namro.apps.plans.pages.plan_rows import Around, TaskRow, task_row
from namro.apps.plans.pages.plan_words import field_word, stored_words
from namro.apps.plans.pages.recommendation_list import asked_by
from namro.apps.plans.queries import helpers_of
from namro.apps.plans.summary import standings
from namro.core.assessment.causes import cause_labels
from namro.core.improvement.dispositions import disposition_labels
from namro.ui.formats import moment

#: So many changes are shown, the newest first.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field that somebody changed."""

    word: str
    old: str
    new: str
    person: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """Everything the page shows beside the form."""

    code: str
    plan: str
    row: TaskRow
    version: int
    facts: tuple[tuple[str, str], ...]
    changes: tuple[ChangeLine, ...]
    asked_by: tuple[tuple[str, str], ...]


def task_page(task: Task, *, today: date) -> TaskPage:
    """Return the context."""
    owners = owners_of([task], today=today)
    around = Around(
        owners=owners,
        helpers=helpers_of([task], today=today),
        numbers={},
        standings=standings(task.plan),
        faults=faults_in([task], owners, today=today),
        meant={},
        picked=frozenset(),
        today=today,
    )
    causes, dispositions = cause_labels(), disposition_labels()
    facts = (
        (_("Lĩnh vực"), task.group),
        (_("Tiêu chí"), f"{task.criterion} {task.criterion_name}".strip()),
        (_("Kết quả đã thấy"), task.result),
        (_("Nguyên nhân"), _(causes[task.cause]) if task.cause in causes else ""),
        (
            _("Cách xử lý"),
            _(dispositions[task.disposition]) if task.disposition in dispositions else "",
        ),
        (_("Văn bản ghi chủ trì"), task.lead_text),
        (_("Văn bản ghi phối hợp"), task.helpers_text),
        (_("Văn bản ghi hạn"), task.due_text),
    )
    rows = TaskChange.objects.filter(task=task).select_related("by").order_by("-version", "id")[:SHOWN]
    return TaskPage(
        code=task.plan.code,
        plan=task.plan.title,
        row=task_row(task, around),
        version=task.version,
        facts=tuple((word, text) for word, text in facts if text),
        changes=tuple(
            ChangeLine(
                field_word(row.field),
                stored_words(row.field, row.old),
                stored_words(row.field, row.new),
                row.by.full_name,
                moment(row.at),
            )
            for row in rows
        ),
        asked_by=(*_from_sheet(task), *asked_by(task.pk)),
    )


def _from_sheet(task: Task) -> tuple[tuple[str, str], ...]:
    """Where a task of a plan made from an own sheet comes from: what the sheet lost."""
    sheet = task.plan.sheet
    if sheet is None or not task.cause:
        return ()
    url = reverse("plans:findings", args=[sheet.year, sheet.unit.code])
    return ((url, _("Tồn tại, hạn chế %(year)s") % {"year": sheet.year}),)
