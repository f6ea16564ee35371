"""Data folders for tests that need real processes."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

#: As Django's recorder keeps it.
_DONE = "create table django_migrations (id integer primary key autoincrement, app text, name text, applied datetime)"


@pytest.fixture(scope="session")
def ready_folder(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Path:
    """A data folder as the first start leaves it, without the twenty seconds that its migrations take.

    tests/config/test_migrations.py holds that they come to these tables.
    """
    folder = tmp_path_factory.mktemp("ready")
    with django_db_blocker.unblock(), closing(sqlite3.connect(folder / "namro.sqlite3")) as made:
        connection.ensure_connection()
        connection.connection.backup(made)
        made.execute(_DONE)
        rows = [(app, name, datetime.now(UTC).isoformat(" ")) for app, name in MigrationLoader(None).graph.nodes]
        made.executemany("insert into django_migrations (app, name, applied) values (?, ?, ?)", rows)
        made.commit()
    return folder


@pytest.fixture
def data(ready_folder: Path, tmp_path: Path, db: None) -> Path:
    """A data folder of this test alone, ready to use; `db` says that the tables it is copied from are wanted."""
    return shutil.copytree(ready_folder, tmp_path / "data")
