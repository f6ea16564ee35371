"""Workbooks written in the background: rows are fetched a few thousand at a time, so that nothing is held for long.

Whatever ends the writing half-way leaves no file: `runs.background` has it begun anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.library import storage
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.queries.people import standing_of
from namro.apps.registers.asked import Asked, asked_in
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterExport, RegisterRow
from namro.apps.registers.queries import Place, rows_behind, rows_sought
from namro.apps.runs.background import Background
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.registers import Register
from namro.documents.workbooks.to_register import OutRow, write_register

State = RegisterExport.State
#: Rows fetched at once, and how long a finished workbook can be taken.
CHUNK, KEPT = 2000, timedelta(days=7)


@task()
def write_export(key: int) -> None:
    """Write one workbook; the entry of the queue."""
    write_waiting(key, clock=system_clock)


WRITING = Background(
    model=RegisterExport,
    name="register-export",
    working=State.WRITING,
    enqueue=lambda key: write_export.enqueue(key),
    anew={"done": 0},
    related=("by",),
)


def write_waiting(key: int, *, clock: Clock) -> None:
    """Write a workbook that still waits for it."""
    WRITING.work_on(key, partial(_write, clock=clock), clock=clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what nobody writes any more is begun anew, or said to have failed."""
    WRITING.keep_up(now)


def clear_old(now: datetime) -> None:
    """Drop jobs whose week is over; their files are tidied up weekly."""
    RegisterExport.objects.filter(at__lt=now - KEPT).delete()


def _write(job: RegisterExport, *, clock: Clock) -> None:
    user: User = job.by
    user.standing = standing_of(user, clock().astimezone(VIETNAM).date())
    register = definitions(user.standing.day).get(job.register)
    asked = asked_in(user, register, job.asked)
    with storage.waiting_room() as room:
        path = room / "so.xlsx"
        count = write_register(path, register, _rows(job, user, register, asked, clock), units=asked.unit is None)
        sha256 = storage.digest_of(path)
        storage.keep(path, sha256)
        size = path.stat().st_size
    RegisterExport.objects.filter(pk=job.pk).update(
        state=State.DONE, done=count, sha256=sha256, size=size, changed_at=clock()
    )


def _rows(job: RegisterExport, user: User, register: Register, asked: Asked, clock: Clock) -> Iterator[OutRow]:
    """Yield all rows, newest first. Each part is a query of its own: no reader stands in the way of writers."""
    names = {node.id: node.name for node in asked.units}
    done, place = 0, None
    while True:
        part = list(rows_behind(rows_sought(user, register, asked.sought), place)[:CHUNK])
        for row in part:
            yield out_row(row, names)
        done += len(part)
        RegisterExport.objects.filter(pk=job.pk).update(done=done, changed_at=clock())
        if len(part) < CHUNK:
            return
        place = Place(part[-1].date, part[-1].pk)


def out_row(row: RegisterRow, names: dict[int, str]) -> OutRow:
    """Return a row as it goes out; its key says in which version."""
    unit = names.get(row.unit_id) or names.setdefault(row.unit_id, _last_name(row.unit_id))
    return OutRow(f"{row.code}-{row.version}", f"{row.seq}/{row.date.year}", unit, row.data, row.proofs)


def _last_name(unit: int) -> str:
    return names_of([unit]).get(unit, ("", _("đơn vị đã kết thúc")))[1]
