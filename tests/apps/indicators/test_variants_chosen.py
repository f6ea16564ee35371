"""Which variant of an indicator counts: dated, with a reason, per unit or for all; facts and pages follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.indicators.actions import freeze
from namro.apps.indicators.actions.choosing import choose_variant
from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.definitions import indicators, provide_indicators
from namro.apps.indicators.measured import measured
from namro.apps.indicators.models import Fact, ValueSource, VariantChoice
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import period_of
from tests.core.indicators.drafts import SHARE, indicator

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
TWO = SHARE.replace("id: share", "id: share\n    grain: month") + ("    feeds: {reports_on_time: a, reports_due: b}\n")
Browser = Callable[[str], Client]


@pytest.fixture(autouse=True)
def two() -> Iterator[None]:
    one = indicator(TWO)
    before = provide_indicators(lambda: {one.id: one})
    yield
    provide_indicators(before)


def standing(user: User) -> User:
    user.standing = standing_of(user, AT.date())
    return user


def put(by: User, unit: Unit, period: str, day: date, **parts: int) -> None:
    numbers = {name: Decimal(value) for name, value in parts.items()}
    value = NewValue(unit.pk, "share", period_of(period), numbers)
    write_values(by, [value], taken=Taken(ValueSource.ENTRY, "", day, AT))


def choose(
    by: User, unit: Unit | None, variant: str, since: date, reason: str = "Theo kế hoạch của tỉnh"
) -> tuple[str, ...]:
    return choose_variant(standing(by), indicators()["share"], unit, variant, since=since, reason=reason, at=AT)


def facts() -> dict[str, str]:
    return dict(Fact.objects.filter(superseded_by=None, year=2026).values_list("input", "value"))


def words(unit: Unit, period: str) -> tuple[str, str]:
    one = measured(["share"], [unit.pk], period_of(period))["share", unit.pk]
    return one.words, one.counts


def test_value_and_facts_follow_the_choice_and_earlier_periods_keep_theirs(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2025-12", date(2025, 12, 31), a=3, b=4, c=6)
    put(by, home, "2026-03", date(2026, 3, 31), a=3, b=4, c=6)
    assert facts() == {"reports_on_time": "3", "reports_due": "4"}
    assert choose(by, home, "of_c", date(2026, 1, 1)) == ()
    assert words(home, "2026") == ("50,00 %", "of_c")
    assert words(home, "2025-12") == ("75,00 %", "of_b")
    assert facts() == {"reports_on_time": "3", "reports_due": "6"}
    entry = AuditEntry.objects.get(act=AuditEntry.Act.INDICATOR_VARIANT)
    assert "tính theo “Trên tổng khác” từ 01/01/2026. Theo kế hoạch của tỉnh" in entry.note
    put(by, home, "2026-04", date(2026, 4, 30), a=1, b=4, c=2)
    assert facts() == {"reports_on_time": "4", "reports_due": "8"}, "later figures go on by the choice, too"


def test_a_choice_in_the_course_of_the_year_leaves_the_months_before(
    cast: dict[str, User], home: Unit, browser_of: Browser
) -> None:
    by = cast[Role.COORDINATOR]
    for month in (3, 7):
        put(by, home, f"2026-0{month}", date(2026, month, 28), a=3, b=4, c=6)
    choose(by, home, "of_c", date(2026, 7, 1))
    assert (words(home, "2026-03")[1], words(home, "2026-07")[1], words(home, "2026")[1]) == ("of_b", "of_c", "of_b")
    assert facts()["reports_due"] == "8", "the year began before the choice"
    page = browser_of(Role.COORDINATOR).get("/chi-tieu/share?dv=suoi-may&ky=2026").content.decode()
    periods = page.split("Giá trị theo kỳ</caption>")[1].split("</table>")[0]
    assert periods.index("75,00 %") < periods.index("50,00 %")


def test_the_provinces_choice_holds_where_a_unit_has_none(cast: dict[str, User], home: Unit) -> None:
    put(cast[Role.COORDINATOR], home, "2026-03", date(2026, 3, 31), a=3, b=4, c=6)
    choose(cast[Role.ADMIN], None, "of_c", date(2026, 1, 1))
    assert (words(home, "2026")[1], facts()["reports_due"]) == ("of_c", "6")
    choose(cast[Role.COORDINATOR], home, "of_b", date(2026, 1, 1), "Tỉnh giao riêng")
    assert (words(home, "2026")[1], facts()["reports_due"]) == ("of_b", "4")


def test_a_frozen_result_keeps_its_facts(cast: dict[str, User], home: Unit) -> None:
    by = cast[Role.COORDINATOR]
    put(by, home, "2026-03", date(2026, 3, 31), a=3, b=4, c=6)
    freeze(standing(cast[Role.ADMIN]), home, 2026, reason="Đã nộp", at=AT)
    assert choose(by, home, "of_c", date(2026, 1, 1)) == ("1 kết quả năm đã khóa giữ nguyên số cũ.",)
    assert facts()["reports_due"] == "4"


def test_who_may_choose_and_what_is_refused(cast: dict[str, User], home: Unit) -> None:
    with pytest.raises(PermissionDenied, match="Chỉ quản trị chọn cách tính chung"):
        choose(cast[Role.COORDINATOR], None, "of_c", date(2026, 1, 1))
    with pytest.raises(PermissionDenied, match="đầu mối"):
        choose(cast[Role.OFFICER], home, "of_c", date(2026, 1, 1))
    for variant, since, reason, told in (
        ("of_d", date(2026, 1, 1), "x", "không có cách tính đó"),
        ("of_c", date(2026, 1, 1), "  ", "Chưa ghi lý do"),
        ("of_c", date(2030, 1, 1), "x", "xa quá"),
        ("of_b", date(2026, 1, 1), "x", "đang dùng từ trước ngày đó"),
    ):
        with pytest.raises(NamroError, match=told):
            choose(cast[Role.COORDINATOR], home, variant, since, reason)
    assert not VariantChoice.objects.exists()


def test_the_page_chooses_and_says_what_counts_since_when(
    cast: dict[str, User], home: Unit, browser_of: Browser
) -> None:
    put(cast[Role.COORDINATOR], home, "2026-03", date(2026, 3, 31), a=3, b=4, c=6)
    client, address = browser_of(Role.COORDINATOR), "/chi-tieu/share/cach-tinh?dv=suoi-may"
    assert "Tính từ ngày" in client.get(address).content.decode()
    refused = client.post(address, {"variant": "of_c", "since": "31/02/2026", "reason": ""})
    assert refused.status_code == 400
    assert "Chưa ghi lý do" in refused.content.decode()
    page = client.post(address, {"variant": "of_c", "since": "01/01/2026", "reason": "KH 12/KH-UBND"}, follow=True)
    shown = page.content.decode()
    assert "cách đang tính" in shown
    assert "từ 01/01/2026" in shown
    assert "KH 12/KH-UBND" in client.get(address).content.decode()
    assert browser_of(Role.OFFICER).get(address).status_code == 403
    assert client.get("/chi-tieu/share/cach-tinh").status_code in (200, 403)
