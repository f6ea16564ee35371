"""Work split into parts: each a task with its own owner and day, given out at once; the whole adds them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Owning, User
from namro.apps.people.owners import owners_of
from namro.apps.people.owning import choices_of
from namro.apps.plans.actions.working import grip, note_event, roll_up
from namro.apps.plans.faulty import faults_in
from namro.apps.plans.models import Occurrence, Task, WorkEvent
from namro.apps.plans.queries import with_people
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.parts import check_part
from namro.core.improvement.states import CLOSED, Role
from namro.core.timetable import national_calendar

_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part as it is typed."""

    text: str
    owner: Owning
    due: date
    deliverable: str = ""


@transaction.atomic
def split_off(user: User, occurrence: Occurrence, part: NewPart, *, at: datetime) -> Occurrence:
    """Give out a part of the work. Raises NamroError for a day after the whole's, or an owner who is not there."""
    held = grip(user, occurrence, whole=True)
    row, today = held.occurrence, at.astimezone(VIETNAM).date()
    whole = row.task
    if held.roles.isdisjoint(set(Role)):
        raise NamroError(_("Chỉ người thực hiện, đầu mối hoặc lãnh đạo chia việc này."), code="role")
    if held.each:
        raise NamroError(_("Việc mỗi người một sản phẩm đã chia theo người, không chia thêm việc con."), code="group")
    if row.state in CLOSED:
        raise NamroError(_("Việc đã đóng nên không chia thêm việc con."), code="state")
    if whole.part_of_id is not None:
        raise NamroError(_("Việc con không chia nhỏ nữa. Chia ở việc lớn."), code="parts")
    text = " ".join(part.text.split())
    if not text or len(text) > _LONGEST:
        raise NamroError(_("Chưa ghi việc con phải làm gì. Ghi một câu."), code="text_missing")
    check_part(part.due, whole=row.due, since=whole.since, count=row.parts.count())
    known = {
        option.value for _heading, options in choices_of(whole.plan.unit_id, today).of_owners() for option in options
    }
    if f"{part.owner.kind}:{part.owner.id}" not in known:
        raise NamroError(_("Người này không còn trong danh sách của đơn vị. Chọn lại."), code="owner")
    made = Task(
        plan=whole.plan,
        place=whole.place,
        group=whole.group,
        text=text,
        criterion=whole.criterion,
        criterion_name=whole.criterion_name,
        deliverable=part.deliverable.strip()[:_LONGEST],
        since=min(today, part.due),
        due=part.due,
        part_of=row,
    )
    made.give(part.owner)
    made.save()
    saved = list(with_people(Task.objects.filter(pk=made.pk)))
    if found := faults_in(saved, owners_of(saved, today=today)):
        raise NamroError(found[made.pk][0].message, code="owner")
    due = national_calendar().previous_working_day(part.due)
    given = Occurrence.objects.create(task=made, scheduled=part.due, due=due)
    note_event(held, WorkEvent.NOTE, said=_("Chia việc con: %(text)s") % {"text": text}, at=at)
    roll_up(given)
    record(user, AuditEntry.Act.TASK_ADDED, at=at, subject=given.code, note=text)
    return given
