"""Checked rows into the staging tables, and from there into what stands: SQL that both databases take, in one place.

Writing goes by slices of staged rows, each a transaction of its own, so that nobody waits long. A slice may be written
twice: it then changes nothing, so a process that was killed half-way is simply begun again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Model

from namro.apps.dossiers.models import Dossier, DossierStep, StagedDossier, StagedPersonal, StagedStep
from namro.apps.dossiers.models.rows import DossierColumns, StepColumns

_DOSSIER, _STAGED = Dossier._meta.db_table, StagedDossier._meta.db_table
_STEP, _STAGED_STEP = DossierStep._meta.db_table, StagedStep._meta.db_table
#: Database columns that a staged row and a dossier have in common.
COLUMNS = tuple(str(one.column) for one in DossierColumns._meta.local_fields)
STEP_COLUMNS = tuple(str(one.column) for one in StepColumns._meta.local_fields)
#: Staged rows that are written at once.
SLICE = 20_000
_BATCH = 5_000

Values = Sequence[object]


def put(model: type[Model], columns: Sequence[str], rows: Iterable[Values]) -> None:
    """Insert rows; as objects, a million of them would take minutes."""
    table, named = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        line = f"INSERT INTO {table} ({named}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608 - our own
        cursor.executemany(line, cast(Any, rows))


def drop_staged(job: int) -> None:
    """Forget the staged rows of a file, a part at a time."""
    for table in (_STAGED_STEP, _STAGED, StagedPersonal._meta.db_table):
        _drop(table, job)


def _drop(table: str, job: int) -> None:
    part = f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE job_id = %s LIMIT {SLICE})"  # noqa: S608
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(part, [job])
            if cursor.rowcount < SLICE:
                return


def standing(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return digest and arrival of the dossiers that stand, by code; one query."""
    values: list[Any] = list(codes)
    if connection.vendor == "postgresql":
        condition, values = "code = ANY(%s)", [values]
    else:
        condition = f"code IN ({','.join(['%s'] * len(codes))})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code, digest, synced_at FROM {_DOSSIER} WHERE {condition}", values)  # noqa: S608
        return {code: (digest, synced) for code, digest, synced in cursor.fetchall()}


def repeated(job: int) -> Iterable[tuple[int, str, int, int, int]]:
    """Yield (id, code, arrival, digest, line) of staged rows whose code the file has more than once, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, code, synced_at, digest, line FROM {_STAGED} WHERE job_id = %s AND code IN ("  # noqa: S608
            f" SELECT code FROM {_STAGED} WHERE job_id = %s GROUP BY code HAVING COUNT(*) > 1) ORDER BY code, line",
            [job, job],
        )
        while part := cursor.fetchmany(_BATCH):
            yield from part


def remove_staged(rows: Sequence[int]) -> None:
    """Take single staged rows away again."""
    for start in range(0, len(rows), _BATCH):
        part = StagedDossier.objects.filter(pk__in=rows[start : start + _BATCH])
        lines = list(part.values_list("job_id", "line"))
        StagedStep.objects.filter(job__in={job for job, _l in lines}, line__in=[line for _j, line in lines]).delete()
        part.delete()


def write_slice(job: int, first: int, last: int) -> None:
    """Write the staged rows of lines first to last: new ones in, changed ones over what stands unless that is newer."""
    mine, span = "s.job_id = %s AND s.line BETWEEN %s AND %s", [job, first, last]
    named = ", ".join(COLUMNS)
    changed = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS if column != "code")
    # Steps of a dossier that this row may replace: newer than what stands or the very row that stands.
    matched = f"FROM {_STAGED} s JOIN {_DOSSIER} d ON d.code = s.code AND d.digest = s.digest WHERE {mine}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_DOSSIER} ({named}) SELECT {', '.join('s.' + c for c in COLUMNS)}"  # noqa: S608
            f" FROM {_STAGED} s WHERE {mine} ON CONFLICT (code) DO UPDATE SET {changed}"
            f" WHERE {_DOSSIER}.synced_at < excluded.synced_at AND {_DOSSIER}.digest <> excluded.digest",
            span,
        )
        cursor.execute(f"DELETE FROM {_STEP} WHERE dossier_id IN (SELECT d.id {matched})", span)  # noqa: S608
        cursor.execute(
            f"INSERT INTO {_STEP} (dossier_id, {', '.join(STEP_COLUMNS)})"  # noqa: S608
            f" SELECT d.id, {', '.join('t.' + c for c in STEP_COLUMNS)} FROM {_STAGED_STEP} t"
            f" JOIN {_STAGED} s ON s.job_id = t.job_id AND s.line = t.line"
            f" JOIN {_DOSSIER} d ON d.code = s.code AND d.digest = s.digest WHERE {mine}",
            span,
        )


def last_line(job: int) -> int:
    """Return the highest line that is staged; 0 when none is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(MAX(line), 0) FROM {_STAGED} WHERE job_id = %s", [job])  # noqa: S608
        return int(cursor.fetchone()[0])


def analyse() -> None:
    """Tell the database how many rows there are now, so that it uses its indexes."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {_DOSSIER}")
