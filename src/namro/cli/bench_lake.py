"""Counting dossiers: from files, from roll-ups, one unit's rows; the engines against each other."""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from namro.analytics.counting import By, Cell
from namro.analytics.engines import DuckDB, duckdb_on
from namro.analytics.figures import figures
from namro.analytics.invented import write_dossiers
from namro.analytics.metrics import chosen_metrics
from namro.analytics.period import Period
from namro.analytics.rollups import read_rollup, refresh, rollup_file
from namro.analytics.spark import spark_on
from namro.analytics.unit_rows import UnitRows
from namro.cli.bench_dossiers_sql import PLACES, PLAIN

SEED = 2026
PERIOD = Period(date(2026, 1, 1), date(2026, 9, 30))
_ROUNDS = 15
#: A commune with so many rows is an ordinary one.
_ORDINARY = 25_000
_SPARK_ROWS = 20_000

Figures = dict[str, float]


def measure_lake(rows: int, *, with_spark: bool) -> tuple[Figures, str]:
    """Take the figures of a folder of so many invented dossiers; return them and what was measured.

    Spark takes longer to start than a small bench may.
    """
    with TemporaryDirectory(prefix="namro-bench-") as name:
        folder = Path(name)
        made, _ = _timed(lambda: list(write_dossiers(rows, folder / "lake", seed=SEED)))
        found = {"demo_data_s": made, **_ratios(folder)}
        spark = _spark_equals_duckdb(folder) if with_spark and _has_spark() else True
        found["engines_equal"] *= float(spark)
        units = len({cell.unit for cell in _rolled_up(folder)})
    compared = "DuckDB, plain SQL" + (f", Spark on {_SPARK_ROWS} dossiers" if with_spark and _has_spark() else "")
    return found, f"{rows} dossiers of {units} units; {compared}"


def _ratios(folder: Path) -> Figures:
    """Plain SQL runs second, on files that the first run has warmed."""
    lake = folder / "lake"

    def count() -> list[Cell]:
        with duckdb_on(lake) as engine:
            cells = figures(engine, PERIOD).cells
            shutil.copy(engine.temporary / "appointments.parquet", folder / "appointments.parquet")
            return cells

    ratios_s, cells = _timed(count)
    sql_s, plain = _timed(lambda: _plain(folder))
    return {
        "ratios_s": ratios_s,
        "ratios_sql_s": sql_s,
        "ratios_to_sql": ratios_s / sql_s,
        "engines_equal": float(plain == {(c.unit, c.metric): (c.numerator, c.denominator) for c in cells}),
        **_command(lake),
        **_from_rollup(folder),
        **_unit_rows(lake, cells),
    }


def _plain(folder: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """The plain query under the limits that ours has."""
    query = PLAIN.format(
        files=folder / "lake" / "*.parquet",
        appointments=folder / "appointments.parquet",
        first=PERIOD.first,
        last=PERIOD.last,
        after=PERIOD.last + timedelta(days=1),
    )
    connection = DuckDB(folder).connection
    try:
        rows = connection.execute(query).fetchall()
    finally:
        connection.close()
    return {(row[0], code): (row[up], row[down]) for row in rows for code, (up, down) in PLACES.items() if row[down]}


def _command(lake: Path) -> Figures:
    """The whole command, with the most memory it took."""
    asked = ["--source", str(lake), "--from", str(PERIOD.first), "--to", str(PERIOD.last), "--json"]
    command = [sys.executable, "-m", "namro", "indicators", *asked]

    def run() -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, env=os.environ, check=True)  # noqa: S603 - our own command

    seconds, _ = _timed(run)
    return {"command_s": seconds, "command_memory_gb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6}


def _from_rollup(folder: Path) -> Figures:
    with duckdb_on(folder / "lake") as engine:
        built, _ = _timed(lambda: refresh(engine, folder, PERIOD))
        again, _ = _timed(lambda: refresh(engine, folder, PERIOD))
        one = chosen_metrics(("PROGRESS_ON_TIME",))
        read = [
            _timed(lambda: read_rollup(engine.connection, rollup_file(folder, PERIOD), metrics=one))[0]
            for _ in range(_ROUNDS)
        ]
    return {"rollup_build_s": built, "rollup_again_s": again, "rollup_ms": 1000 * median(read)}


def _rolled_up(folder: Path) -> list[Cell]:
    connection = DuckDB(folder).connection
    try:
        one = chosen_metrics(("PROGRESS_ON_TIME",))
        return read_rollup(connection, rollup_file(folder, PERIOD), metrics=one)
    finally:
        connection.close()


def _unit_rows(lake: Path, cells: list[Cell]) -> Figures:
    """Rows of units of ordinary size, each asked for once."""
    sizes = {cell.unit: cell.denominator for cell in cells if cell.metric == "PROGRESS_ON_TIME"}
    ordinary = [unit for unit, size in sizes.items() if size <= _ORDINARY]
    index_s, rows = _timed(lambda: UnitRows(lake))
    taken = [_timed(partial(rows.of, unit))[0] for unit in ordinary[:: max(1, len(ordinary) // _ROUNDS)]]
    return {"unit_index_s": index_s, "unit_rows_ms": 1000 * median(taken)}


def _has_spark() -> bool:
    return importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


def _spark_equals_duckdb(folder: Path) -> bool:
    sample = folder / "sample"
    list(write_dossiers(_SPARK_ROWS, sample, seed=SEED))
    with spark_on(sample) as spark, duckdb_on(sample) as duckdb:
        return figures(spark, PERIOD, by=By.MONTH) == figures(duckdb, PERIOD, by=By.MONTH)


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = act()
    return perf_counter() - start, result
