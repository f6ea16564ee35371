"""The tests run on the database that was asked for, set as the site sets it."""

from __future__ import annotations

import os

from django.core.management import call_command
from django.db import connection


def test_database_is_the_one_asked_for(db: None) -> None:
    assert connection.vendor == {"postgres": "postgresql"}.get(os.environ.get("NAMRO_TEST_DATABASE", ""), "sqlite")


def test_database_is_set_as_shipped(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, value in (("server_encoding", "UTF8"), ("synchronous_commit", "on")):
                assert cursor.execute(f"SHOW {name}").fetchone() == (value,)
            return
        for name, value in (("synchronous", 2), ("busy_timeout", 20_000), ("foreign_keys", 1)):
            assert cursor.execute(f"PRAGMA {name}").fetchone()[0] == value


def test_models_have_their_migrations(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
