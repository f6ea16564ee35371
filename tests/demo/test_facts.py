"""The demo's facts: results of every kind to look at, the same each time."""

from __future__ import annotations

from namro.apps.assessments.models import Score
from namro.apps.assessments.rebuilding import rebuild
from namro.apps.indicators.models import Delivery, Mark
from namro.apps.runs.models import Run
from namro.core.base.clock import system_clock
from namro.demo.facts import fill_facts
from namro.demo.filling import fill_library, fill_people


def test_every_commune_has_a_result_in_both_years_and_none_the_same(db: None) -> None:
    fill_people("mot-mat-khau-de-thu", system_clock)
    fill_library(system_clock)
    fill_facts(system_clock)
    this_year = Score.objects.filter(year=system_clock().year)
    assert this_year.count() == 6
    assert Score.objects.count() == 12
    assert len(set(this_year.values_list("total_nano", flat=True))) == 6
    states = {line[2] for row in this_year for line in row.lines["criteria"].values()}
    assert {0, 2, 3} <= states  # scored, no data, no evidence
    assert all(40 < row.percent < 100 for row in this_year if row.percent is not None)
    assert not Mark.objects.exists()
    run = Run.objects.create(name="rebuild", slot="demo", started_at=system_clock())
    assert rebuild(run, clock=system_clock) == []
    written = Delivery.objects.count()
    fill_facts(system_clock)
    assert Delivery.objects.count() == written
