"""Bring an installation's data folder into the state that this version of the program needs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import django

from namro.config.secret import ensure_secret


def prepare(data: Path, *, hosts: Sequence[str] = ()) -> None:
    """Set Django up on `data` (made when missing) and bring the database to this version's state.

    Call it once, before anything of `namro.apps` is imported. `hosts` are further names the site answers to.
    """
    set_up(data, hosts=hosts)
    migrate()


def set_up(data: Path, *, hosts: Sequence[str] = ()) -> None:
    """Set Django up on `data`, and leave the database as it is."""
    os.environ["NAMRO_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "namro.config.settings"
    if hosts:
        os.environ["NAMRO_HOSTS"] = ",".join(hosts)
    ensure_secret(data)
    django.setup()


def migrate() -> None:
    """Apply the migrations that are missing; a database that is current costs one query."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
