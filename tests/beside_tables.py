"""What migrations make beside the tables; the same functions make it where the tables come from the models."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

#: Module and function of each such step. Steps that only carry over rows of old versions have nothing to do here.
STEPS = (
    ("namro.apps.frameworks.migrations.0002_published_stays", "add_trigger"),
    ("namro.apps.surveys.migrations.0001_surveys", "add_trigger"),
)


def add(connection: BaseDatabaseWrapper) -> None:
    """Make all of it in a database that has the tables."""
    with connection.schema_editor() as editor:
        for module, step in STEPS:
            getattr(import_module(module), step)(apps, editor)
