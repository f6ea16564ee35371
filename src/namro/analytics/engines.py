"""Where queries run. An engine knows the table `dossiers`, takes an expression over it and gives back plain rows."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import duckdb
import ibis
from ibis.expr.types import Table

from namro.analytics.dossiers import load_dossiers

#: What DuckDB may keep in memory; with Python's own share it stays under 2 GB. Beyond it, it writes to disk.
MEMORY = "1200MB"


class Engine(Protocol):
    """DuckDB on this machine, or Spark on many."""

    name: str
    temporary: Path

    def rows(self, query: Table) -> list[dict[str, Any]]:
        """Run a query and return its rows by column."""
        ...

    def learn(self, name: str, parquet: Path) -> None:
        """Make a Parquet file a table of this name."""
        ...


class DuckDB:
    """DuckDB in this process."""

    name = "duckdb"

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        self.connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "threads": os.cpu_count() or 2,
                "temp_directory": str(temporary),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
            }
        )

    def rows(self, query: Table) -> list[dict[str, Any]]:
        """Run a query and return its rows by column."""
        found = self.connection.execute(ibis.to_sql(query, dialect="duckdb"))
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def learn(self, name: str, parquet: Path) -> None:
        """Make a Parquet file a table of this name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM read_parquet(?)", [str(parquet)])


@contextmanager
def duckdb_on(source: Path) -> Iterator[DuckDB]:
    """Open DuckDB on the dossiers of a file or a folder. Raises `NamroError` for what cannot be read."""
    with TemporaryDirectory(prefix="namro-dossiers-") as folder:
        engine = DuckDB(Path(folder))
        try:
            load_dossiers(engine.connection, source)
            yield engine
        finally:
            engine.connection.close()
