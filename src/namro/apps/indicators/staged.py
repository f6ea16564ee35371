"""Reads of an upload: what of it is new, what changes what stands, what is there already."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from namro.apps.indicators.marking import Key
from namro.apps.indicators.models import Fact, FactUpload, StagedFact

_FACT, _STAGED = Fact._meta.db_table, StagedFact._meta.db_table
#: A staged row (s) and the current fact (f) of the same unit, year and input.
SAME_KEY = "f.unit_id = s.unit_id AND f.year = s.year AND f.input = s.input AND f.superseded_by_id IS NULL"
_JOINED = f"FROM {_STAGED} s LEFT JOIN {_FACT} f ON {SAME_KEY} WHERE s.upload_id = %s"
_DIFFERS = "(f.id IS NULL OR f.value <> s.value OR f.se <> s.se)"


@dataclass(frozen=True, slots=True)
class Counts:
    """Values that are new, that change one that stands, that are there already."""

    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Change:
    """A staged value beside the one that stands ("" where none does)."""

    unit: int
    year: int
    input: str
    old: str
    value: str


def counts(upload: FactUpload) -> Counts:
    """Count the rows of an upload by what they do; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(SUM(CASE WHEN f.id IS NULL THEN 1 ELSE 0 END), 0),"
            f" COALESCE(SUM(CASE WHEN {_DIFFERS} AND f.id IS NOT NULL THEN 1 ELSE 0 END), 0), COUNT(*) {_JOINED}",
            [upload.pk],
        )
        new, changed, rows = cursor.fetchone()
    return Counts(int(new), int(changed), int(rows) - int(new) - int(changed))


def changed_keys(upload: FactUpload) -> list[Key]:
    """Return what an upload would write values of."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT s.unit_id, s.year, s.input {_JOINED} AND {_DIFFERS}", [upload.pk])
        return [(unit, year, name) for unit, year, name in cursor.fetchall()]


def changes(upload: FactUpload, *, start: int, count: int) -> list[Change]:
    """Return a page of what an upload would write, changes of what stands first; one query."""
    order = "ORDER BY CASE WHEN f.id IS NULL THEN 1 ELSE 0 END, s.id LIMIT %s OFFSET %s"
    columns = "SELECT s.unit_id, s.year, s.input, COALESCE(f.value, ''), s.value"
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} {_JOINED} AND {_DIFFERS} {order}", [upload.pk, count, start])
        return [Change(*row) for row in cursor.fetchall()]
