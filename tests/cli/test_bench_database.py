"""What a bench measures on: a database of its own, beside the one that an installation names."""

from __future__ import annotations

import os

import pytest

from namro.cli import bench_database
from tests.conftest import postgresql_url

psycopg = pytest.importorskip("psycopg")
on_postgresql = pytest.mark.skipif(
    os.environ.get("NAMRO_TEST_DATABASE") != "postgres", reason="asks for a PostgreSQL server"
)


@on_postgresql
def test_the_named_database_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgresql_url()
    monkeypatch.setenv("NAMRO_DATABASE_URL", url)
    with bench_database._database() as kind:
        assert kind == "PostgreSQL"
        with psycopg.connect(os.environ["NAMRO_DATABASE_URL"]) as scratch:
            name = scratch.execute("SELECT current_database()").fetchone()[0]
            scratch.execute("CREATE TABLE measured (id int)")
    assert name.startswith("namro_bench_")
    assert os.environ["NAMRO_DATABASE_URL"] == url
    with psycopg.connect(url) as server:
        assert name not in {row[0] for row in server.execute("SELECT datname FROM pg_database")}


def test_without_a_server_it_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAMRO_DATABASE_URL", raising=False)
    with bench_database._database() as kind:
        assert kind == "SQLite"
    assert "NAMRO_DATABASE_URL" not in os.environ
