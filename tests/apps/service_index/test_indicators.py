"""What indicators and criteria sets read of dossiers: counted, never over what people wrote, leading to the rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.dossiers.lake import lake_folder, refresh_lake
from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.behind import url_behind
from namro.apps.indicators.computing import count, machine, reading_from
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.measured import Measured, measured
from namro.apps.indicators.models import Fact, Producer, ValueSource
from namro.apps.indicators.sets import Edition, provide
from namro.apps.indicators.sources import source_of
from namro.apps.people.models import Role, Unit, User
from namro.apps.service_index import jobs
from namro.apps.service_index.computing import index_of, unit_facts
from namro.apps.service_index.counting import days_of, keep, kept
from namro.apps.service_index.facts import write_index_facts
from namro.apps.service_index.models import KeptCounts
from namro.cli.main import main
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.framework.reading import parse_framework
from namro.core.indicators.periods import Grain, Period, Window
from namro.core.service.adding import ADDING
from namro.core.service.index import service_index
from tests.apps.dossiers.files import NOW, TODAY, brought_in, csv_of, events, row
from tests.apps.feedback.given import given

pytestmark = pytest.mark.usefixtures("data_folder")

#: The window of October runs from 15 September to 14 October.
OCTOBER = Period(2026, Grain.MONTH, 10)
WINDOW = Window("decree_09", "", 15)


def _unit() -> int:
    return Unit.objects.get(code="suoi-may").pk


def _brought(cast: dict[str, User]) -> None:
    asked_twice = events(("supplement_requested", "12T10:00"), ("supplement_requested", "13T08:00"))
    rows = [
        row("1", channel="2", result_url="https://example.vn/kq", events=events(("processed", "13T10:00"))),
        row("2", due_at="2026-10-13T09:00", events=events(("processed", "13T10:00"))),
        row("3", events=asked_twice, fee="10000", paid="2"),
        row("4", accepted_at="2026-09-01T08:00", due_at="2026-09-20T17:00", events=events(("processed", "01T08:00"))),
    ]
    assert brought_in(cast[Role.COORDINATOR], csv_of(rows)).counts["new"] == 4


def _count() -> None:
    count(machine(), [_unit()], [2026], known=reading_from("dossiers"), at=NOW)


def _measured(name: str, period: Period = OCTOBER) -> Measured:
    return measured([name], [_unit()], period)[name, _unit()]


def test_dossiers_count_into_every_variant(cast: dict[str, User]) -> None:
    _brought(cast)
    _count()
    found = _measured("dossiers_on_time")
    # Ended inside the window: one in time, two late; the one asked twice is open and late.
    assert (found.numerator, found.denominator) == (1, 3)
    assert (found.variant("index_766").numerator, found.variant("index_766").denominator) == (1, 4)
    online = _measured("online_dossiers")
    assert [(one.id, one.numerator, one.denominator) for one in online.variants] == [
        ("of_accepted", 1, 3),
        ("of_eligible", 1, 0),
        ("index_766", 1, 3),
    ]
    assert (_measured("online_payments").numerator, _measured("online_payments").denominator) == (1, 1)
    assert found.source_kind == str(ValueSource.COMPUTED.label)


def test_what_people_wrote_stays(cast: dict[str, User]) -> None:
    _brought(cast)
    said = {"online": Decimal(7), "accepted": Decimal(9)}
    taken = Taken(ValueSource.ENTRY, "", TODAY, NOW)
    write_values(cast[Role.COORDINATOR], [NewValue(_unit(), "online_dossiers", OCTOBER, said)], taken=taken)
    _count()
    assert (_measured("online_dossiers").numerator, _measured("online_dossiers").denominator) == (7, 9)
    assert _measured("dossiers_on_time").numerator == 1


def test_a_figure_leads_to_its_dossiers(cast: dict[str, User], browser_of: Callable[[str], Client]) -> None:
    _brought(cast)
    days = OCTOBER.days(WINDOW)
    assert days == (date(2026, 9, 15), date(2026, 10, 14))
    source = source_of("dossiers")
    assert source is not None
    figures = source.figures("late", [_unit()], days)
    assert figures[_unit()].value == 2
    page = browser_of(Role.LEADER).get(source.url("late", _unit(), days)).content.decode()
    assert "Đã giải quyết quá hạn: 2" in page
    assert "H99.201-2<" in page
    assert "H99.201-1<" not in page
    part = browser_of(Role.LEADER).get("/chi-tieu/dossiers_on_time?dv=suoi-may&ky=2026-10").content.decode()
    assert f"/chi-so-766/{_unit()}/so/late?tu=2026-09-15&amp;den=2026-10-14" in part
    assert source.figures("nothing", [_unit()], days) == {}


def test_units_without_dossiers_or_a_book_say_nothing(cast: dict[str, User]) -> None:
    for kind, name in (("dossiers", "late"), ("feedback", "on_time")):
        source = source_of(kind)
        assert source is not None
        assert source.figures(name, [_unit()], OCTOBER.days(WINDOW)) == {}


def test_the_year_gives_the_inputs_of_the_set(cast: dict[str, User]) -> None:
    _brought(cast)
    keep([_unit()], [days_of(Period(2026))], at=NOW)
    facts = unit_facts([_unit()], 2026, today=TODAY)[_unit()]
    assert {Decimal(1), Decimal(4)} <= set(facts.values())
    assert unit_facts([_unit()], 2025, today=TODAY) == {}


@pytest.fixture
def index_in_force() -> Iterator[None]:
    """The shipped set of the service index is what communes are scored by."""
    text = shipped_sets()["chi-so-766/2022-06-23"].text
    before = provide(lambda: (Edition(parse_framework(text), "766"),))
    yield
    provide(before)


def _facts() -> dict[str, tuple[str, str]]:
    rows = Fact.objects.filter(unit=_unit(), year=2026, superseded_by=None)
    return {name: (value, kind) for name, value, kind in rows.values_list("input", "value", "delivery__source_kind")}


@pytest.mark.usefixtures("index_in_force")
def test_facts_of_the_set_follow_the_counts_and_lead_to_the_rows(cast: dict[str, User]) -> None:
    _brought(cast)
    part, whole = service_index().metrics["PROGRESS_ON_TIME"].inputs
    said = [NewFact(_unit(), 2026, whole, "9")]
    write_facts(cast[Role.COORDINATOR], said, origin=Origin(Producer.PERSON), as_of=TODAY, at=NOW)
    keep([_unit()], [days_of(Period(2026))], at=NOW)
    assert write_index_facts(machine(), [_unit()], 2026, at=NOW) > 5
    facts = _facts()
    assert facts[whole] == ("9", Producer.PERSON)
    assert facts[part] == ("1", Producer.DOSSIER)
    fact = Fact.objects.select_related("delivery").get(input=part, superseded_by=None)
    assert url_behind(fact, "suoi-may") == "/chi-so-766/suoi-may/chi-so/PROGRESS_ON_TIME?ky=2026"
    assert url_behind(Fact.objects.select_related("delivery").get(input=whole), "suoi-may") == ""
    assert write_index_facts(machine(), [_unit()], 2026, at=NOW) == 0


def test_a_counted_indicator_feeds_the_set_and_leads_back(cast: dict[str, User]) -> None:
    text = shipped_sets()["mau-xa/2026-08-31"].text
    before = provide(lambda: (Edition(parse_framework(text), "model"),))
    try:
        _brought(cast)
        _count()
        fed = Fact.objects.filter(delivery__source_kind=Producer.INDICATOR).select_related("delivery")
        urls = {fact.input: url_behind(fact, "suoi-may") for fact in fed}
        assert urls["dossiers_on_time"].startswith("/chi-tieu/dossiers_on_time?")
    finally:
        provide(before)


def test_feedback_behind_a_metric_is_shown_to_those_who_read_it(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    item = given(cast)
    year = system_clock().year
    address = f"/chi-so-766/suoi-may/chi-so/PETITION_PROCESSING_ON_TIME?ky={year}"
    page = browser_of(Role.LEADER).get(address).content.decode()
    assert item.subject in page
    hidden = browser_of(Role.OFFICER).get(address).content.decode()
    assert item.subject not in hidden
    assert "phản ánh bạn không xem được" in hidden
    assert (
        address.replace("&", "&amp;") in browser_of(Role.LEADER).get(f"/chi-so-766/suoi-may?ky={year}").content.decode()
    )


def test_the_command_counts_over_the_lake_what_the_page_shows(
    cast: dict[str, User], data_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _brought(cast)
    refresh_lake([_unit()])
    monkeypatch.setenv("NAMRO_DATA", str(data_folder))
    span = ["--from", "2026-10-01", "--to", "2026-10-31"]
    assert main(["indicators", *span, "--metric", ",".join(ADDING), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    told = {row["metric"]: (row["numerator"], row["denominator"]) for row in rows if row["unit"] == "suoi-may"}
    page = index_of(_unit(), OCTOBER, today=date(2026, 11, 22)).counted.counts
    assert told == {code: pair for code, pair in page.items() if pair[1]}
    assert told["PROGRESS_ON_TIME"] == (1, 4)


def test_an_import_is_counted_in_the_background_and_reaches_indicators_and_the_lake(cast: dict[str, User]) -> None:
    _brought(cast)
    jobs.count_changed.call([_unit()])
    year = days_of(Period(2026))
    assert kept([_unit()], year)[_unit()].counts["PROGRESS_ON_TIME"][1] == 4
    assert _measured("dossiers_on_time").denominator == 3
    assert (lake_folder() / "suoi-may.parquet").is_file()
    assert jobs.count_changed.call([_unit()]) == 0


def test_the_night_counts_once(cast: dict[str, User]) -> None:
    _brought(cast)
    at = datetime(2026, 11, 22, 0, 30, tzinfo=VIETNAM)
    assert jobs.keep_up(at - timedelta(minutes=15)) is None
    run = jobs.keep_up(at)
    assert run is not None
    assert KeptCounts.objects.count() > 10
    assert jobs.count_night.call(run.slot) == 0
    assert jobs.keep_up(at + timedelta(hours=3)) is None
