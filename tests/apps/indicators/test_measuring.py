"""Figures of indicators: written, corrected, refused, read through the door, fed to the criteria set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from namro.apps.indicators.actions.measuring import Taken, Wrote, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.measured import measured
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.core.indicators.periods import Period, period_of

AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
Put = Callable[..., Wrote]


@pytest.fixture
def put(cast: dict[str, User], home: Unit) -> Put:
    """Write figures of the commune, by part."""

    def act(
        name: str, period: str, as_of: date, *, reason: str = "", explanation: str = "",
        kind: ValueSource = ValueSource.ENTRY, at: datetime = AT, unit: Unit = home, **parts: int | str | None,
    ) -> Wrote:  # fmt: skip
        numbers = {part: None if value is None else Decimal(value) for part, value in parts.items()}
        value = NewValue(unit.pk, name, period_of(period), numbers, reason, explanation)
        return write_values(cast[Role.COORDINATOR], [value], taken=Taken(kind, "BC 12", as_of, at))

    return act


def disbursed(put: Put, period: str, as_of: date, paid: int, **more: str) -> None:
    put("disbursement", period, as_of, paid=paid, plan=100, allocated=80, **more)


def test_the_door_gives_sums_value_and_the_other_variants(put: Put, home: Unit) -> None:
    disbursed(put, "2026-08", date(2026, 8, 25), 58)
    one = measured(["disbursement"], [home.pk], Period(2026))["disbursement", home.pk]
    assert (one.numerator, one.denominator, one.value, one.words) == (58, 100, 58, "58,00 %")
    assert (one.variant("of_allocated").denominator, one.variant("of_allocated").words) == (80, "72,50 %")
    assert (one.as_of, one.source_kind, one.source_ref) == (date(2026, 8, 25), "Nhập tay", "BC 12")
    assert one.url == "/chi-tieu/disbursement?dv=suoi-may&ky=2026"


def test_a_quarter_of_flows_is_the_sum_of_its_months(put: Put, home: Unit) -> None:
    put("petitions_on_time", "2026-01", date(2026, 1, 14), on_time=1, all=1)
    put("petitions_on_time", "2026-02", date(2026, 2, 14), on_time=1, all=9)
    one = measured(["petitions_on_time"], [home.pk], period_of("2026-Q1"))["petitions_on_time", home.pk]
    assert (one.numerator, one.denominator, one.words) == (2, 10, "20,00 %")  # the mean of 100 % and 11 % is 56 %


def test_a_running_figure_of_a_past_quarter_is_what_was_known_then(put: Put, home: Unit) -> None:
    put("staff_qualified", "2026-H1", date(2026, 3, 1), qualified=20, staff=22)
    put("staff_qualified", "2026-H1", date(2026, 6, 1), qualified=22, staff=22)
    first = measured(["staff_qualified"], [home.pk], period_of("2026-Q1"))["staff_qualified", home.pk]
    now = measured(["staff_qualified"], [home.pk], period_of("2026-H1"))["staff_qualified", home.pk]
    assert (first.words, now.words) == ("90,91 %", "100,00 %")


def test_what_was_corrected_needs_a_reason_and_stays_in_the_history(put: Put, home: Unit) -> None:
    disbursed(put, "2026-08", date(2026, 8, 25), 58)
    with pytest.raises(FactsRefused, match="lý do đính chính"):
        disbursed(put, "2026-08", date(2026, 8, 25), 61)
    disbursed(put, "2026-08", date(2026, 8, 25), 61, reason="Kho bạc xác nhận lại")
    old, new = IndicatorValue.objects.order_by("id")
    assert (old.superseded_by, old.corrected, old.parts["paid"]) == (new, True, "58")
    assert (new.reason, new.superseded_by) == ("Kho bạc xác nhận lại", None)
    entries = AuditEntry.objects.filter(act=AuditEntry.Act.INDICATORS_WRITTEN).order_by("id")
    assert [entry.note for entry in entries][-1] == "disbursement 2026-08: Kho bạc xác nhận lại"
    assert entries.count() == 2


def test_a_newer_figure_of_the_same_period_is_no_correction(put: Put) -> None:
    disbursed(put, "2026-08", date(2026, 8, 25), 58)
    disbursed(put, "2026-08", date(2026, 8, 31), 60)
    assert not IndicatorValue.objects.filter(corrected=True).exists()
    assert put("disbursement", "2026-08", date(2026, 8, 31), paid=60).count == 0


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"paid": 120, "plan": 100}, "lớn hơn “Kế hoạch vốn được giao cả năm” \\(100\\)"),
        ({"paid": -1, "plan": 100}, "không thể âm"),
        ({"paid": 50, "plan": 100, "allocated": 110}, "Ghi giải thích"),
        ({"spent": 5}, "không phải số ghi tay"),
        ({"paid": "1e30", "plan": 100}, "số quá dài"),
        ({}, "Ghi ít nhất một số"),
    ],
)
def test_what_cannot_be_is_refused_with_words(put: Put, parts: dict[str, int], said: str) -> None:
    with pytest.raises(FactsRefused, match=said):
        put("disbursement", "2026-08", date(2026, 8, 25), **parts)
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("period", "day", "said"),
    [
        ("2026-Q3", date(2026, 8, 25), "ghi theo kỳ khác"),
        ("2026-08", date(2026, 9, 2), "từ 01/08/2026 đến 31/08/2026"),
        ("2026-08", date(2026, 7, 31), "đứng trước Tháng 8/2026"),
        ("2026-12", date(2026, 12, 31), "chưa tới"),
    ],
)
def test_the_day_has_to_fit_the_period(put: Put, period: str, day: date, said: str) -> None:
    with pytest.raises(FactsRefused, match=said):
        disbursed(put, period, day, 10)


def test_an_explanation_is_kept_with_what_it_explains(put: Put) -> None:
    put("disbursement", "2026-08", date(2026, 8, 25), paid=50, plan=100, allocated=110, explanation="Bổ sung vốn tỉnh")
    assert IndicatorValue.objects.get().explanation == "Bổ sung vốn tỉnh"


def test_table_06_has_to_add_up_and_carries_over(put: Put) -> None:
    counted = {"received_online": 10, "received_direct": 5, "carried": 0, "early": 8, "in_time": 4, "late": 1}
    more = {"late_others": 1, "open_in_time": 2, "open_late": 0}
    put("dossiers_on_time", "2026-02", date(2026, 2, 14), **counted, **more)
    with pytest.raises(FactsRefused, match="hai bên phải bằng"):
        put("dossiers_on_time", "2026-03", date(2026, 3, 14), **{**counted, "late": 5}, **more)
    with pytest.raises(FactsRefused, match="của kỳ trước là 2"):
        put("dossiers_on_time", "2026-03", date(2026, 3, 14), **counted, **more)


def test_nothing_is_written_when_one_of_several_is_wrong(cast: dict[str, User], home: Unit) -> None:
    good = NewValue(home.pk, "disbursement", period_of("2026-08"), {"paid": Decimal(5), "plan": Decimal(10)})
    bad = NewValue(home.pk, "no_such", period_of("2026-08"), {"x": Decimal(5)})
    taken = Taken(ValueSource.IMPORT, "tệp", date(2026, 8, 25), AT)
    with pytest.raises(FactsRefused) as refused:
        write_values(cast[Role.COORDINATOR], [good, bad], taken=taken)
    assert list(refused.value.faults) == [1]
    assert not IndicatorValue.objects.exists()


def test_what_another_wrote_meanwhile_is_not_written_over(put: Put, cast: dict[str, User], home: Unit) -> None:
    disbursed(put, "2026-08", date(2026, 8, 25), 58)
    value = NewValue(home.pk, "disbursement", period_of("2026-08"), {"paid": Decimal(60)}, reason="sai")
    with pytest.raises(FactsRefused) as refused:
        write_values(
            cast[Role.COORDINATOR], [value],
            taken=Taken(ValueSource.ENTRY, "", date(2026, 8, 25), AT), seen={value.key: 0},
        )  # fmt: skip
    assert refused.value.code == "conflict"


def test_the_address_leads_to_the_page(browser_of: Callable, put: Put, home: Unit) -> None:
    disbursed(put, "2026-08", date(2026, 8, 25), 58)
    one = measured(["disbursement"], [home.pk], period_of("2026"))["disbursement", home.pk]
    page = browser_of(Role.COORDINATOR).get(one.url).content.decode()
    assert "58,00 %" in page
    assert "không đạt mốc 25/08" in page
    assert reverse("indicators:measure", args=["disbursement"]) in one.url
