"""Counts of a unit from the database: what the engines count over the lake that the site writes, and the slow twin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from namro.analytics.engines import duckdb_on
from namro.analytics.figures import figures
from namro.analytics.metrics import CODES, ON_REQUEST, chosen_metrics
from namro.analytics.period import Period
from namro.apps.dossiers.lake import lake_folder, refresh_lake
from namro.apps.dossiers.models import Dossier
from namro.apps.dossiers.tallying import counts_of, span_of, tallied
from namro.apps.people.models import Role, Unit, User
from namro.core.service.adding import ADDING
from tests.analytics.invented import dossiers, write_csv
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")

Counts = dict[str, tuple[int, int]]
#: The running year, a short month in the middle, a quarter, a year that is over.
PERIODS = (
    Period(date(2026, 1, 1), date(2026, 10, 15)),
    Period(date(2026, 2, 1), date(2026, 2, 28)),
    Period(date(2026, 4, 1), date(2026, 6, 30)),
    Period(date(2025, 1, 1), date(2025, 12, 31)),
)


def _of_lake(period: Period, unit: str = "suoi-may") -> Counts:
    with duckdb_on(lake_folder()) as engine:
        cells = figures(engine, period, metrics=chosen_metrics(tuple(ADDING))).cells
    return {cell.metric: (cell.numerator, cell.denominator) for cell in cells if cell.unit == unit}


def _of_site(period: Period) -> Counts:
    unit = Unit.objects.get(code="suoi-may").pk
    found = counts_of(tallied([unit], span_of((period.first, period.last), NOW.date())))
    return {code: counts for code, counts in found.items() if counts[1]}


def test_the_site_counts_what_the_engines_count(cast: dict[str, User], tmp_path: Path) -> None:
    assert tuple(ADDING) == (*CODES, *(one.code for one in ON_REQUEST))
    made = [one | {"unit": "H99.201", "code": f"H99.201-{n}"} for n, one in enumerate(dossiers(600, seed=21))]
    path = write_csv(tmp_path / "invented.csv", made)
    job = brought_in(cast[Role.COORDINATOR], path.read_bytes())
    assert job.counts["new"] > 150
    refresh_lake()
    for period in PERIODS:
        expected = _of_lake(period)
        assert expected
        assert _of_site(period) == expected


def test_only_what_changed_is_written_anew(cast: dict[str, User]) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1"), row("2")]))
    assert refresh_lake() == 1
    assert refresh_lake() == 0
    path = lake_folder() / "suoi-may.parquet"
    before = path.read_bytes()
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", synced_at="2026-10-15T11:30", channel="2")]))
    assert path.read_bytes() == before
    assert refresh_lake() == 1
    assert path.read_bytes() != before
    path.write_bytes(before[:100])
    assert refresh_lake() == 1
    assert [one.name for one in lake_folder().iterdir()] == ["suoi-may.parquet"]
    Dossier.objects.all().delete()
    refresh_lake()
    assert not list(lake_folder().iterdir())
