"""Roll-ups equal a full count after every change, and count only what changed again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from namro.analytics.counting import By
from namro.analytics.engines import duckdb_on
from namro.analytics.figures import figures
from namro.analytics.invented import write_dossiers
from namro.analytics.invented.pieces import piece
from namro.analytics.metrics import chosen_metrics
from namro.analytics.period import Period
from namro.analytics.rollups import Refreshed, read_rollup, refresh, rollup_file
from namro.analytics.unit_rows import UnitRows
from namro.core.base.errors import NamroError
from tests.analytics.invented import dossiers, write_parquet
from tests.oracles.dossier_counts import Dossier

AUGUST, SEPTEMBER = Period(date(2026, 1, 1), date(2026, 8, 31)), Period(date(2026, 1, 1), date(2026, 9, 30))


def refreshed(folder: Path, rows: list[Dossier], period: Period) -> Refreshed:
    """Bring the roll-up up to the rows, and check it against counting everything."""
    source = write_parquet(folder / "rows.parquet", rows)
    with duckdb_on(source) as engine:
        result = refresh(engine, folder / "rollups", period)
        expected = figures(engine, period, by=By.MONTH).cells
        found = read_rollup(engine.connection, rollup_file(folder / "rollups", period))
    assert found == expected
    return result


def test_nothing_is_counted_again_when_nothing_changed(tmp_path: Path) -> None:
    rows = dossiers(400, seed=31)
    first = refreshed(tmp_path, rows, SEPTEMBER)
    assert first.counted == first.cells > 20
    assert refreshed(tmp_path, rows, SEPTEMBER) == Refreshed(first.cells, 0)


def test_a_changed_and_a_moved_dossier_touch_their_cells_only(tmp_path: Path) -> None:
    rows = [{**row, "code": f"H-{n}"} for n, row in enumerate(dossiers(400, seed=32)) if row["accepted_at"]]
    whole = refreshed(tmp_path, rows, SEPTEMBER)
    later = max(row["synced_at"] for row in rows).replace(year=2028)
    changed = {**rows[0], "synced_at": later, "events": [("processed", rows[0]["accepted_at"])]}
    moved = {**rows[1], "synced_at": later, "unit": "XA-9"}
    again = refreshed(tmp_path, [*rows, changed, moved], SEPTEMBER)
    assert again.cells == whole.cells + 1
    assert again.counted == 3
    assert refreshed(tmp_path, rows, SEPTEMBER).counted == 2  # back as it was: the cell of XA-9 is gone


def test_a_later_cut_off_counts_again_what_it_may_see_differently(tmp_path: Path) -> None:
    rows = dossiers(400, seed=33)
    refreshed(tmp_path, rows, AUGUST)
    moved_on = refreshed(tmp_path, rows, SEPTEMBER)
    assert 0 < moved_on.counted <= moved_on.cells
    refreshed(tmp_path, rows, AUGUST)


def test_one_unit_and_one_metric_of_a_roll_up(tmp_path: Path) -> None:
    refreshed(tmp_path, dossiers(200, seed=34), SEPTEMBER)
    with duckdb.connect() as connection:
        path = rollup_file(tmp_path / "rollups", SEPTEMBER)
        found = read_rollup(connection, path, metrics=chosen_metrics(("ONLINE_RECEIVED",)), unit="XA-2")
    assert {(cell.unit, cell.metric) for cell in found} == {("XA-2", "ONLINE_RECEIVED")}


def test_the_rows_of_one_unit_of_a_folder(tmp_path: Path) -> None:
    assert list(write_dossiers(3000, tmp_path / "lake", seed=5)) == [3000]
    rows = UnitRows(tmp_path / "lake")
    with duckdb.connect() as connection:
        counted = connection.execute(
            "SELECT unit, count(*) FROM read_parquet(?) GROUP BY unit", [str(tmp_path / "lake" / "*.parquet")]
        ).fetchall()
    assert {unit: rows.of(unit).num_rows for unit, _ in counted} == dict(counted)
    assert rows.of("MAU.9999").num_rows == 0


def test_invented_dossiers_have_fixed_bytes_and_the_number_asked_for(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert list(write_dossiers(3000, tmp_path / name, seed=7)) == [3000]
    made = [(tmp_path / name / "part-00000.parquet").read_bytes() for name in ("a", "b")]
    assert made[0] == made[1]
    assert piece(1, 7, 0, 1).num_rows == 1


def test_a_folder_with_files_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(NamroError, match="đã có tệp"):
        list(write_dossiers(10, tmp_path))
