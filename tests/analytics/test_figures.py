"""All metrics against the slow twin, from CSV and Parquet, over periods that cut dossiers in the middle."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from namro.analytics.counting import By
from namro.analytics.engines import duckdb_on
from namro.analytics.figures import Figures, figures
from namro.analytics.metrics import CODES, ON_REQUEST, chosen_metrics
from namro.analytics.period import Period
from tests.analytics.invented import dossiers, write_csv, write_parquet
from tests.oracles import dossier_counts

PERIODS = (
    Period(date(2026, 1, 1), date(2026, 9, 30)),
    Period(date(2026, 2, 14), date(2026, 2, 28)),
    Period(date(2025, 1, 1), date(2025, 12, 31)),
)


def by_month(found: Figures) -> dict[tuple[str, str | None, str], tuple[int, int]]:
    return {(cell.unit, cell.month, cell.metric): (cell.numerator, cell.denominator) for cell in found.cells}


def check(source: Path, rows: list[dossier_counts.Dossier]) -> None:
    with duckdb_on(source) as engine:
        for period in PERIODS:
            expected = dossier_counts.counts(rows, period.first, period.last)
            assert len({metric for _, _, metric in expected}) == len(CODES)
            assert by_month(figures(engine, period, by=By.MONTH)) == expected


def test_every_metric_of_a_csv_file_equals_the_slow_twin(tmp_path: Path) -> None:
    rows = dossiers(500, seed=1)
    check(write_csv(tmp_path / "rows.csv", rows), rows)


def test_what_is_counted_on_request_equals_the_slow_twin(tmp_path: Path) -> None:
    rows = dossiers(500, seed=4)
    asked = chosen_metrics(tuple(metric.code for metric in ON_REQUEST))
    with duckdb_on(write_csv(tmp_path / "rows.csv", rows)) as engine:
        for period in PERIODS:
            expected = dossier_counts.counts(rows, period.first, period.last, on_request=True)
            assert by_month(figures(engine, period, by=By.MONTH, metrics=asked)) == expected


def test_every_metric_of_a_parquet_folder_equals_the_slow_twin(tmp_path: Path) -> None:
    rows = dossiers(500, seed=2)
    write_parquet(tmp_path / "a.parquet", rows[:200])
    write_parquet(tmp_path / "b.parquet", rows[200:])
    check(tmp_path, rows)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 8))
def test_many_random_dossiers_equal_the_slow_twin(tmp_path: Path, seed: int) -> None:
    rows = dossiers(4000, seed)
    check(write_parquet(tmp_path / "rows.parquet", rows), rows)


def test_months_add_up_to_the_unit(tmp_path: Path) -> None:
    source = write_parquet(tmp_path / "rows.parquet", dossiers(300, seed=9))
    with duckdb_on(source) as engine:
        months = figures(engine, PERIODS[0], by=By.MONTH, metrics=chosen_metrics(("PROGRESS_ON_TIME",)))
        units = figures(engine, PERIODS[0], metrics=chosen_metrics(("PROGRESS_ON_TIME",)))
    sums: dict[str, list[int]] = {}
    for cell in months.cells:
        so_far = sums.setdefault(cell.unit, [0, 0])
        so_far[0] += cell.numerator
        so_far[1] += cell.denominator
    assert sums == {cell.unit: [cell.numerator, cell.denominator] for cell in units.cells}
    assert min(cell.month or "" for cell in months.cells) < "2026-01"
