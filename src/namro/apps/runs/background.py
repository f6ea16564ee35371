"""Rows that wait to be worked on in the background: a file to be read, a workbook to be written.

A row is begun by one process, which holds its lock for as long as it works. A process that is killed leaves the row as
it was; the system lets go of the lock, `keep_up` finds that nobody works and gives the row back, some times; then it
has failed. So the work keeps all of what it makes at its end, or nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model, QuerySet

from namro.apps.runs import locks
from namro.core.base.clock import Clock

#: How often a row is begun that ends the process working on it; then whoever asked for it decides.
MOST_ATTEMPTS = 3
#: A row that waits longer is queued once more, in case its entry got lost; none is worked on twice at once.
QUEUED_AGAIN = timedelta(minutes=10)
WAITING, FAILED = "waiting", "failed"

_log = logging.getLogger(__name__)


def guarded(
    act: Callable[[], object],
    *,
    what: str,
    failed: Callable[[], object],
    cut_off: Callable[[], object] | None = None,
) -> None:
    """Do something of which a row says that it is being done; however it ends, the row must not say so for ever.

    `failed`: something broke, which the log tells. `cut_off`: the process is told to stop.
    """
    try:
        act()
    except Exception:  # whatever broke is ours
        _log.exception("%s broke off", what)
        failed()
    except BaseException:
        if cut_off is not None:
            cut_off()
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """How rows of a model are worked on; the model has `state`, `attempts` and `changed_at`.

    `name`: what the lock of a row and the log call it. `working`: the state of a row that is worked on. `anew`: columns
    of a row that begins from the start. `hold`, `is_held`: the lock where it is not the usual one, by row.
    """

    model: type[Model]
    name: str
    working: str
    enqueue: Callable[[int], object]
    anew: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    hold: Callable[[Any], AbstractContextManager[None]] | None = None
    is_held: Callable[[Any], bool] | None = None
    #: What else is written of a row that is given up.
    given_up: Callable[[Any], dict[str, Any]] = lambda _row: {}

    def work_on(self, key: int, act: Callable[[Any], object], *, clock: Clock) -> Any:
        """Do the work of a row that waits for it, alone. Return the row; None where somebody else works or has worked.

        Raises what `hold` raises; what `act` raises goes to the log, and the row says that it failed.
        """
        row = self._rows().filter(pk=key, state=WAITING).first()
        if row is None:
            return None
        with self._held(row):
            mine = self._rows().filter(pk=key, state=WAITING)
            if not mine.update(state=self.working, attempts=F("attempts") + 1, changed_at=clock(), **self.anew):
                return None
            row.refresh_from_db(fields=["state", "attempts", *self.anew])
            guarded(
                lambda: act(row),
                what=f"{self.name} {row}",
                failed=lambda: self._fail(row, at=clock()),
                cut_off=lambda: self._give_back(row, at=clock(), attempts=row.attempts - 1),
            )
        return row

    def keep_up(self, now: datetime) -> None:
        """Give back what nobody works on any more, or say that it failed; queue again what waits for too long.

        Called every few seconds by the worker; may run in several processes at once, and while rows are worked on.
        """
        for row in self._rows().filter(state=self.working):
            if self._is_held(row):
                continue
            if row.attempts < MOST_ATTEMPTS:
                self._give_back(row, at=now, attempts=row.attempts)
            else:
                self._fail(row, at=now, **self.given_up(row))
        forgotten = self._rows().filter(state=WAITING, changed_at__lt=now - QUEUED_AGAIN)
        for key in list(forgotten.values_list("pk", flat=True)):
            with transaction.atomic():
                if forgotten.filter(pk=key).update(changed_at=now):
                    self.enqueue(key)

    def _rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related(*self.related)

    def _mine(self, row: Any) -> QuerySet[Any]:
        """The row, unless it has moved on since it was fetched."""
        return self._rows().filter(pk=row.pk, state=self.working, attempts=row.attempts)

    def _held(self, row: Any) -> AbstractContextManager[None]:
        return self.hold(row) if self.hold else locks.held(self._lock(row))

    def _is_held(self, row: Any) -> bool:
        return self.is_held(row) if self.is_held else locks.is_held(self._lock(row))

    def _lock(self, row: Any) -> str:
        return f"{self.name}-{row.pk}"

    def _fail(self, row: Any, *, at: datetime, **columns: Any) -> None:
        if self._mine(row).update(state=FAILED, changed_at=at, **columns):
            row.state = FAILED

    def _give_back(self, row: Any, *, at: datetime, attempts: int) -> None:
        with transaction.atomic():
            if self._mine(row).update(state=WAITING, attempts=attempts, changed_at=at, **self.anew):
                self.enqueue(row.pk)
