"""The single door: checked, appended, marked, refused when frozen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.indicators.actions import freeze, unfreeze
from namro.apps.indicators.models import Delivery, Fact, Mark, Producer
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from tests.apps.indicators.conftest import Write
from tests.apps.indicators.sets_for_tests import BEFORE, YEAR


def current(year: int = 2026) -> dict[str, str]:
    return dict(Fact.objects.filter(year=year, superseded_by=None).values_list("input", "value"))


def marks() -> set[tuple[str, int]]:
    return set(Mark.objects.values_list("unit__code", "year"))


def test_a_new_value_stands_beside_the_old_one(write: Write, home: Unit) -> None:
    write({"reports_due": "12", "sipas": "80"})
    second = write({"reports_due": "14"})
    assert current() == {"reports_due": "14", "sipas": "80"}
    old = Fact.objects.get(unit=home, year=2026, input="reports_due", value="12")
    assert old.superseded_by == second
    assert AuditEntry.objects.filter(act=AuditEntry.Act.FACTS_WRITTEN).count() == 2
    assert AuditEntry.objects.latest("id").note.startswith("2026 reports_due")


def test_the_same_value_again_is_no_act(write: Write) -> None:
    write({"sipas": "80"})
    Mark.objects.all().delete()
    assert write({"sipas": "80.0"}) is None
    assert (Fact.objects.count(), Delivery.objects.count(), marks()) == (1, 1, set())


def test_an_empty_value_takes_the_value_away(write: Write) -> None:
    write({"sipas": "80"})
    assert write({"sipas": ""}) is not None
    assert current() == {"sipas": ""}
    assert write({"plan_done": ""}) is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sipas": "81,5"}, "dấu phẩy"),
        ({"sipas": "101"}, "lớn hơn thang khảo sát 100"),
        ({"points:1.3": "0.7"}, "Hãy viết 0.5 hoặc 1"),
        ({"plan_issued": "12"}, "cần đúng hoặc sai"),
        ({"evidence:1.1": "có"}, "missing, present, signed"),
        ({"sipa": "80"}, "Có phải “sipas”?"),
        ({"reports_due": "3", "reports_on_time": "4"}, "không thể vượt số phải làm"),
    ],
)
def test_a_wrong_value_is_refused_whole(write: Write, values: dict[str, str], said: str) -> None:
    with pytest.raises(FactsRefused) as refusal:
        write({"complaints": "0", **values})
    assert said in refusal.value.message
    assert (Fact.objects.count(), Delivery.objects.count(), Mark.objects.count()) == (0, 0, 0)


def test_more_on_time_than_stands_as_due_is_refused(write: Write) -> None:
    write({"reports_due": "3"})
    with pytest.raises(FactsRefused, match="reports_on_time = 4 lớn hơn reports_due = 3"):
        write({"reports_on_time": "4"})


def test_a_machine_may_write_what_no_set_reads_yet(write: Write) -> None:
    write({"citizens": "9120", "plan_issued": "1"}, kind=Producer.REGISTER)
    assert current() == {"citizens": "9120", "plan_issued": "true"}


def test_a_base_value_marks_the_year_that_grows_from_it(write: Write) -> None:
    write(BEFORE, year=2025)
    assert marks() == {("suoi-may", 2025), ("suoi-may", 2026)}
    Mark.objects.all().delete()
    write({"sipas": "80"}, year=2025)
    assert marks() == {("suoi-may", 2025)}


def test_a_predecessor_marks_its_successors(write: Write, home: Unit) -> None:
    old = Unit.objects.get(code="may-ha")
    write({"online": "7"}, year=2024, unit=old)
    assert marks() == {(old.code, 2024), (old.code, 2025), ("suoi-may", 2025)}


def test_frozen_facts_say_why(write: Write, home: Unit, cast: dict[str, User]) -> None:
    write(YEAR)
    freeze(cast[Role.ADMIN], home, 2026, reason="đã gửi phiếu lên Sở Nội vụ", at=system_clock())
    before = list(Fact.objects.values_list("id", "superseded_by"))
    with pytest.raises(FactsRefused, match="đã gửi phiếu lên Sở Nội vụ") as refusal:
        write({"sipas": "90"})
    assert "nhờ quản trị mở khóa" in refusal.value.message
    with pytest.raises(FactsRefused, match="năm 2026"):
        write({"online": "10"}, year=2025)  # the frozen result grows from it
    write({"sipas": "70"}, year=2025)
    assert list(Fact.objects.filter(year=2026).values_list("id", "superseded_by")) == before
    assert unfreeze(cast[Role.ADMIN], home, 2026, reason="trả lại", at=system_clock())
    assert write({"sipas": "90"}) is not None


def test_freezing_needs_a_reason_and_happens_once(home: Unit, cast: dict[str, User]) -> None:
    with pytest.raises(NamroError, match="Ghi lý do"):
        freeze(cast[Role.ADMIN], home, 2026, reason=" ", at=system_clock())
    first = freeze(cast[Role.ADMIN], home, 2026, reason="một", at=system_clock())
    assert freeze(cast[Role.ADMIN], home, 2026, reason="hai", at=system_clock()) == first


def test_as_many_queries_for_three_times_as_many_values(write: Write) -> None:
    names = [name for name in YEAR if not name.startswith("reports")]
    write({"plan_issued": "true"})
    with CaptureQueriesContext(
        connection,
    ) as few:
        write({name: YEAR[name] for name in names[1:3]})
    with CaptureQueriesContext(
        connection,
    ) as many:
        write({name: YEAR[name] for name in names[3:9]})
    assert len(many) == len(few)
