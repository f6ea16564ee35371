"""Checking the whole audit record against its digests, its chain, its seal and what was published.

People go on working meanwhile, so nothing is locked and no long transaction is open: the seal is read first and the
check ends there; rows that were sealed or erased since are looked at with those that wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from namro.apps.people.heads import published_heads
from namro.apps.people.models import AuditEntry, AuditSeal
from namro.apps.people.recording import COLUMNS
from namro.apps.people.sealing import head_of_record
from namro.core.sealing import Entry, Fault, Head, Walk

#: Rows read at a time: few enough for a small memory.
_BATCH = 5000


class Verification:
    """One check: `faults` once, then the figures of its `walk` and the number of published `heads` compared."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        known = [*published_heads(), *heads]  # before the seal, which is then no older than any of them
        self.heads = len(known)
        self.walk = Walk(known)
        found = head_of_record()
        self._seal = Head(found.seq, found.chain) if found else None

    def faults(self) -> Iterator[Fault]:
        """Yield everything that does not fit, as the walk comes to it."""
        sealed = AuditEntry.objects.exclude(seq=None)
        waiting = Q(seq=None)
        if self._seal:
            sealed = sealed.filter(seq__lte=self._seal.seq)
            waiting |= Q(seq__gt=self._seal.seq)
        yield from self.walk.along(Entry._make(row[1:]) for row in _in_order(sealed, "seq"))
        waiting_rows = _in_order(AuditEntry.objects.filter(waiting), "id")
        yield from self.walk.tail((row[0], Entry._make(row[1:])) for row in waiting_rows)
        beyond = AuditEntry.objects.filter(seq__gt=Subquery(AuditSeal.objects.filter(pk=AuditSeal.ONLY).values("seq")))
        yield from self.walk.end(self._seal, beyond=beyond.count())


def _in_order(rows: QuerySet[AuditEntry], key: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows some at a time, each with its key in front."""
    columns = rows.order_by(key).values_list(key, *COLUMNS)
    batch = list(columns[:_BATCH])
    while batch:
        yield from batch
        batch = list(columns.filter(**{f"{key}__gt": batch[-1][0]})[:_BATCH])
