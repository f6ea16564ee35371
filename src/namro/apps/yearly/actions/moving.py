"""Sheets of a unit are drafted and shown, confirmed, closed with a snapshot, reopened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.people.queries.people import positions_of
from namro.apps.plans.habits import habits_of
from namro.apps.yearly.actions.steps import Step, gripped, said_text, written
from namro.apps.yearly.models import PersonSheet, SheetEvent, SheetSnapshot
from namro.apps.yearly.news import tell_shown
from namro.apps.yearly.permissions import check_read_unit
from namro.apps.yearly.reading import readings
from namro.apps.yearly.stays import stay_of, stays_in
from namro.core.base.errors import NamroError
from namro.core.improvement.yearly_figures import packed
from namro.core.improvement.yearly_states import State, check_close
from namro.core.timetable import national_calendar


@transaction.atomic
def draft_all(user: User, unit: Unit, year: int, *, at: datetime) -> int:
    """Draft a sheet for everybody who was in the unit in the year and has none yet; return how many."""
    check_read_unit(user, unit.pk)
    step = Step(user, at)
    if year > step.day.year:
        raise NamroError(_("Năm %(year)d chưa đến. Lập phiếu từ ngày 01/01/%(year)d.") % {"year": year}, code="year")
    known = set(PersonSheet.objects.filter(unit=unit, year=year).values_list("user", flat=True))
    wanted = [key for key in stays_in(unit.pk, year) if key not in known]
    rows = [PersonSheet(unit=unit, user_id=key, year=year) for key in wanted]
    # Another one may have drafted them in the same moment: theirs stay.
    PersonSheet.objects.bulk_create(rows, ignore_conflicts=True)
    if wanted:
        note = _("Lập %(n)d phiếu năm %(year)d") % {"n": len(wanted), "year": year}
        record(user, AuditEntry.Act.YEARLY_MOVED, at=at, subject=unit.code, note=note)
    return len(wanted)


@transaction.atomic
def show_all(user: User, unit: Unit, year: int, *, at: datetime) -> int:
    """Show every drafted sheet of the unit to its person; from today they have time to look. Return how many."""
    check_read_unit(user, unit.pk)
    step = Step(user, at)
    drafted = PersonSheet.objects.select_for_update().filter(unit=unit, year=year, state=State.DRAFTED)
    rows = list(drafted.order_by("pk"))
    who = "; ".join(position.name for position in positions_of(user, step.day))[:300]
    _show(rows, step, who=who)
    if rows:
        note = _("Gửi %(n)d người xem phiếu năm %(year)d") % {"n": len(rows), "year": year}
        record(user, AuditEntry.Act.YEARLY_MOVED, at=at, subject=unit.code, note=note)
    return len(rows)


def _show(rows: Iterable[PersonSheet], step: Step, *, who: str) -> None:
    events = []
    changed = list(rows)
    for row in changed:
        row.state, row.shown_on, row.version = State.SHOWN, step.day, row.version + 1
        events.append(SheetEvent(sheet=row, version=row.version, act="show", by=step.user, as_who=who, at=step.at))
    PersonSheet.objects.bulk_update(changed, ["state", "shown_on", "version"])
    SheetEvent.objects.bulk_create(events)
    tell_shown(changed, step.user, at=step.at)


@transaction.atomic
def act(
    user: User, sheet: PersonSheet, name: str, *, at: datetime, said: str = "", version: int | None = None
) -> PersonSheet:
    """Confirm, close or reopen a sheet. Raises NamroError when it cannot be done now, by this person."""
    if name not in {"confirm", "close", "reopen"}:
        raise NamroError(_("Không có việc này trên phiếu. Tải lại trang."), code="act")
    step, text = Step(user, at, version), said_text(said)
    row = gripped(step, sheet, name, said=text)
    if name == "confirm":
        row.confirmed = True
    elif name == "close":
        _close(step, row)
    else:
        row.shown_on, row.confirmed = step.day, False
    return written(step, row, name, said=text)


def _close(step: Step, row: PersonSheet) -> None:
    """Freeze the numbers of today."""
    check_close(
        row.shown_on,
        confirmed=row.confirmed,
        today=step.day,
        days=habits_of(row.unit_id, row.shown_on or step.day).look_days,
        calendar=national_calendar(),
    )
    stays = stay_of(row.unit_id, row.user_id, row.year)
    if row.user_id not in stays:
        raise NamroError(
            _("Người này không còn thời gian nào ở đơn vị trong năm %(year)d: xem lại chức danh ở trang Tổ chức.")
            % {"year": row.year},
            code="stay",
        )
    found = readings(row.unit_id, row.year, stays, shown=[row.user_id], today=step.day)[row.user_id]
    content = packed(found.rows, found.figures)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    SheetSnapshot.objects.create(
        sheet=row,
        number=row.snapshots.count() + 1,
        closed_by=step.user,
        closed_at=step.at,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
