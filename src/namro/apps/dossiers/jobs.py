"""Files of dossiers in the background: read and checked, and after somebody agreed, written.

A process that is killed leaves the row as it was; `keep_up` finds that nobody holds its lock and begins again. Reading
begins from the first line, writing repeats slices that change nothing the second time: the end is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from namro.apps.dossiers import nightly, waiting
from namro.apps.dossiers.incoming import Incoming, stage
from namro.apps.dossiers.known import known_for, offices_known
from namro.apps.dossiers.letters import review
from namro.apps.dossiers.models import Dossier, DossierImport, StagedDossier
from namro.apps.dossiers.news import dossiers_changed
from namro.apps.dossiers.personal import chosen_in, write_values
from namro.apps.dossiers.reading.tables import count_of, kind_of
from namro.apps.dossiers.staging import SLICE, analyse, drop_staged, last_line, write_slice
from namro.apps.library import storage
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import standing_of
from namro.apps.people.recording import record
from namro.apps.runs import locks
from namro.apps.runs.background import QUEUED_AGAIN, guarded
from namro.core.base.clock import VIETNAM, Clock, system_clock
from namro.core.base.errors import UnreadableDocument

State = DossierImport.State
#: A file that nobody agreed to goes after this time, with its staged rows; what was told about files stays longer.
WAITS, TOLD = timedelta(days=3), timedelta(days=90)


@task()
def go_on(key: int) -> None:
    """Do what a file waits for; the entry of the queue."""
    work_on(key, clock=system_clock)


def queue(key: int) -> None:
    """Have a file worked on once what was written is committed."""
    transaction.on_commit(lambda: go_on.enqueue(key))


def work_on(key: int, *, clock: Clock) -> None:
    """Read or write a file, whichever it waits for; whoever else works on it is waited for."""
    with locks.held(_lock(key)):
        job = DossierImport.objects.select_related("by", "source").filter(pk=key).first()
        if job is None:
            return
        if job.state in (State.QUEUED, State.READING):
            _through(job, State.READING, _read, clock)
        elif job.state in (State.AGREED, State.WRITING):
            _through(job, State.WRITING, _write, clock)


def keep_up(now: datetime) -> None:
    """Called every few seconds by the worker: what was cut off goes on, what nobody wants any more goes, letters."""
    nightly.keep_up(now)
    for job in DossierImport.objects.filter(state__in=(State.READING, State.WRITING)):
        if not locks.is_held(_lock(job.pk)):
            # Back to where it waited, so that it is begun once, by whoever finds it in the queue.
            back = State.QUEUED if job.state == State.READING else State.AGREED
            with transaction.atomic():
                if DossierImport.objects.filter(pk=job.pk, state=job.state).update(state=back, changed_at=now):
                    go_on.enqueue(job.pk)
    lost = DossierImport.objects.filter(state__in=(State.QUEUED, State.AGREED), changed_at__lt=now - QUEUED_AGAIN)
    for key in lost.values_list("pk", flat=True):
        with transaction.atomic():
            if lost.filter(pk=key).update(changed_at=now):
                go_on.enqueue(key)
    _clear(now)


def _clear(now: datetime) -> None:
    forgotten = Q(state__in=(State.MAPPING, State.CHECKED, State.FAILED), changed_at__lt=now - WAITS)
    for job in DossierImport.objects.filter(forgotten | Q(changed_at__lt=now - TOLD)).exclude(
        state__in=DossierImport.OPEN
    ):
        drop(job)
    for code in waiting.codes() - set(DossierImport.objects.values_list("code", flat=True)):
        waiting.remove(code)


def drop(job: DossierImport) -> None:
    """Forget a file with everything of it that was not written."""
    drop_staged(job.pk)
    waiting.remove(job.code)
    job.delete()


def is_worked_on(job: DossierImport) -> bool:
    """Whether somebody reads or writes a file now."""
    return locks.is_held(_lock(job.pk))


def _lock(key: int) -> str:
    return f"dossiers-{key}"


def _through(job: DossierImport, state: str, act: Callable[[DossierImport, Clock], None], clock: Clock) -> None:
    DossierImport.objects.filter(pk=job.pk).update(state=state, done=0, changed_at=clock())
    guarded(
        partial(_refusing, job, act, clock),
        what=f"import {job.code} of dossiers",
        failed=lambda: _end(job, State.FAILED, clock()),
    )


def _refusing(job: DossierImport, act: Callable[[DossierImport, Clock], None], clock: Clock) -> None:
    try:
        act(job, clock)
    except UnreadableDocument as fault:
        drop_staged(job.pk)
        waiting.remove(job.code)
        _end(job, State.REFUSED, clock(), message=fault.message[:500])
    except FileNotFoundError:
        _end(job, State.FAILED, clock())


def _read(job: DossierImport, clock: Clock) -> None:
    path = waiting.place_of(job.code)
    kind = kind_of(path)
    mine = DossierImport.objects.filter(pk=job.pk)
    mine.update(total=count_of(path, kind))
    user: User = job.by
    user.standing = standing_of(user, clock().astimezone(VIETNAM).date())
    work = Incoming(job, path, kind, known_for(job, user), offices_known(), chosen_in(job.columns))
    with storage.waiting_room() as room:
        bad = room / "loi.csv"
        counts = stage(work, bad, report=partial(_note, mine))
        sha256 = storage.digest_of(bad) if counts.bad else ""
        if sha256:
            storage.keep(bad, sha256)
    told = counts.plain() | totals(job)
    _end(job, State.CHECKED, clock(), counts=told, bad_sha256=sha256, done=counts.rows, total=counts.rows)
    waiting.remove(job.code)


def _note(mine: QuerySet[DossierImport], done: int) -> None:
    mine.update(done=done)


def totals(job: DossierImport) -> dict[str, int]:
    """Return how many of the rows to be written were received, handled, open: received = handled + open."""
    received = Q(accepted_at__isnull=False)
    return StagedDossier.objects.filter(job=job).aggregate(
        received=Count("id", filter=received),
        handled=Count("id", filter=received & Q(is_open=False)),
        open=Count("id", filter=received & Q(is_open=True)),
        filed=Count("id", filter=~received),
    )


def _write(job: DossierImport, clock: Clock) -> None:
    mine, last = DossierImport.objects.filter(pk=job.pk), last_line(job.pk)
    units = _units_of(job)  # before rows move to other units
    mine.update(total=last)
    for first in range(1, last + 1, SLICE):
        write_slice(job.pk, first, first + SLICE - 1)
        mine.update(done=min(last, first + SLICE - 1))
    write_values(job.pk, clock())
    analyse()
    for unit in StagedDossier.objects.filter(job=job.pk).order_by().values_list("unit_id", flat=True).distinct():
        review(clock(), unit=unit)
    with transaction.atomic():
        counts: dict[str, Any] = job.counts
        note = _("%(name)s: %(new)s mới, %(changed)s đổi, %(bad)s lỗi") % {
            "name": job.name,
            **{key: counts.get(key, 0) for key in ("new", "changed", "bad")},
        }
        record(job.by, AuditEntry.Act.DOSSIERS_IMPORTED, at=clock(), subject=f"dossiers:{job.code}", note=note)
        _end(job, State.DONE, clock())
        dossiers_changed.send(DossierImport, units=units, actor=job.by, at=clock())
    drop_staged(job.pk)


def _units_of(job: DossierImport) -> set[int]:
    """The units that the dossiers of a file belong to: as it says, and as they stand."""
    staged = StagedDossier.objects.filter(job=job)
    standing = Dossier.objects.filter(code__in=staged.values("code"))
    return {unit for rows in (staged, standing) for unit in rows.order_by().values_list("unit", flat=True).distinct()}


def _end(job: DossierImport, state: str, at: datetime, **columns: Any) -> None:
    DossierImport.objects.filter(pk=job.pk).update(state=state, changed_at=at, **columns)
    job.state = state
