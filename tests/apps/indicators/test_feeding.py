"""Figures of the year go on to the inputs of the criteria set; what is frozen stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from namro.apps.indicators.actions import freeze
from namro.apps.indicators.actions.measuring import Taken, Wrote, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import provide_indicators
from namro.apps.indicators.models import Fact, IndicatorValue, Mark, Producer, ValueSource
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import Role, Unit, User
from namro.core.indicators.periods import period_of
from tests.apps.indicators.conftest import Write
from tests.core.indicators.drafts import SHARE, indicator

FEEDS = "    feeds: {reports_due: b, reports_on_time: a, khong_bo_nao_doc: c}\n"


@pytest.fixture(autouse=True)
def share() -> Iterator[None]:
    """One indicator, which two inputs of the set in force are written from."""
    one = indicator(SHARE.replace("id: share", "id: share\n    grain: quarter") + FEEDS)
    before = provide_indicators(lambda: {one.id: one})
    yield
    provide_indicators(before)


def put(
    by: User, unit: Unit, period: str, day: date, *, at: datetime = datetime(2026, 12, 1, tzinfo=UTC), **parts: int
) -> Wrote:
    numbers = {name: Decimal(value) for name, value in parts.items()}
    value = NewValue(unit.pk, "share", period_of(period), numbers, "đối chiếu lại")
    return write_values(by, [value], taken=Taken(ValueSource.ENTRY, "", day, at))


def counted(by: User, unit: Unit, **parts: int) -> None:
    """Write what the machine counted; the parts come from a register then."""
    text = SHARE.replace("id: share", "id: share\n    grain: quarter")
    for part in "abc":
        text = text.replace(f"{part}: {{name:", f"{part}: {{from: register, of: tin-bai.so_tin, name:")
    one = indicator(text + FEEDS)
    provide_indicators(lambda: {one.id: one})
    value = NewValue(unit.pk, "share", period_of("2026-Q1"), {name: Decimal(n) for name, n in parts.items()})
    taken = Taken(ValueSource.COMPUTED, "", date(2026, 3, 31), datetime(2026, 12, 1, tzinfo=UTC))
    write_values(by, [value], taken=taken)


def test_what_a_person_said_is_not_written_over_by_a_count(cast: dict[str, User], home: Unit, write: Write) -> None:
    write({"reports_due": "5", "reports_on_time": "5"})
    counted(cast[Role.ADMIN], home, a=0, b=0)
    assert facts() == {"reports_due": "5", "reports_on_time": "5"}
    write({"reports_on_time": "", "reports_due": ""})
    counted(cast[Role.ADMIN], home, a=1, b=2)
    assert facts() == {"reports_due": "2", "reports_on_time": "1"}


def facts() -> dict[str, str]:
    return dict(Fact.objects.filter(superseded_by=None).values_list("input", "value"))


def test_the_year_is_the_sum_of_its_quarters(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2026-Q1", date(2026, 3, 31), a=2, b=3)
    Mark.objects.all().delete()
    put(by, home, "2026-Q2", date(2026, 6, 30), a=4, b=4, c=9)
    assert facts() == {"reports_due": "7", "reports_on_time": "6"}
    delivery = Fact.objects.filter(superseded_by=None).first()
    assert delivery is not None
    assert (delivery.delivery.source_kind, delivery.delivery.source_ref) == (Producer.INDICATOR, "share")
    assert Mark.objects.filter(unit=home, year=2026).exists()  # the result is computed again


def test_a_quarter_that_lacks_a_part_goes_on_with_neither(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2026-Q1", date(2026, 3, 31), a=2, b=3)
    put(by, home, "2026-Q2", date(2026, 6, 30), b=40)
    assert facts() == {"reports_due": "3", "reports_on_time": "2"}


def test_what_was_frozen_cannot_be_corrected_through_an_indicator(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2026-Q1", date(2026, 3, 31), a=2, b=3)
    freeze(cast[Role.ADMIN], home, 2026, reason="phiếu đã nộp", at=datetime(2026, 10, 20, tzinfo=UTC))
    with pytest.raises(FactsRefused, match="khóa ngày 20/10/2026 \\(phiếu đã nộp\\)") as refused:
        put(by, home, "2026-Q1", date(2026, 3, 31), a=3, b=3)
    assert refused.value.code == "frozen"
    assert IndicatorValue.objects.count() == 1
    assert facts() == {"reports_due": "3", "reports_on_time": "2"}


def test_newer_figures_are_kept_and_do_not_change_what_is_frozen(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2026-Q1", date(2026, 3, 31), a=2, b=3)
    freeze(cast[Role.ADMIN], home, 2026, reason="phiếu đã nộp", at=datetime(2026, 10, 20, tzinfo=UTC))
    wrote = put(by, home, "2026-Q4", date(2026, 11, 30), a=1, b=1)
    assert wrote.count == 1
    assert "nên điểm không đổi" in wrote.warnings[0]
    assert facts() == {"reports_due": "3", "reports_on_time": "2"}
