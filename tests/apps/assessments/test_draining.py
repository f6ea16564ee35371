"""Marks into results: nothing is lost, whatever happens meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from time import monotonic

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments import draining
from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.models import Score
from namro.apps.indicators.models import Fact, Mark
from namro.apps.indicators.news import facts_changed
from namro.apps.people.models import Unit, UnitLink, UnitSpan
from namro.apps.people.queries.organisation import touch
from namro.core.base.clock import system_clock
from tests.apps.indicators.conftest import Write
from tests.apps.indicators.sets_for_tests import BEFORE, EDITION, YEAR


def drain(**options: Callable[[], None]) -> int:
    return draining.drain(clock=system_clock, **options)  # type: ignore[arg-type]


def test_a_result_follows_from_its_facts(write: Write, home: Unit) -> None:
    write(BEFORE, year=2025)
    write(YEAR)
    assert drain() == 2
    assert not Mark.objects.exists()
    row = Score.objects.get(unit=home, year=2026)
    assert (row.total, row.percent, row.band, row.edition) == (Decimal("16.2"), Decimal(81), "Tốt", EDITION.sha256)
    lines = dict(lines_of(row, "criteria"))
    assert lines["1.2"].points == 3
    assert "9" in lines["1.2"].why
    assert lines["1"].points == Decimal("6.5")
    assert dict(lines_of(row, "adjustments"))["T1"].points == Decimal("0.5")


def test_a_changed_fact_changes_the_result(write: Write, home: Unit) -> None:
    write(YEAR)
    drain()
    first = Score.objects.get(unit=home, year=2026)
    write({"sipas": "100"})
    drain()
    second = Score.objects.get(unit=home, year=2026)
    assert (second.pk, second.total - first.total) == (first.pk, Decimal("0.8"))
    assert second.digest != first.digest


def test_a_unit_without_facts_has_no_result(write: Write, home: Unit) -> None:
    write({"sipas": "80"})
    drain()
    write({"sipas": ""})
    drain()
    assert not Score.objects.filter(unit=home).exists()


def test_base_values_come_from_predecessors(write: Write, home: Unit) -> None:
    """The district also handed work over, but it was scored by other rules: it is no predecessor here."""
    write({"online": "30", "dossiers": "50"}, year=2024, unit=Unit.objects.get(code="may-ha"))
    for online, points in (("59", 0), ("60", 4)):
        write({"online": online, "dossiers": "100"}, year=2025)
        drain()
        line = dict(lines_of(Score.objects.get(unit=home, year=2025), "criteria"))["2.1"]
        assert (line.points, line.state) == (points, "scored")
        assert "30 của Xã Mây Hạ" in line.why


def test_a_predecessor_without_the_value_gives_no_base(write: Write, home: Unit) -> None:
    write({"online": "59", "dossiers": "100"}, year=2025)
    drain()
    line = dict(lines_of(Score.objects.get(unit=home, year=2025), "criteria"))["2.1"]
    assert line.state == "not_applicable"
    assert "Xã Mây Hạ" in line.why


def test_a_share_of_a_divided_unit_is_its_share_of_the_value(write: Write, home: Unit) -> None:
    link = UnitLink.objects.get(old__code="may-ha", new=home)
    link.share = Decimal("0.4")
    link.save()
    touch()
    write({"online": "30", "dossiers": "50"}, year=2024, unit=link.old)
    write({"online": "59", "dossiers": "100"}, year=2025)
    drain()
    line = dict(lines_of(Score.objects.get(unit=home, year=2025), "criteria"))["2.1"]
    assert "× 0,4 của Xã Mây Hạ" in line.why


def test_what_is_marked_again_meanwhile_stays_marked(write: Write, home: Unit) -> None:
    write(YEAR)
    assert drain(before_storing=lambda: write({"sipas": "100"}) and None) == 0  # type: ignore[func-returns-value]
    assert Mark.objects.filter(unit=home, year=2026).exists()
    assert not Score.objects.exists()  # the facts it was computed from are gone
    assert drain() == 1
    assert Score.objects.get().total == Decimal("13.0")


def test_a_crash_in_the_middle_leaves_the_marks(write: Write) -> None:
    class Killed(BaseException):
        pass

    def die() -> None:
        raise Killed

    write(YEAR)
    with pytest.raises(Killed):
        drain(before_storing=die)
    assert (Mark.objects.count(), Score.objects.count()) == (1, 0)
    assert drain() == 1


def test_a_result_that_cannot_be_computed_does_not_hold_up_the_others(
    write: Write, home: Unit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(YEAR)
    write(YEAR, year=2025)
    scored = draining.score

    def broken(framework: object, facts: object) -> object:
        if getattr(facts, "year", 0) == 2025:
            raise ZeroDivisionError("broken")
        return scored(framework, facts)  # type: ignore[arg-type]

    monkeypatch.setattr(draining, "score", broken)
    assert drain() == 1
    assert list(Mark.objects.values_list("year", flat=True)) == [2025]
    assert "could not be computed" in caplog.text


def test_as_many_queries_for_three_times_as_many_units(write: Write, home: Unit) -> None:
    units = [home, *more_communes(home, 8)]
    write(YEAR)
    drain()  # from here on the organisation is in memory
    counts = []
    for some in (units[:3], units):
        for unit in some:
            write({**YEAR, "sipas": str(len(some))}, unit=unit)
        with CaptureQueriesContext(connection) as found:
            assert drain() == len(some)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 16


def more_communes(like: Unit, count: int) -> list[Unit]:
    made = Unit.objects.bulk_create([Unit(code=f"xa-{n}") for n in range(count)])
    UnitSpan.objects.bulk_create(
        UnitSpan(unit=unit, kind="commune", name=f"Xã {unit.code}", since=date(2024, 1, 1)) for unit in made
    )
    return list(Unit.objects.filter(code__startswith="xa-"))


on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")


@pytest.fixture
def by_hand() -> Iterator[None]:
    """Nothing is drained but by the test: the tests' queue would do it whenever a writer commits."""
    facts_changed.disconnect(dispatch_uid="assessments")
    yield
    apps.get_app_config("assessments").ready()


class Threads:
    """Acts in threads of their own, each with a connection of its own; what one of them raises is raised at the end."""

    def __init__(self) -> None:
        self.failed: list[BaseException] = []
        self.running: list[threading.Thread] = []

    def run(self, act: Callable[[], object]) -> None:
        def kept() -> None:
            try:
                act()
            except BaseException as error:
                self.failed.append(error)
            finally:
                connections.close_all()

        self.running.append(threading.Thread(target=kept))
        self.running[-1].start()

    def end(self) -> None:
        for thread in self.running:
            thread.join(timeout=60)
        assert self.failed == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_result_waits_for_facts_that_are_being_written(write: Write, home: Unit, by_hand: None) -> None:
    """The drain has read the old facts; a writer has written new ones, uncommitted, when the drain comes to store."""
    write(YEAR)
    threads, computed, written = Threads(), threading.Event(), threading.Event()
    gone: list[int] = []

    def before_storing() -> None:
        computed.set()
        assert written.wait(timeout=30)

    threads.run(lambda: gone.append(drain(before_storing=before_storing)))
    assert computed.wait(timeout=30)
    with transaction.atomic():
        write({"sipas": "100"})
        written.set()
        until(somebody_waits_for_a_lock)
    threads.end()
    assert gone == [0]
    assert not Score.objects.exists()
    assert drain() == 1
    assert dict(lines_of(Score.objects.get(), "criteria"))["2.2"].points == 4


def until(true: Callable[[], bool]) -> None:
    """Ask again and again, half a minute at most."""
    end = monotonic() + 30
    while not true():
        assert monotonic() < end


def somebody_waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_writer_and_two_drains_lose_nothing(write: Write, home: Unit, by_hand: None) -> None:
    """Whenever no mark is left, the result is that of the facts that stand."""
    threads, done = Threads(), threading.Event()

    def writing() -> None:
        try:
            for n in range(1, 41):
                write({"complaints": str(n % 7), "sipas": str(n)})
                write({"sipas": str(n + 0.5)})
                until(lambda: not Mark.objects.exists())
                stored = Score.objects.get(unit=home, year=2026)
                assert dict(lines_of(stored, "criteria"))["2.2"].points == Decimal(str(n + 0.5)) / 25
        finally:
            done.set()

    def keep_draining() -> None:
        while not done.is_set():
            drain()

    threads.run(keep_draining)
    threads.run(keep_draining)
    threads.run(writing)
    threads.end()
    assert Fact.objects.filter(superseded_by=None).count() == 2
    stored = Score.objects.get(unit=home, year=2026)
    (fresh,) = draining.computed([home.pk], 2026, clock=system_clock)[home.pk]
    assert (stored.total_nano, stored.digest) == (fresh.total_nano, fresh.digest)
