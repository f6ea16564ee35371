"""Monthly roll-ups: numerators and denominators by unit and month, kept in one Parquet file ordered by unit.

Only cells whose dossiers have changed are counted again: each keeps a fingerprint of its rows (codes and when they
arrived), and how many of its dossiers a later cut-off may still change.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis
from ibis.expr.types import Table

from namro.analytics.columns import SCHEMA
from namro.analytics.counting import By, Cell, cells, counts
from namro.analytics.dossiers import DOSSIERS
from namro.analytics.engines import DuckDB
from namro.analytics.figures import with_terms
from namro.analytics.metrics import METRICS, Metric
from namro.analytics.period import Period

_ROW_GROUP = 8192
_TOUCHED = {"unit": "string", "touched_month": "int32"}


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many cells there are, and how many of them were counted again."""

    cells: int
    counted: int


def rollup_file(folder: Path, period: Period) -> Path:
    """Return where the roll-up of all periods with this first day is kept: it moves along with the cut-off."""
    return folder / f"rollup-{period.first}.parquet"


def refresh(engine: DuckDB, folder: Path, period: Period) -> Refreshed:
    """Bring the roll-up up to the engine's dossiers and the period's cut-off; the first time all cells are counted."""
    path = rollup_file(folder, period)
    connection = engine.connection
    _fingerprints(connection, period)
    _find_touched(connection, path, period)
    touched = _one(connection, "SELECT count(*) FROM touched")
    dossiers = ibis.table(SCHEMA, name=DOSSIERS).mutate(touched_month=_month)
    chosen = dossiers.semi_join(ibis.table(_TOUCHED, name="touched"), list(_TOUCHED)).drop("touched_month")
    query = counts(
        with_terms(engine, chosen, period),
        period,
        By.MONTH,
        METRICS,
        {"unsettled": lambda found: _unsettled(found, period)},
    )
    kept = (
        f"UNION ALL BY NAME SELECT * EXCLUDE (rows, mark, last) FROM read_parquet('{_quoted(path)}') AS old "
        "ANTI JOIN touched ON old.unit = touched.unit AND old.month = touched_month"
        if path.exists()
        else ""
    )
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    connection.execute(
        f"COPY (SELECT f.unit, f.month, cell.* EXCLUDE (unit, month), f.rows, f.mark, DATE '{period.last}' AS last "
        f"FROM fingerprints AS f LEFT JOIN ({ibis.to_sql(query, dialect='duckdb')} {kept}) AS cell "
        "ON f.unit = cell.unit AND f.month = cell.month ORDER BY f.unit, f.month) "
        f"TO '{_quoted(unfinished)}' (FORMAT parquet, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    unfinished.replace(path)
    return Refreshed(_one(connection, "SELECT count(*) FROM fingerprints"), touched)


def read_rollup(
    connection: duckdb.DuckDBPyConnection, path: Path, *, metrics: tuple[Metric, ...] = METRICS, unit: str | None = None
) -> list[Cell]:
    """Return the cells of a roll-up, of all units or of one."""
    names = ", ".join(f"{metric.code}_n, {metric.code}_d" for metric in metrics)
    where = "WHERE unit = $unit" if unit is not None else ""
    found = connection.execute(
        f"SELECT unit, month, {names} FROM read_parquet($path) {where}",
        {"path": str(path)} | ({"unit": unit} if unit is not None else {}),
    )
    columns = [column[0] for column in found.description or ()]
    return cells((dict(zip(columns, row, strict=True)) for row in found.fetchall()), By.MONTH, metrics)


def _fingerprints(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Rows of each cell and a sum over them that any change of a row changes; without reading what happened."""
    month = "(year(accepted_at) * 100 + month(accepted_at))::INTEGER"
    mark = "(sum(hash(code, synced_at)::HUGEINT) % 9223372036854775783)::BIGINT"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fingerprints AS SELECT unit, {month} AS month, count(*) AS rows, {mark} AS mark "
        f"FROM {DOSSIERS} WHERE accepted_at < ? GROUP BY ALL",
        [period.beyond],
    )


def _find_touched(connection: duckdb.DuckDBPyConnection, path: Path, period: Period) -> None:
    last = f"DATE '{period.last}'"
    settled = f"last = {last} OR coalesce(unsettled, 0) = 0 AND last < {last}"
    same = (
        f"ANTI JOIN (SELECT * FROM read_parquet('{_quoted(path)}') WHERE {settled}) AS old "
        "ON f.unit = old.unit AND f.month = old.month AND f.rows = old.rows AND f.mark = old.mark"
        if path.exists()
        else ""
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT f.unit, f.month AS touched_month FROM fingerprints AS f {same}"
    )


def _unsettled(found: Table, period: Period) -> Any:
    """Dossiers that a later cut-off may see with other eyes: still open, or with events after this cut-off."""
    beyond = ibis.literal(period.beyond)
    return found.end_s.isnull() | (found.events.filter(lambda event: event["at"] >= beyond).length() > 0).fill_null(
        False
    )


def _month(dossiers: Table) -> Any:
    return (dossiers.accepted_at.year().cast("int32") * 100 + dossiers.accepted_at.month().cast("int32")).cast("int32")


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    found = connection.execute(sql).fetchone()
    return int(found[0]) if found else 0


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
