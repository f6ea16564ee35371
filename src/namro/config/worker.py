"""The process that works in the background of the site: empties the queue, keeps order, seals the audit record."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from time import sleep

from django.core.management import call_command
from django.db import DatabaseError, connection

from namro.core.base.clock import Clock

#: Seconds between two looks at an empty queue: an upload that waits for its reading hardly notices them.
_LOOK = 0.2
_SWEEP = 5.0
#: Seconds between two looks at the audit record; after a seal that is gone, until somebody has mended it.
_SEAL = 1.0
_SEAL_LOST = 600.0
#: Seconds between two looks at the outbox; without a mail server there is nothing to look for.
_MAIL = 5.0
_NO_MAIL = 3600.0
#: Seconds that work in hand may take to end when the worker is told to stop; then it is given back to the queue.
_GRACE = 3.0
_ENTRIES_STAY = timedelta(days=1)

_log = logging.getLogger(__name__)


def work(*, with_parent: bool, clock: Clock) -> None:
    """Work until stopped, or `with_parent` until the process at the other end of standard input has gone.

    Needs `bootstrap.prepare` first.
    """
    _in_order(clock)  # before anything else: what a worker that was killed left behind
    _beside(lambda: _keep_order(clock))
    _beside(lambda: _keep_sealed(clock))
    stop = threading.Event()
    mailing = _beside(lambda: _keep_mailed(clock, stop))
    if with_parent:
        _beside(_end_with_parent)
    try:
        call_command("db_worker", interval=_LOOK, startup_delay=False, reload=False, verbosity=0)
    finally:  # the letter in hand is ended: of one that is cut off nobody would know whether it went out
        stop.set()
        mailing.join(_GRACE)


def _beside(action: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    return thread


def _keep_order(clock: Clock) -> None:
    while True:
        sleep(_SWEEP)
        try:
            _in_order(clock)
        except DatabaseError:
            _log.exception("the waiting place was not put in order; it is tried again")
        finally:
            connection.close()


def _keep_sealed(clock: Clock) -> None:
    while True:
        sleep(seal_what_waits(clock))


def seal_what_waits(clock: Clock) -> float:
    """Seal the audit record; return after how many seconds to look again."""
    from namro.apps.people.sealing import SealLost, seal_waiting

    try:
        seal_waiting(at=clock())
    except SealLost:
        _log.exception("the audit record is not sealed any further")
        return _SEAL_LOST
    except DatabaseError:
        _log.exception("the audit record was not sealed; it is tried again")
        connection.close()
    return _SEAL


def _keep_mailed(clock: Clock, stop: threading.Event) -> None:
    while not stop.wait(mail_what_waits(clock, stopping=stop.is_set)):
        pass


def mail_what_waits(clock: Clock, *, stopping: Callable[[], bool] = lambda: False) -> float:
    """Send mail that is due; return after how many seconds to look again."""
    from django.conf import settings

    from namro.apps.notices.sending import send_waiting

    if settings.MAIL is None:
        return _NO_MAIL
    try:
        send_waiting(settings.MAIL, site=settings.SITE_URL, clock=clock, stopping=stopping)
    except DatabaseError:
        _log.exception("mail was not sent; it is tried again")
    finally:
        connection.close()
    return _MAIL


def _in_order(clock: Clock) -> None:
    from django_tasks_db.models import DBTaskResult

    from namro.apps.assessments.jobs import keep_up
    from namro.apps.chasing.jobs import keep_up as keep_reminded
    from namro.apps.dossiers.jobs import keep_up as keep_dossiers
    from namro.apps.dossiers.personal import keep_up as keep_personal
    from namro.apps.exchange.sweeping import sweep
    from namro.apps.indicators.jobs import keep_up as keep_figures
    from namro.apps.library.sweeping import keep_up as keep_evidence
    from namro.apps.plans.jobs import keep_up as keep_plans
    from namro.apps.registers.jobs import keep_up as keep_registers
    from namro.apps.reports.merged_files import keep_up as keep_merged
    from namro.apps.service_index.jobs import keep_up as keep_service_index

    now = clock()
    sweep(now)
    keep_up(now)
    keep_service_index(now)
    keep_figures(now)
    keep_evidence(now)
    keep_registers(now)
    keep_merged(now)
    keep_plans(now)
    keep_reminded(now)
    keep_dossiers(now)
    keep_personal(now)
    # An entry of the queue says nothing that the job does not say better: old ones go, those of killed workers too.
    DBTaskResult.objects.exclude(status="READY").filter(started_at__lt=now - _ENTRIES_STAY).delete()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):  # not the buffered file: its lock would be in the way of ending
        pass
    with suppress(ProcessLookupError):
        os.kill(os.getpid(), signal.SIGTERM)  # the worker ends what it has in hand
        sleep(_GRACE)
        os.kill(os.getpid(), signal.SIGTERM)  # and now gives it back
