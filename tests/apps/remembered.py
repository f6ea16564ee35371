"""The demo's people, made once and afterwards put back row by row: most tests of the apps begin with them."""

from __future__ import annotations

from typing import TypeAlias

from django.apps import apps
from django.db import connection

from namro.apps.people.models import AuditEntry
from namro.apps.people.queries.organisation import touch
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from namro.demo.province import ACCOUNTS, Account

#: By table: the statement that puts its rows back, and the rows.
Rows: TypeAlias = dict[str, tuple[str, list[tuple[object, ...]]]]

_kept: dict[tuple[str, int], Rows] = {}


def people(password: str, *, communes: int) -> tuple[Account, ...]:
    """Make the province's people as `fill_people` does, without its line in the audit record."""
    tables = [model._meta.db_table for model in apps.get_app_config("people").get_models()]
    if connection.vendor != "sqlite" or not _empty(tables):  # numbers given out elsewhere do not follow rows put back
        fill_people(password, system_clock, communes=communes)
        AuditEntry.objects.all().delete()
        return ACCOUNTS
    key = (password, communes)
    if key in _kept:
        _put_back(_kept[key])
        touch()  # what is kept in memory of the organisation ends with each test
    else:
        fill_people(password, system_clock, communes=communes)
        AuditEntry.objects.all().delete()
        _kept[key] = _rows_of(tables)
    return ACCOUNTS


def _empty(tables: list[str]) -> bool:
    """Whether none of the tables has a row."""
    asked = " or ".join(f'exists (select 1 from "{table}")' for table in tables)
    with connection.cursor() as cursor:
        return not cursor.execute(f"select {asked}").fetchone()[0]


def _rows_of(tables: list[str]) -> Rows:
    """What stands in the tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'select * from "{table}"')
            names = [column[0] for column in cursor.description]
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join(["%s"] * len(names))
            if rows := cursor.fetchall():
                found[table] = f'insert into "{table}" ({columns}) values ({marks})', rows
    return found


def _put_back(kept: Rows) -> None:
    """Write the rows; references are looked at when the test's transaction ends."""
    with connection.cursor() as cursor:
        for statement, rows in kept.values():
            cursor.executemany(statement, rows)
