"""Figures that the machine asks for: of registers, of apps above, at night and after a change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from namro.apps.indicators import jobs
from namro.apps.indicators.computing import count, machine, reading_from
from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import measured
from namro.apps.indicators.models import IndicatorValue
from namro.apps.indicators.sources import Days, Sides, SourceFigure, _sources, register_source
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.registers.definitions import shipped
from namro.apps.runs.models import Run
from namro.core.indicators.periods import Period

AT = datetime(2026, 12, 1, 2, tzinfo=UTC)


class Counted:
    """A source that answers what a test says."""

    def __init__(self, numerator: int, denominator: int) -> None:
        self.numerator, self.denominator = Decimal(numerator), Decimal(denominator)
        self.asked: list[tuple[str, Days]] = []

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        self.asked.append((of, days))
        return {unit: SourceFigure(self.numerator, self.denominator, None) for unit in units}

    def url(self, of: str, unit: int, days: Days) -> str:
        return f"/nguon/{of}/{unit}/{days[0]}"


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Reports are counted by a source of the test."""
    monkeypatch.setitem(_sources, "reports", Counted(3, 4))
    register_source("reports", _sources["reports"])
    return _sources["reports"]  # type: ignore[return-value]


def test_an_app_above_answers_for_its_parts(cast: dict[str, User], home: Unit, reports: Counted) -> None:
    assert count(machine(), [home.pk], [2026], known=[indicators()["reports_on_time"]], at=AT) == 1
    one = measured(["reports_on_time"], [home.pk], Period(2026))["reports_on_time", home.pk]
    assert (one.numerator, one.denominator, one.words, one.as_of) == (3, 4, "75,00 %", date(2026, 12, 1))
    assert one.source_kind == "Tính từ sổ, nhiệm vụ, báo cáo"
    assert reports.asked == [("on_time", (date(2026, 1, 1), date(2026, 12, 31)))]  # one question for both sides


def test_what_did_not_change_is_not_written_again(cast: dict[str, User], home: Unit, reports: Counted) -> None:
    known = [indicators()["reports_on_time"]]
    assert [count(machine(), [home.pk], [2026], known=known, at=AT) for _again in range(2)] == [1, 0]
    reports.numerator = Decimal(4)
    assert count(machine(), [home.pk], [2026], known=known, at=AT) == 1
    assert list(IndicatorValue.objects.order_by("id").values_list("corrected", flat=True)) == [True, False]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.INDICATORS_WRITTEN).count() == 2


def test_a_register_that_nobody_defined_leaves_figures_as_they_are(
    cast: dict[str, User], home: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _sources["register"]
    assert source.figures("khong-co.gi", [home.pk], (date(2026, 1, 1), date(2026, 12, 31))) == {}


def test_every_register_figure_that_indicators_read_is_there(cast: dict[str, User], home: Unit) -> None:
    known = reading_from("register")
    assert len(known) >= 9
    count(machine(), [home.pk], [2026], known=known, at=AT)
    found = {row.indicator for row in IndicatorValue.objects.all()}
    assert found == {one.id for one in known}


def test_the_night_begins_once_a_day_whoever_begins_it(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(type(jobs.count_all), "enqueue", lambda task, slot: begun.append(slot))
    for _scheduler in range(2):
        jobs.keep_up(AT)
    jobs.keep_up(datetime(2026, 12, 1, 17, 30, tzinfo=UTC))  # half past midnight in Viet Nam
    assert begun == [run.slot for run in Run.objects.all()] == ["2026-12-01"]


def test_figures_of_a_night_that_was_cut_off_are_counted_after_all(
    cast: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "system_clock", lambda: AT)

    def killed(*_args: object, **_named: object) -> int:
        raise SystemExit  # the process ends between taking the slot and the end of the count

    with monkeypatch.context() as dying:
        dying.setattr(jobs, "count", killed)
        jobs.keep_up(AT)
    assert not IndicatorValue.objects.exists()
    jobs.keep_up(AT + timedelta(minutes=59))
    assert not IndicatorValue.objects.exists()  # it may still be counting
    jobs.keep_up(AT + timedelta(minutes=61))
    assert IndicatorValue.objects.exists()
    run = Run.objects.get()
    assert (run.attempts, run.ended_at, run.compared) == (2, AT, IndicatorValue.objects.count())
    jobs.keep_up(AT + timedelta(hours=5))
    assert Run.objects.get().attempts == 2


def test_a_change_of_a_register_is_counted_in_the_name_of_who_made_it(
    cast: dict[str, User], home: Unit, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        jobs.count_later("register", [home.pk], [2026], actor=cast[Role.COORDINATOR], of="tin-bai")
    rows = IndicatorValue.objects.all()
    assert {row.indicator for row in rows} == {"articles", "article_writers"}
    assert {row.by for row in rows} == {cast[Role.COORDINATOR]}
    with django_capture_on_commit_callbacks(execute=False) as nothing:  # type: ignore[operator]
        jobs.count_later("register", [home.pk], [2026], actor=cast[Role.COORDINATOR], of="khong-ai-doc")
    assert nothing == []


def test_no_input_is_written_by_a_register_and_by_an_indicator() -> None:
    of_registers = {figure.fact for register in shipped() for figure in register.figures if figure.fact}
    of_indicators = {name for one in indicators().values() for name, _part in one.feeds}
    assert of_registers & of_indicators == set()
