"""Where a bench measures: a folder of its own, and on PostgreSQL a database of its own, both removed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

_URL = "NAMRO_DATABASE_URL"


@contextmanager
def scratch(*, hosts: tuple[str, ...] = ("127.0.0.1",), by_models: bool = False) -> Iterator[str]:
    """Set Django up on nothing that anybody uses; yield the database's kind as figures name it.

    NAMRO_DATABASE_URL says on which server: a database is made beside the one it names, which is not touched.
    `by_models`: tables are made from the models, which takes a tenth of the time that all migrations take.
    """
    from namro.config import bootstrap

    with TemporaryDirectory(prefix="namro-bench-") as folder, _database() as kind:
        bootstrap.set_up(Path(folder), hosts=hosts)
        if by_models:
            _make_tables()
        else:
            bootstrap.migrate()
        try:
            yield kind
        finally:
            _close()


def _make_tables() -> None:
    """Make the tables of the models, and write down that there is nothing left to migrate."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    settings.MIGRATION_MODULES = {one.label: None for one in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    settings.MIGRATION_MODULES = {}
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).disk_migrations:
        recorder.record_applied(app, name)


@contextmanager
def _database() -> Iterator[str]:
    given = os.environ.get(_URL)
    if not given:
        yield "SQLite"
        return
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"namro_bench_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        os.environ[_URL] = urlsplit(given)._replace(path=f"/{name}").geturl()
        try:
            yield "PostgreSQL"
        finally:
            os.environ[_URL] = given
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _close() -> None:
    """Let go of the database, so that it and its folder can be removed."""
    from django.db import connections

    connections.close_all()
