"""The list of things to do each time of a task: lines added and taken away, ticked by whom and when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions.working import Grip, grip, note_event
from namro.apps.plans.models import CheckItem, Occurrence, Tick, WorkEvent
from namro.core.base.errors import NamroError
from namro.core.improvement.states import CLOSED, Role

#: A longer list is a plan of its own.
MOST = 50
_LONGEST = 300


@transaction.atomic
def add_items(user: User, occurrence: Occurrence, text: str, *, at: datetime) -> list[CheckItem]:
    """Add lines to the list, one for each line of the text; they stand in every time of the task from now on."""
    held = _held(user, occurrence)
    lines = [line for one in text.splitlines() if (line := " ".join(one.split()))]
    if not lines:
        raise NamroError(_("Chưa ghi đầu việc nào. Ghi mỗi dòng một đầu việc."), code="text_missing")
    if any(len(line) > _LONGEST for line in lines):
        raise NamroError(_("Có dòng dài quá %(most)d ký tự. Rút gọn lại.") % {"most": _LONGEST}, code="text_long")
    there = CheckItem.objects.filter(task=held.occurrence.task_id, removed_at=None)
    if there.count() + len(lines) > MOST:
        raise NamroError(_("Danh sách tối đa %(most)d đầu việc. Gộp bớt lại.") % {"most": MOST}, code="many")
    made = [CheckItem(task_id=held.occurrence.task_id, text=line, by=user, at=at) for line in lines]
    CheckItem.objects.bulk_create(made)
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note="; ".join(lines)[:400])
    return made


@transaction.atomic
def remove_item(user: User, occurrence: Occurrence, item: int, *, at: datetime) -> None:
    """Take a line off the list; ticks of before stay in the history."""
    held = _held(user, occurrence)
    row = _item(held, item)
    row.removed_by, row.removed_at = user, at
    row.save(update_fields=["removed_by", "removed_at"])
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=f"− {row.text}")


@transaction.atomic
def tick(user: User, occurrence: Occurrence, item: int, *, done: bool, at: datetime) -> None:
    """Tick a line for this time, or take the tick back; saying the same again changes nothing."""
    held = _held(user, occurrence)
    row = _item(held, item)
    known = Tick.objects.filter(item=row, occurrence=held.occurrence)
    if known.exists() == done:
        return
    if done:
        Tick.objects.create(item=row, occurrence=held.occurrence, by=user, at=at)
    else:
        known.delete()
    note_event(held, WorkEvent.TICKED if done else WorkEvent.UNTICKED, said=row.text, at=at)
    record(
        user, AuditEntry.Act.WORK_DONE, at=at, subject=held.occurrence.code, note=f"{'✓' if done else '–'} {row.text}"
    )


def _held(user: User, occurrence: Occurrence) -> Grip:
    """The whole, as the list is everybody's; but every member of a group may tick."""
    held = grip(user, occurrence)
    held.piece = None
    if held.roles.isdisjoint({Role.OWNER, Role.COORDINATOR}):
        raise NamroError(_("Chỉ người thực hiện hoặc đầu mối ghi danh sách đầu việc."), code="role")
    if held.occurrence.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên danh sách không đổi nữa."), code="state")
    return held


def _item(held: Grip, key: int) -> CheckItem:
    found = CheckItem.objects.select_for_update().filter(pk=key, task=held.occurrence.task_id, removed_at=None).first()
    if found is None:
        raise NamroError(_("Đầu việc này không còn trong danh sách. Tải lại trang."), code="gone")
    return found
