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
def scratch(*, hosts: tuple[str, ...] = ("127.0.0.1",)) -> Iterator[str]:
    """Set Django up on nothing that anybody uses; yield the database's kind as figures name it.

    NAMRO_DATABASE_URL says on which server: a database is made beside the one it names, which is not touched.
    """
    from namro.config import bootstrap

    with TemporaryDirectory(prefix="namro-bench-") as folder, _database() as kind:
        bootstrap.prepare(Path(folder), hosts=hosts)
        try:
            yield kind
        finally:
            _close()


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
