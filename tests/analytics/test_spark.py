"""The same figures on a real cluster: a driver and two workers in processes of their own. Needs Java."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from namro.analytics.counting import By
from namro.analytics.engines import duckdb_on
from namro.analytics.figures import figures
from namro.analytics.metrics import ON_REQUEST, chosen_metrics
from namro.analytics.period import Period
from namro.analytics.spark import MASTER, spark_on
from tests.analytics.invented import dossiers, write_csv, write_parquet
from tests.oracles import dossier_counts

pytestmark = pytest.mark.slow

PERIODS = (Period(date(2026, 1, 1), date(2026, 9, 30)), Period(date(2026, 2, 14), date(2026, 2, 28)))


@pytest.fixture(autouse=True)
def cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers, each a process with one core, that the session starts for itself."""
    monkeypatch.setenv(MASTER, "local-cluster[2,1,1024]")


def test_spark_on_two_workers_equals_duckdb_and_the_slow_twin(tmp_path: Path) -> None:
    rows = dossiers(2000, seed=21)
    write_parquet(tmp_path / "a.parquet", rows[:900])
    write_parquet(tmp_path / "b.parquet", rows[900:])
    with spark_on(tmp_path) as spark, duckdb_on(tmp_path) as duckdb:
        assert spark.session.sparkContext.master.startswith("local-cluster")
        for period in PERIODS:
            found = figures(spark, period, by=By.MONTH)
            assert found == figures(duckdb, period, by=By.MONTH)
            counted = {(c.unit, c.month, c.metric): (c.numerator, c.denominator) for c in found.cells}
            assert counted == dossier_counts.counts(rows, period.first, period.last)
            asked = chosen_metrics(tuple(metric.code for metric in ON_REQUEST))
            assert figures(spark, period, metrics=asked) == figures(duckdb, period, metrics=asked)


def test_spark_reads_csv_as_duckdb_does(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "rows.csv", dossiers(300, seed=22))
    with spark_on(source) as spark, duckdb_on(source) as duckdb:
        assert figures(spark, PERIODS[0]) == figures(duckdb, PERIODS[0])
