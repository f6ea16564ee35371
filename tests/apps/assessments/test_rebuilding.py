"""The night's comparison of two implementations: it finds nothing, or it says what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from namro.apps.assessments import jobs
from namro.apps.assessments.draining import drain
from namro.apps.assessments.models import Score
from namro.apps.assessments.rebuilding import Difference, rebuild
from namro.apps.indicators.models import Fact, Mark
from namro.apps.indicators.sets import Edition, provide
from namro.apps.people.models import Unit
from namro.apps.runs.models import Run
from namro.core.base.clock import VIETNAM, system_clock
from tests.apps.indicators.conftest import Write
from tests.apps.indicators.sets_for_tests import BEFORE, EDITION, YEAR

NIGHT = datetime(2026, 11, 22, 2, 5, tzinfo=VIETNAM)


@pytest.fixture
def stored(write: Write, home: Unit) -> Score:
    """Two years of the commune, computed."""
    write(BEFORE, year=2025)
    write(YEAR)
    drain(clock=system_clock)
    return Score.objects.get(unit=home, year=2026)


def compared() -> tuple[Run, list[Difference]]:
    run = Run.objects.create(name="rebuild", slot="2026-11-22", started_at=system_clock())
    return run, rebuild(run, clock=system_clock)


def test_nothing_differs(stored: Score) -> None:
    run, found = compared()
    assert found == []
    assert (run.compared, run.differences, run.note) == (2, 0, "")
    assert run.ended_at is not None


def other_points(row: Score) -> None:
    row.lines["criteria"]["1.2"][0] = "4"
    row.save()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda row: Score.objects.filter(pk=row.pk).update(total_nano=F("total_nano") + 1), "tổng điểm lưu"),
        (lambda row: Score.objects.filter(pk=row.pk).update(percent_nano=None), "tỷ lệ lưu"),
        (lambda row: Score.objects.filter(pk=row.pk).update(band="Khá"), "xếp loại lưu “Khá”, tính lại “Tốt”"),
        (lambda row: Score.objects.filter(pk=row.pk).update(digest=""), "số liệu khác"),
        (lambda row: row.delete(), "có số liệu mà chưa có kết quả"),
        (other_points, "mục 1.2"),
        (lambda row: Fact.objects.filter(year=2026).update(value=""), "không còn số liệu"),
    ],
    ids=["total", "percent", "band", "digest", "result lost", "line", "facts lost"],
)
def test_a_difference_is_found_told_and_repaired(
    stored: Score, home: Unit, caplog: pytest.LogCaptureFixture, spoil: Callable[[Score], object], said: str
) -> None:
    spoil(stored)
    run, found = compared()
    assert [(one.unit, one.year) for one in found] == [(home.pk, 2026)]
    assert said in run.note
    assert run.note.startswith("Xã Suối Mây, năm 2026")
    assert run.differences == 1
    assert said in caplog.text
    drain(clock=system_clock)
    Run.objects.all().delete()
    assert compared()[1] == []


def test_what_is_marked_is_no_difference(stored: Score, write: Write) -> None:
    write({"sipas": "10"})
    assert compared()[1] == []
    assert Mark.objects.exists()


def test_results_of_a_new_edition_are_no_difference_but_computed(stored: Score) -> None:
    provide(lambda: (Edition(EDITION.framework, "b" * 64),))
    assert compared()[1] == []
    drain(clock=system_clock)
    assert Score.objects.filter(year=2026).count() == 2


def test_a_new_edition_has_everything_computed_again_at_once(
    stored: Score, django_capture_on_commit_callbacks: Any
) -> None:
    assert jobs.mark_for_new_editions(NIGHT) == 2  # the first time
    drain(clock=system_clock)
    assert jobs.mark_for_new_editions(NIGHT) == 0
    for sha256 in ("b" * 64, EDITION.sha256):  # a new one, and back again
        provide(lambda sha256=sha256: (Edition(EDITION.framework, sha256),))  # type: ignore[misc]
        with django_capture_on_commit_callbacks(execute=True):
            jobs.keep_up(NIGHT - timedelta(hours=2))
        assert not Mark.objects.exists()
        assert Score.objects.filter(edition=sha256).count() == 2
    assert compared()[1] == []


def test_the_queue_does_the_whole_of_it(stored: Score) -> None:
    jobs.mark_for_new_editions(NIGHT)
    drain(clock=system_clock)
    Score.objects.filter(pk=stored.pk).update(total_nano=0)
    jobs.keep_up(NIGHT)  # the tests' queue runs at once
    assert Run.objects.get(name="rebuild").differences == 1
    jobs.keep_up(NIGHT)
    assert not Mark.objects.exists()
    stored.refresh_from_db()
    assert stored.total_nano == 16_200_000_000
