"""Migrations on an empty SQLite file come to what the models say, which is what the quick tests run on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

PROGRAM = """
import sys
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]))
"""
#: What the database keeps for itself, and the list of migrations done.
OWN = ("sqlite_sequence", "sqlite_stat1", "django_migrations")


def parts(sql: str) -> tuple[str, ...]:
    """What a statement makes: its head, then columns and constraints without their order, which migrations change."""
    head, _opened, inner = " ".join(sql.split()).partition("(")
    found, depth, quoted = [""], 1, False
    for sign in inner:
        quoted ^= sign == "'"
        depth += 0 if quoted else (sign == "(") - (sign == ")")
        if depth == 0:
            break
        if sign == "," and depth == 1 and not quoted:
            found.append("")
        else:
            found[-1] += sign
    return (head.strip(), *sorted(part.strip() for part in found))


def made(rows: list[tuple[str, str, str, str]]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Tables, indexes and triggers by kind, name and table."""
    return {
        (kind, name, table): parts(sql) if kind == "table" else (" ".join(sql.split()),)
        for kind, name, table, sql in rows
    }


@pytest.mark.slow
def test_migrations_come_to_the_models(db: None, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-P", "-c", PROGRAM, str(tmp_path / "data")], check=True)
    question = "select type, name, tbl_name, sql from sqlite_master where sql is not null and name not in (%s)"
    question %= ", ".join(f"'{name}'" for name in OWN)
    with closing(sqlite3.connect(tmp_path / "data" / "namro.sqlite3")) as migrated, connection.cursor() as cursor:
        by_migrations, by_models = (made(list(asked.execute(question).fetchall())) for asked in (migrated, cursor))
        assert by_migrations.keys() == by_models.keys()
        differ = {key: (by_migrations[key], by_models[key]) for key in by_models}
        assert {key: both for key, both in differ.items() if both[0] != both[1]} == {}
        for table in (name for kind, name, _ in by_models if kind == "table"):
            count = f'select count(*) from "{table}"'
            assert migrated.execute(count).fetchone() == cursor.execute(count).fetchone(), table
