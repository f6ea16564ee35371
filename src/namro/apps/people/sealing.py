"""Giving committed rows of the audit record their numbers and chain hashes, one sealer at a time.

Rows are taken as they can be read, by id. Where a row with a lower id is committed later it gets a later number: the
chain tells the order of sealing, `at` the moment of the act.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, AuditSeal
from namro.apps.people.recording import COLUMNS
from namro.core.base.errors import NamroError
from namro.core.sealing import GENESIS, Entry, Head, link

#: So many rows are sealed in one transaction in the background: people's acts wait for it on SQLite.
AT_ONCE = 2000


class SealLost(NamroError):
    """Rows are sealed, and nothing says up to where."""


@transaction.atomic
def seal(*, at: datetime, most: int | None = None) -> Head:
    """Seal the rows that can be read (at most `most`) and return the head.

    Inside a transaction it seals that one's own rows too, and the next sealer waits for its end. Raises SealLost.
    """
    last = _held(at)
    chain, number, sealed = last.chain, last.seq, []
    for key, row in _waiting_rows(most):
        number += 1
        chain = link(chain, row._replace(seq=number))
        sealed.append((number, chain, key))
    if sealed:
        table = connection.ops.quote_name(AuditEntry._meta.db_table)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET seq = %s, chain = %s WHERE id = %s", sealed)  # noqa: S608
        AuditSeal.objects.filter(pk=last.pk).update(seq=number, chain=chain, at=at)
    return Head(number, chain)


def seal_waiting(*, at: datetime) -> None:
    """Seal all that waits, some rows at a time; with nothing to seal it is one small query. Raises SealLost."""
    while AuditEntry.objects.filter(seq=None).exists():
        seal(at=at, most=AT_ONCE)


def head_of_record() -> AuditSeal | None:
    """Return how far the record is sealed and since when; None before the first sealing."""
    return AuditSeal.objects.filter(pk=AuditSeal.ONLY).first()


def _held(at: datetime) -> AuditSeal:
    """Return the seal, locked until the transaction ends."""
    found = AuditSeal.objects.select_for_update().filter(pk=AuditSeal.ONLY).first()
    if found is not None:
        return found
    if AuditEntry.objects.exclude(seq=None).exists():
        raise SealLost(
            _("Nhật ký mất dòng ghi chỗ niêm phong cuối, nên không niêm phong tiếp. Chạy: namro audit-log verify"),
            code="seal_lost",
        )
    made, _fresh = AuditSeal.objects.select_for_update().get_or_create(
        pk=AuditSeal.ONLY, defaults={"seq": 0, "chain": GENESIS, "at": at}
    )
    return made


def _waiting_rows(most: int | None) -> Iterator[tuple[int, Entry]]:
    rows = AuditEntry.objects.filter(seq=None).order_by("id").values_list("id", *COLUMNS)
    for key, *columns in rows[:most] if most else rows.iterator(AT_ONCE):
        yield key, Entry(*columns)
