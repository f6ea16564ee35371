"""A facts file: read and checked whole, staged, shown, then written in sets; half of it is never there.

Rows are written by the database itself: as objects, a million of them took a hundred seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.actions.writing import hold, told
from namro.apps.indicators.marking import Key
from namro.apps.indicators.models import Delivery, Fact, FactUpload, Producer, StagedFact
from namro.apps.indicators.pairs import refuse_pairs
from namro.apps.indicators.reading_csv import RowReader
from namro.apps.indicators.staged import SAME_KEY, changed_keys, counts
from namro.apps.people.models import User
from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults

#: An upload that nobody decided on is dropped after this time.
STAYS = timedelta(days=1)
_BATCH = 5000


@dataclass(frozen=True, slots=True)
class Seen:
    """How many values a person was shown to be new, and to be changed."""

    new: int
    changed: int


def stage(
    actor: User, path: Path, *, name: str, allowed: frozenset[int] | None, as_of: date, at: datetime
) -> FactUpload:
    """Read a file and keep its rows apart. Raises BrokenFile with every fault, and keeps nothing then."""
    faults = Faults(name)
    rows = RowReader(faults, allowed=allowed, until=at.year + 1).read(path)
    with transaction.atomic():
        FactUpload.objects.filter(at__lt=at - STAYS).delete()
        upload = FactUpload.objects.create(name=name[:200], by=actor, at=at, as_of=as_of)
        _insert(upload, rows)
        refuse_pairs(upload, faults)
    return upload


def _insert(upload: FactUpload, rows: list[tuple[int, int, str, str, str]]) -> None:
    table = StagedFact._meta.db_table
    columns = ("upload_id", "unit_id", "year", "input", "value", "se")
    if connection.vendor == "postgresql":  # a row at a time took it 36 s for 400,000
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((upload.pk, *row))
    else:
        _insert_in_batches(upload, rows, table=table, columns=columns)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")


def _insert_in_batches(
    upload: FactUpload, rows: list[tuple[int, int, str, str, str]], *, table: str, columns: tuple[str, ...]
) -> None:
    line = f"INSERT INTO {table} ({', '.join(columns)}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 - our own table
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _BATCH):
            cursor.executemany(line, [(upload.pk, *row) for row in rows[start : start + _BATCH]])


def write_upload(actor: User, upload: FactUpload, *, seen: Seen, at: datetime) -> Delivery | None:
    """Write the staged rows that are new or differ. None: nothing was.

    Raises FactsRefused when a result is frozen, NamroError when it is no longer what was shown.
    """
    with transaction.atomic():
        keys = changed_keys(upload)
        if keys:
            hold(keys, until=at.year + 1)
        now = counts(upload)
        if (now.new, now.changed) != (seen.new, seen.changed):
            message = _("Trong lúc xem, số liệu đã đổi: nay có %(new)d giá trị mới, %(changed)d giá trị đổi. Xem lại.")
            raise NamroError(message % {"new": now.new, "changed": now.changed}, code="conflict")
        delivery = _write(actor, upload, keys, at=at) if keys else None
        drop_upload(upload)
    return delivery


def _write(actor: User, upload: FactUpload, keys: list[Key], *, at: datetime) -> Delivery:
    delivery = Delivery.objects.create(source_kind=Producer.IMPORT, source_ref=upload.name, by=actor, at=at)
    fact, staged = Fact._meta.db_table, StagedFact._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {fact} SET superseded_by_id = %s WHERE id IN (SELECT f.id FROM {staged} s JOIN {fact} f"  # noqa: S608
            f" ON {SAME_KEY} WHERE s.upload_id = %s AND (f.value <> s.value OR f.se <> s.se))",
            [delivery.pk, upload.pk],
        )
        cursor.execute(
            f"INSERT INTO {fact} (unit_id, year, input, value, se, as_of, delivery_id)"  # noqa: S608
            f" SELECT s.unit_id, s.year, s.input, s.value, s.se, %s, %s FROM {staged} s WHERE s.upload_id = %s"
            f" AND NOT EXISTS (SELECT 1 FROM {fact} f WHERE {SAME_KEY})",
            [upload.as_of, delivery.pk, upload.pk],
        )
    told(actor, delivery, keys, at=at)
    return delivery


def drop_upload(upload: FactUpload) -> None:
    """Forget an upload and its rows."""
    with transaction.atomic():
        StagedFact.objects.filter(upload=upload).delete()
        upload.delete()
