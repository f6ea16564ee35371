"""Pages of indicators: who sees what, entry by hand, files there and back, sums over units."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.files import safe
from namro.apps.indicators.models import IndicatorUpload, IndicatorValue, ValueSource
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.core.base.clock import system_clock
from namro.core.indicators.periods import period_of
from namro.demo.filling import fill_people
from tests.apps.conftest import PASSWORD

AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
ENTRY = "/chi-tieu/disbursement/ghi?dv=suoi-may&ky=2026-08"
Browser = Callable[[str], Client]


def put(by: User, unit: Unit, name: str, period: str, day: date, **parts: int) -> None:
    numbers = {part: Decimal(value) for part, value in parts.items()}
    write_values(
        by, [NewValue(unit.pk, name, period_of(period), numbers)], taken=Taken(ValueSource.ENTRY, "BC 5", day, AT)
    )


def typed(**more: str) -> dict[str, str]:
    return {"p_paid": "1.268,5", "p_plan": "2 000", "p_allocated": "", "as_of": "25/08/2026", "seen": "0", **more}


def test_figures_written_by_hand_stand_on_the_page(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    answer = client.post(ENTRY, typed(source="Kho bạc"), follow=True)
    page = answer.content.decode()
    assert "Đã ghi tháng 8/2026." in page
    assert "63,43 %" in page
    assert "1.268,5/2.000" in page
    assert "Kho bạc" in page
    assert "–" in page.split("Trên vốn đã phân bổ")[1][:600]  # nobody knows what was allocated: no value, no zero
    assert IndicatorValue.objects.get().parts == {"paid": "1268.5", "plan": "2000"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"p_paid": "một trăm"}, "không phải số. Viết dạng 1204"),
        ({"p_paid": "1.2.3"}, "không phải số"),
        ({"p_paid": "2.204"}, "Phần không thể lớn hơn tổng số"),
        ({"p_paid": "3000"}, "Phần không thể lớn hơn tổng số"),
        ({"as_of": "31/08/2099"}, "Ngày này chưa đến"),
        ({"as_of": "31/11/2026"}, "31/11"),
        ({"p_paid": "", "p_plan": ""}, "Ghi ít nhất một số"),
        ({"p_allocated": "9000"}, "Ghi giải thích"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(
    browser_of: Browser, home: Unit, more: dict[str, str], said: str
) -> None:
    answer = browser_of(Role.COORDINATOR).post(ENTRY, typed(**more))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'value="25/08/2026"' in answer.content.decode() or "as_of" in more
    assert not IndicatorValue.objects.exists()


def test_two_who_write_at_once(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    client.post(ENTRY, typed())
    answer = client.post(ENTRY, typed(p_paid="1500"))  # still says that nothing stood there
    assert answer.status_code == 409
    assert "Người khác vừa ghi kỳ này" in answer.content.decode()
    row = IndicatorValue.objects.get()
    assert f'value="{row.pk}"' in answer.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.APPRAISER, Role.COUNCIL, Role.WATCHER])
def test_only_the_coordinator_and_the_administrator_write(browser_of: Browser, home: Unit, role: str) -> None:
    client = browser_of(role)
    assert client.post(ENTRY, typed()).status_code == 403
    page = client.get("/chi-tieu/disbursement?dv=suoi-may").content.decode()
    assert "/ghi?" not in page
    assert browser_of(Role.ADMIN).post(ENTRY, typed()).status_code == 302


def test_other_units_are_not_there(browser_of: Browser, cast: dict[str, User], home: Unit) -> None:
    fill_people(PASSWORD, system_clock)
    client = browser_of(Role.ENUMERATOR)  # of a department
    for address in (ENTRY, "/chi-tieu/disbursement?dv=suoi-may", "/chi-tieu?dv=suoi-may", "/chi-tieu/tai.csv?dv=x"):
        assert client.get(address).status_code == 404
    assert "Chưa có đơn vị nào" in client.get("/chi-tieu").content.decode()


@pytest.mark.parametrize(
    "address",
    ["/chi-tieu/khong-co", "/chi-tieu/disbursement?ky=2026-99", "/chi-tieu/tai.pdf", "/chi-tieu/articles/ghi"],
)
def test_addresses_that_lead_nowhere(browser_of: Browser, home: Unit, address: str) -> None:
    assert browser_of(Role.COORDINATOR).get(address).status_code == 404


def test_the_list_says_value_target_milestone_and_source(
    browser_of: Browser, cast: dict[str, User], home: Unit
) -> None:
    put(cast[Role.COORDINATOR], home, "disbursement", "2026-08", date(2026, 8, 25), paid=58, plan=100, allocated=90)
    page = browser_of(Role.COORDINATOR).get("/chi-tieu?nam=2026&lv=public_finance").content.decode()
    for said in ("58,00 %", "58/100", "từ 100 % trở lên", "mốc 25/08", "BC 5, đến 25/08/2026", "Tháng 8/2026: 58,00 %"):
        assert said in page
    assert "chưa có số" in page
    assert "cách tính chưa chắc" in browser_of(Role.COORDINATOR).get("/chi-tieu").content.decode()


def test_91_of_the_next_100(browser_of: Browser, cast: dict[str, User], home: Unit) -> None:
    """Journey 11: 210 of 300, more than 75 % asked."""
    put(
        cast[Role.COORDINATOR], home, "online_payments", "2026-09", date(2026, 9, 14),
        paid_online=210, with_fee=300, zero_fee=0,
    )  # fmt: skip
    client = browser_of(Role.COORDINATOR)
    page = client.get("/chi-tieu/online_payments?ky=2026&them=100").content.decode()
    assert "210/300 = 70,00 %; cần 301/400, tức 91 trong 100 sắp tới" in page
    for odd in ("", "-5", "nhiều", "9" * 30, "²"):
        assert client.get("/chi-tieu/online_payments", {"ky": "2026", "them": odd}).status_code == 200
    assert "Cần bao nhiêu?" not in client.get("/chi-tieu/disbursement?ky=2026").content.decode()


@pytest.fixture
def two(cast: dict[str, User], home: Unit) -> tuple[Unit, Unit]:
    """Two communes with very different shares: 9/10 and 10/90."""
    other = Unit.objects.create(code="khe-moi")
    first = home.spans.get()
    first.pk, first.unit, first.name = None, other, "Xã Khe Mới"
    first.save()
    from namro.apps.people.queries.organisation import touch

    touch()
    put(cast[Role.COORDINATOR], home, "late_apologies", "2026-03", date(2026, 3, 14), apologised=9, late=10)
    put(cast[Role.COORDINATOR], other, "late_apologies", "2026-03", date(2026, 3, 14), apologised=10, late=90)
    return home, other


def test_the_upper_level_sees_the_sum_and_not_the_mean(browser_of: Browser, two: tuple[Unit, Unit]) -> None:
    page = browser_of(Role.COUNCIL).get("/chi-tieu/late_apologies?ky=2026").content.decode()
    assert "19,00 %" in page  # 19 of 100; the mean of 90 % and 11,11 % is 50,56 %
    assert "50,56" not in page
    assert "Xã Khe Mới" in page
    one = browser_of(Role.COUNCIL).get("/chi-tieu/late_apologies?ky=2026&dv=khe-moi").content.decode()
    assert "11,11 %" in one


def test_as_many_queries_for_many_values(browser_of: Browser, cast: dict[str, User], two: tuple[Unit, Unit]) -> None:
    client = browser_of(Role.COUNCIL)
    counts = []
    for month in (4, 10):
        with CaptureQueriesContext(connection) as seen:
            client.get("/chi-tieu/late_apologies?ky=2026")
            client.get("/chi-tieu?lv=procedures&nam=2026")
            client.get("/chi-tieu/late_apologies?ky=2026&dv=suoi-may")
        counts.append(len(seen))
        for unit in two:
            for number in range(month, month + 2):
                put(
                    cast[Role.COORDINATOR], unit, "late_apologies", f"2026-{number:02d}", date(2026, number, 14),
                    apologised=1, late=1,
                )  # fmt: skip
    assert counts[0] == counts[1] <= 30


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_what_is_downloaded_can_be_handed_in_again(browser_of: Browser, cast: dict[str, User], home: Unit) -> None:
    put(cast[Role.COORDINATOR], home, "disbursement", "2026-08", date(2026, 8, 25), paid=58, plan=100, allocated=90)
    client = browser_of(Role.COORDINATOR)
    file = client.get("/chi-tieu/disbursement/tai.xlsx?ky=2026").content
    sheet = load_workbook(BytesIO(file)).active
    assert [cell.value for cell in sheet[2]][:7:2] == ["suoi-may", "disbursement", "2026-08", "paid"]
    answer = client.post("/chi-tieu/nap", {"file": SimpleUploadedFile("chi-tieu.xlsx", file)}, follow=True)
    assert "Xem trước: chưa ghi gì" in answer.content.decode()
    code = IndicatorUpload.objects.get().code
    assert "đã có sẵn" in client.post(f"/chi-tieu/nap/{code}", follow=True).content.decode()
    assert IndicatorValue.objects.count() == 1


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    sheet.append(["Mã đơn vị", "Mã chỉ tiêu", "Kỳ", "Tính đến ngày", "Mã số liệu", "Giá trị", "Lý do đính chính"])
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("so.xlsx", stream.getvalue())


def test_a_file_is_shown_and_written_all_at_once(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    file = workbook(
        ("suoi-may", "disbursement", "2026-08", date(2026, 8, 25), "paid", 58.5),
        ("suoi-may", "disbursement", "2026-08", "25/08/2026", "plan", "100"),
        ("suoi-may", "late_apologies", "2026-03", date(2026, 3, 14), "late", 3),
        ("suoi-may", "late_apologies", "2026-03", date(2026, 3, 14), "apologised", ""),
    )
    page = client.post("/chi-tieu/nap", {"file": file}, follow=True).content.decode()
    assert "58,5" in page
    assert not IndicatorValue.objects.exists()
    client.post(f"/chi-tieu/nap/{IndicatorUpload.objects.get().code}")
    assert {row.indicator: row.parts for row in IndicatorValue.objects.all()} == {
        "disbursement": {"paid": "58.5", "plan": "100"},
        "late_apologies": {"late": "3"},
    }
    assert not IndicatorUpload.objects.exists()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.INDICATORS_WRITTEN).count() == 2  # one a day of figures


def test_every_fault_of_a_file_is_told_by_its_row_and_nothing_is_kept(browser_of: Browser, home: Unit) -> None:
    file = workbook(
        ("suoi-may", "disbursement", "2026-08", date(2026, 8, 25), "paid", "nhiều"),
        ("khong-co", "disbursement", "2026-08", date(2026, 8, 25), "paid", 5),
        ("suoi-may", "sai_ma", "2026-08", date(2026, 8, 25), "paid", 5),
        ("suoi-may", "disbursement", "2026-Q9", date(2026, 8, 25), "paid", 5),
        ("suoi-may", "disbursement", "2026-08", "31/11/2026", "paid", 5),
        ("suoi-may", "disbursement", "2026-08", date(2026, 8, 25), "chi", 5),
    )
    answer = browser_of(Role.COORDINATOR).post("/chi-tieu/nap", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 400
    for row, said in enumerate(
        ("không phải số", "không có đơn vị", "không phải mã chỉ tiêu", "2026-Q9", "31/11/2026", "không có số liệu"), 2
    ):
        assert f"dòng {row}" in page
        assert said in page
    assert not IndicatorUpload.objects.exists()


def test_what_does_not_hold_is_told_before_anything_is_kept(browser_of: Browser, home: Unit) -> None:
    file = workbook(
        ("suoi-may", "late_apologies", "2026-03", date(2026, 3, 14), "late", 3),
        ("suoi-may", "late_apologies", "2026-03", date(2026, 3, 14), "apologised", 4),
    )
    page = browser_of(Role.COORDINATOR).post("/chi-tieu/nap", {"file": file}).content.decode()
    assert "dòng 2" in page
    assert "Phần không thể lớn hơn tổng số" in page


def test_a_file_that_is_none(browser_of: Browser, home: Unit) -> None:
    client = browser_of(Role.COORDINATOR)
    for file in (SimpleUploadedFile("x.xlsx", b"hello"), SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), workbook()):
        answer = client.post("/chi-tieu/nap", {"file": file})
        assert (answer.status_code, IndicatorUpload.objects.count()) == (400, 0)


def test_the_template_has_a_row_for_every_figure_that_people_write(browser_of: Browser, home: Unit) -> None:
    book = load_workbook(BytesIO(browser_of(Role.COORDINATOR).get("/chi-tieu/nap/mau.xlsx").content))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {"suoi-may"}
    assert ("disbursement", "plan") in {(row[2], row[6]) for row in rows}
    assert "articles" not in {row[2] for row in rows}  # counted from the register


def test_a_cell_is_never_a_formula(browser_of: Browser, cast: dict[str, User], home: Unit) -> None:
    value = NewValue(home.pk, "late_apologies", period_of("2026-03"), {"late": Decimal(3)}, "", "=HYPERLINK(1)")
    write_values(cast[Role.COORDINATOR], [value], taken=Taken(ValueSource.ENTRY, "+cmd", date(2026, 3, 14), AT))
    (row,) = rows_of(browser_of(Role.COORDINATOR), "/chi-tieu/late_apologies/tai.csv?ky=2026")
    assert (row["Nguồn"], row["Giải thích"]) == ("'+cmd", "'=HYPERLINK(1)")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("-1+cmd|' /c calc'!A0", "'-1+cmd|' /c calc'!A0"),
        ("-@SUM(1)", "'-@SUM(1)"),
        ("=1", "'=1"),
        ("-5,25", "-5,25"),
        ("5", "5"),
        ("- ghi chú", "'- ghi chú"),
    ],
)
def test_a_cell_of_a_csv_is_never_a_formula(text: str, kept: str) -> None:
    assert safe(text) == kept
