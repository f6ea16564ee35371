"""Spark: the same queries on many workers. Needs the extra `spark` and Java."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
from ibis.expr.types import Table

from namro.analytics.columns import SCHEMA
from namro.analytics.dossiers import DOSSIERS, write_plain
from namro.analytics.latest import latest
from namro.core.base.errors import NamroError

#: The cluster that is asked, as Spark writes it (`spark://host:7077`, `local-cluster[2,1,1024]`).
MASTER = "NAMRO_SPARK_MASTER"

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.memory": "1g",
}
_GIVEN = "given_rows"


class Spark:
    """A session on a cluster."""

    name = "spark"

    def __init__(self, session: Any, temporary: Path) -> None:
        self.session = session
        self.temporary = temporary

    def rows(self, query: Table) -> list[dict[str, Any]]:
        """Run a query and return its rows by column."""
        return [row.asDict() for row in self.session.sql(compiled(query)).collect()]

    def learn(self, name: str, parquet: Path) -> None:
        """Make a Parquet file a table of this name; the workers read it, too."""
        self.session.read.parquet(str(parquet)).createOrReplaceTempView(name)


def compiled(query: Table) -> str:
    """Return a query in Spark's SQL."""
    _ = ibis.pyspark  # the backend makes its options known when it is first named
    return str(ibis.to_sql(query, dialect="pyspark"))


@contextmanager
def spark_on(source: Path) -> Iterator[Spark]:
    """Open a session on the dossiers of a file or a folder, which its workers must see under the same path.

    Raises `NamroError` for what cannot be read, and where Spark or Java is missing.
    """
    with TemporaryDirectory(prefix="namro-dossiers-") as folder:
        files = write_plain(source, Path(folder))
        session = _session(os.environ.get(MASTER) or "local[*]")
        try:
            engine = Spark(session, Path(folder))
            session.read.parquet(*map(str, files)).createOrReplaceTempView(_GIVEN)
            one_each = session.sql(compiled(latest(ibis.table(SCHEMA, name=_GIVEN))))
            one_each.createOrReplaceTempView(DOSSIERS)
            yield engine
        finally:
            session.stop()


def _session(master: str) -> Any:
    java = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (java and (Path(java) / "bin" / "java").exists())):
        raise NamroError("Máy này chưa có Java. Cài openjdk-17-jre-headless rồi chạy lại.", code="extra")
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NamroError(
            "Chưa cài Spark. Cài phần mở rộng spark: pip install 'namro[spark]', hoặc dùng --engine duckdb.",
            code="extra",
        ) from error
    builder: Any = SparkSession.builder.master(master).appName("namro")
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
