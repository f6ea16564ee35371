"""The approved versions of a plan, and what each changed; also what waits to be approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from namro.apps.plans.actions.exporting import tasks_as_written
from namro.apps.plans.bridge import plan_from
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.plan_page import files_of
from namro.apps.plans.pages.plan_words import field_word
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanTask
from namro.core.improvement.versions import Changed, Differences, differences
from namro.ui.formats import NOTHING, moment, points

Files = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A task that was added, removed or changed; `fields` are (name, before, after)."""

    kind: str
    text: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry:
    """One version, the newest first; number 0 is what is being written."""

    number: int
    approved: str
    reason: str
    tasks: int
    lines: tuple[Line, ...]
    counts: str
    files: Files
    sha256: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions."""

    code: str
    title: str
    entries: tuple[VersionEntry, ...]


def versions_page(plan: Plan, *, today: date) -> VersionsPage:
    """Return the context; the number of queries does not grow with the versions."""
    rows = list(plan.versions.select_related("approved_by").order_by("number"))
    written = [plan_from(row.content) for row in rows]
    changes = [None, *(differences(old, new) for old, new in pairwise(written))]
    entries = [
        VersionEntry(
            number=row.number,
            approved=_("%(person)s duyệt lúc %(moment)s")
            % {"person": row.approved_by.full_name, "moment": moment(row.approved_at)},
            reason=row.reason,
            tasks=_count(text),
            lines=_lines(change),
            counts=_counts(change),
            files=files_of(plan, row.number),
            sha256=row.sha256,
        )
        for row, text, change in zip(rows, written, changes, strict=False)
    ]
    if plan.status != Plan.Status.APPROVED:
        entries.append(_pending(plan, written, today))
    return VersionsPage(plan.code, plan.title, tuple(reversed(entries)))


def _pending(plan: Plan, written: list[Written], today: date) -> VersionEntry:
    now = tasks_as_written(plan, today=today)
    change = differences(written[-1], now) if written else None
    return VersionEntry(
        number=0,
        approved=_("Chưa duyệt"),
        reason=plan.reason,
        tasks=_count(now),
        lines=_lines(change),
        counts=_counts(change),
        files=files_of(plan),
        sha256="",
    )


def _count(written: Written) -> int:
    return sum(len(group.tasks) for group in written.groups)


def _counts(change: Differences | None) -> str:
    if change is None:
        return ""
    counts = (
        (_("thêm %(count)d"), len(change.added)),
        (_("bỏ %(count)d"), len(change.removed)),
        (_("sửa %(count)d"), len(change.changed)),
    )
    return ", ".join(words % {"count": count} for words, count in counts if count) or _("không đổi nhiệm vụ nào")


def _lines(change: Differences | None) -> tuple[Line, ...]:
    if change is None:
        return ()
    return (
        *(Line("added", _titled(task)) for task in change.added),
        *(Line("removed", _titled(task)) for task in change.removed),
        *(Line("changed", _titled(one.new), tuple(_fields(one))) for one in change.changed),
    )


def _titled(task: PlanTask) -> str:
    return f"{task.criterion} {task.text}" if task.criterion else task.text


#: Fields of a written task by the name under which pages call them.
_WORDS = {"lead": "owner", "collaborators": "helpers", "due_text": "when"}


def _fields(change: Changed) -> Iterable[tuple[str, str, str]]:
    for name in change.fields:
        yield field_word(_WORDS.get(name, name)), _words(change.old, name), _words(change.new, name)


def _words(task: PlanTask, name: str) -> str:
    if name == "gain":
        return points(task.gain)
    value = getattr(task, name)
    return ("; ".join(value) if isinstance(value, tuple) else value or "") or NOTHING
