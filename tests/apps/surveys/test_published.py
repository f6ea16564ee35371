"""Published results on the site: typed, by workbook, from a document; compared within a method; corrected, removed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from namro.apps.exchange.actions import import_file
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.surveys.models import Published
from namro.apps.surveys.published import figures_of, standing_results
from namro.core.base.clock import system_clock
from namro.demo.province import HOME

Browser = Callable[[str], Client]
LIST, NEW, LOAD = (reverse(f"satisfaction:{name}") for name in ("published", "published_new", "published_load"))
#: Five factors as a plan prints them.
DOCUMENT = """ỦY BAN NHÂN DÂN
XÃ SUỐI MÂY
Số: 12/KH-UBND
Suối Mây, ngày 29 tháng 9 năm 2022

KẾ HOẠCH
Cải thiện Chỉ số hài lòng của người dân đối với sự phục vụ của cơ quan hành chính năm 2022

II. NHIỆM VỤ
1. Chỉ số hài lòng về tiếp cận dịch vụ:
a) Mục tiêu: Chỉ số hài lòng về tiếp cận dịch vụ tăng ít nhất 2% so với năm 2021 (năm 2021 là 94%).
2. Chỉ số hài lòng về kết quả giải quyết TTHC:
a) Mục tiêu: Giữ vững hoặc nâng cao tỷ lệ hài lòng so với năm 2021 (năm 2021 là 93,8%).
"""


def typed(year: int, *rows: tuple[str, str, str], **changes: str) -> dict[str, Any]:
    """What the form sends."""
    sent: dict[str, Any] = {"year": year, "source": "Báo cáo 12/BC-SNV", "method": "sipas-2017", **changes}
    sent |= {"dong-TOTAL_FORMS": len(rows), "dong-INITIAL_FORMS": 0}
    for place, (name, value, n) in enumerate(rows):
        sent |= {f"dong-{place}-name": name, f"dong-{place}-value": value, f"dong-{place}-n": n}
    return sent


def workbook(
    *rows: tuple[Any, ...], heads: tuple[str, ...] = ("Năm", "Yếu tố", "Chỉ số (%)", "Số phiếu")
) -> SimpleUploadedFile:
    book, stream = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (heads, *rows):
        sheet.append(list(row))
    book.save(stream)
    return SimpleUploadedFile("sipas.xlsx", stream.getvalue())


def test_typed_corrected_and_taken_away(browser_of: Browser) -> None:
    browser = browser_of(Role.COORDINATOR)
    answer = browser.post(NEW, typed(2020, ("Tiếp cận dịch vụ", "92,5", "300"), ("Công chức", "", "")))
    assert answer.status_code == 302
    browser.post(NEW, typed(2021, ("Chỉ số hài lòng về tiếp cận dịch vụ", "94", "300")))
    page = browser.get(LIST).content.decode()
    assert "+1,5, chưa thể khẳng định tăng" in page
    assert "± 3,0, n = 300" in page

    browser.post(NEW, typed(2022, ("Tiếp cận dịch vụ", "82", ""), method="sipas-2022"))
    page = browser.get(LIST).content.decode()
    assert "không nối với năm trước" in page
    assert "không riêng người đã làm thủ tục" in page

    row = standing_results().get(year=2021)
    answer = browser.post(reverse("satisfaction:published_change", args=[row.code]),
                          typed(2021, ("Tiếp cận dịch vụ", "98", "300")))  # fmt: skip
    assert answer.status_code == 302
    now = standing_results().get(year=2021)
    old = Published.objects.get(pk=row.pk)
    assert old.replaced_by == now
    assert "Đã được thay" in browser.get(reverse("satisfaction:published_one", args=[old.code])).content.decode()
    assert "+5,5, tăng" in browser.get(LIST).content.decode()

    remove = reverse("satisfaction:published_remove", args=[now.code])
    browser.post(remove, {"ly-do": " "})
    assert standing_results().filter(pk=now.pk).exists()
    browser.post(remove, {"ly-do": "Nhập nhầm đơn vị"})
    assert not standing_results().filter(year=2021).exists()
    page = browser.get(reverse("satisfaction:published_one", args=[now.code])).content.decode()
    assert "Nhập nhầm đơn vị" in page
    acts = AuditEntry.objects.filter(act__startswith="published").values_list("act", flat=True)
    assert sorted(acts) == ["published_entered"] * 4 + ["published_removed"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (typed(2021, ("Tiếp cận", "101", "")), "Chỉ số từ 0 đến 100"),
        (typed(2021, ("Tiếp cận", "abc", "")), "không phải"),
        (typed(2021, ("", "90", "")), "Chưa ghi tên yếu tố"),
        (typed(2021, ("Tiếp cận", "", "30")), "Có số phiếu mà chưa có chỉ số"),
        (typed(2021, ("Tiếp cận", "90", ""), ("Tiếp cận dịch vụ", "91", "")), "đã có ở dòng trên"),
        (typed(2021), "chưa có yếu tố nào"),
        (typed(2099, ("Tiếp cận", "90", "")), "năm đo 2099 không dùng được"),
        (typed(2021, ("Tiếp cận", "90", ""), method="own"), "Cách đo khác cần bộ câu hỏi"),
    ],
)
def test_bad_input_is_answered_and_nothing_is_written(browser_of: Browser, sent: dict[str, Any], said: str) -> None:
    answer = browser_of(Role.COORDINATOR).post(NEW, sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Published.objects.exists()


def test_a_workbook_is_looked_at_then_written_and_comes_back_the_same(browser_of: Browser) -> None:
    browser = browser_of(Role.COORDINATOR)
    file = workbook(
        (2020, "Tiếp cận dịch vụ", 92.5, 300), (2021, "Tiếp cận dịch vụ", "94", None), (2021, "Công chức", "95,5", "")
    )
    sent = {"source": "Công văn 7/SNV", "method": "year"}
    page = browser.post(LOAD, {**sent, "file": file})
    assert not Published.objects.exists()
    browser.post(LOAD, {"doc": page.context["sealed"]})
    assert [row.year for row in standing_results().order_by("year")] == [2020, 2021]

    out = browser.get(reverse("satisfaction:published_download")).content
    sheet = load_workbook(BytesIO(out)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:4] == [2020, "Tiếp cận dịch vụ", 92.5, 300]
    again = browser.post(LOAD, {**sent, "file": SimpleUploadedFile("lai.xlsx", out)})
    assert all(one["replaces"] for one in again.context["years"])
    assert [one["rows"] for one in again.context["years"]] == [one["rows"] for one in page.context["years"]]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (workbook((2021, "Tiếp cận", 140, 1)), "dòng 2, trang “Sheet”: “Tiếp cận”: 140 nằm ngoài 0–100"),
        (workbook((2021, "Tiếp cận", "chín mươi", 1)), "dòng 2"),
        (workbook((1999, "Tiếp cận", 90, 1)), "không biết cách đo của năm 1999"),
        (workbook((2021, 90), heads=("Năm", "Gía trị")), "thiếu cột “Yếu tố”"),
        (SimpleUploadedFile("a.xlsx", b"khong phai Excel"), "Excel"),
    ],
)
def test_a_bad_workbook_says_where(browser_of: Browser, file: SimpleUploadedFile, said: str) -> None:
    file.seek(0)
    answer = browser_of(Role.COORDINATOR).post(LOAD, {"source": "Công văn 7", "method": "year", "file": file})
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_what_was_read_cannot_be_changed_on_the_way(browser_of: Browser) -> None:
    browser = browser_of(Role.COORDINATOR)
    assert browser.post(LOAD, {"doc": "gia-mao"}).status_code == 302
    assert not Published.objects.exists()


def test_a_document_is_offered_and_taken_over_once(browser_of: Browser, cast: dict[str, User], tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(DOCUMENT, "utf-8")
    document = import_file(cast[Role.COORDINATOR], path, at=system_clock()).document
    browser = browser_of(Role.COORDINATOR)
    assert document.code in browser.get(LIST).content.decode()
    address = f"{NEW}?van-ban={document.code}&nam=2021"
    page = browser.get(address).content.decode()
    assert 'value="93,8"' in page
    assert 'value="sipas-2017" selected' in page
    browser.post(
        address, typed(2021, ("Chỉ số hài lòng về tiếp cận dịch vụ", "94", ""), ("Kết quả giải quyết TTHC", "93,8", ""))
    )
    row = standing_results().get()
    assert (row.document, row.how) == (document.code, Published.How.DOCUMENT)
    assert document.code not in browser.get(LIST).content.decode()
    unit = Unit.objects.get(code=HOME).pk
    figures = figures_of([unit], [2021])[unit, 2021]
    assert [(one.factor, str(one.value)) for one in figures] == [("access", "94.000"), ("results", "93.800")]
    assert browser_of(Role.OFFICER).get(address).status_code == 403


def test_who_may(browser_of: Browser) -> None:
    sent = typed(2021, ("Tiếp cận", "90", ""))
    assert browser_of(Role.OFFICER).get(LIST).status_code == 200
    assert browser_of(Role.OFFICER).post(NEW, sent).status_code == 403
    browser_of(Role.COORDINATOR).post(NEW, sent)
    row = standing_results().get()
    for name in ("published_change", "published_remove"):
        address = reverse(f"satisfaction:{name}", args=[row.code])
        assert browser_of(Role.OFFICER).post(address, {"ly-do": "x"}).status_code == 403
    assert browser_of(Role.ENUMERATOR).get(reverse("satisfaction:published_one", args=[row.code])).status_code == 404
