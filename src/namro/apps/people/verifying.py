"""Checking the whole audit record against its digests, its chain, its seal and what was published.

People go on working meanwhile, so nothing is locked and no long transaction is open: the seal is read first and the
check ends there; rows that were sealed or erased since are looked at with those that wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Min, Q, QuerySet, Subquery

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
        sealed, waiting = ~Q(seq=None), Q(seq=None)
        if self._seal is not None:
            sealed, waiting = Q(seq__lte=self._seal.seq), waiting | Q(seq__gt=self._seal.seq)
        yield from self.walk.along(Entry._make(row) for row in _sealed(AuditEntry.objects.filter(sealed)))
        yield from self.walk.tail(_waiting(AuditEntry.objects.filter(waiting)))
        beyond = AuditEntry.objects.filter(seq__gt=Subquery(AuditSeal.objects.filter(pk=AuditSeal.ONLY).values("seq")))
        yield from self.walk.end(self._seal, beyond=beyond.count())


def _sealed(rows: QuerySet[AuditEntry]) -> Iterator[tuple[Any, ...]]:
    """Yield rows by their numbers, asked for between two numbers: no plan of a database can then read the rest, too."""
    wanted = rows.order_by("seq").values_list(*COLUMNS)
    while (least := rows.aggregate(least=Min("seq"))["least"]) is not None:
        last = least - 1
        while batch := list(wanted.filter(seq__gt=last, seq__lte=last + _BATCH)):
            yield from batch
            last += _BATCH
        rows = rows.filter(seq__gt=last)  # behind a gap


def _waiting(rows: QuerySet[AuditEntry]) -> Iterator[tuple[int, Entry]]:
    """Yield rows by their ids; one that is sealed meanwhile is still met, and met once."""
    wanted = rows.order_by("id").values_list("id", *COLUMNS)
    last = 0
    while batch := list(wanted.filter(pk__gt=last)[:_BATCH]):
        yield from ((row[0], Entry._make(row[1:])) for row in batch)
        last = batch[-1][0]
