"""Workbooks written in the background: rows are fetched a few thousand at a time, so that nothing is held for long.

Whatever ends the writing half-way leaves no file: `keep_up` sees that nobody writes any more, and has it begun anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.library import locks, storage
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.queries.people import standing_of
from namro.apps.registers.asked import Asked, asked_in
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterExport, RegisterRow
from namro.apps.registers.queries import Place, rows_behind, rows_sought
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.registers import Register
from namro.documents.workbooks.to_register import OutRow, write_register

State = RegisterExport.State
#: Rows fetched at once, and how long a finished workbook can be taken.
CHUNK, KEPT = 2000, timedelta(days=7)
#: How often a workbook is begun that ends the process writing it; then who asked for it decides.
MOST_ATTEMPTS = 3
#: A job that waits longer is queued once more, in case its entry got lost; none is written twice at once.
QUEUED_AGAIN = timedelta(minutes=10)

_log = logging.getLogger(__name__)


@task()
def write_export(key: int) -> None:
    """Write one workbook; the entry of the queue."""
    write_waiting(key, clock=system_clock)


def write_waiting(key: int, *, clock: Clock) -> None:
    """Write a workbook that still waits for it."""
    with locks.held(_lock(key)):
        mine = RegisterExport.objects.filter(pk=key, state=State.WAITING)
        if not mine.update(state=State.WRITING, attempts=F("attempts") + 1, done=0, changed_at=clock()):
            return
        _written(RegisterExport.objects.select_related("by").get(pk=key), clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what nobody writes any more is begun anew, or said to have failed."""
    for job in RegisterExport.objects.filter(state=State.WRITING):
        if locks.is_held(_lock(job.pk)):
            continue
        if job.attempts < MOST_ATTEMPTS:
            _give_back(job, at=now, attempts=job.attempts)
        else:
            _mine(job).update(state=State.FAILED, changed_at=now)
    forgotten = RegisterExport.objects.filter(state=State.WAITING, changed_at__lt=now - QUEUED_AGAIN)
    for key in list(forgotten.values_list("pk", flat=True)):
        with transaction.atomic():
            if forgotten.filter(pk=key).update(changed_at=now):
                write_export.enqueue(key)


def clear_old(now: datetime) -> None:
    """Drop jobs whose week is over; their files are tidied up weekly."""
    RegisterExport.objects.filter(at__lt=now - KEPT).delete()


def _lock(key: int) -> str:
    return f"register-export-{key}"


def _mine(job: RegisterExport) -> QuerySet[RegisterExport]:
    """The job, unless it has moved on since it was fetched."""
    return RegisterExport.objects.filter(pk=job.pk, state=State.WRITING, attempts=job.attempts)


def _give_back(job: RegisterExport, *, at: datetime, attempts: int) -> None:
    with transaction.atomic():
        if _mine(job).update(state=State.WAITING, attempts=attempts, done=0, changed_at=at):
            write_export.enqueue(job.pk)


def _written(job: RegisterExport, clock: Clock) -> None:
    try:
        _write(job, clock)
    except Exception:  # whatever broke is ours: the job must not stay "writing" for ever, and the log says why
        _log.exception("export of register %s broke off", job.register)
        RegisterExport.objects.filter(pk=job.pk).update(state=State.FAILED, changed_at=clock())
    except BaseException:  # the process is told to stop: the next one begins anew
        _give_back(job, at=clock(), attempts=job.attempts - 1)
        raise


def _write(job: RegisterExport, clock: Clock) -> None:
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
