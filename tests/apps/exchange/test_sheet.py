"""The sheet as printed: every figure beside what the others give, what is missing said in words, totals that add up."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.models import Role, User
from namro.core.base.clock import system_clock
from tests.apps.conftest import SHEET

Browsers = Callable[[str], Client]

#: A sheet in a table: cells without a number say why there is none.
TABLE = """# Phiếu chấm điểm cải cách hành chính năm 2025

| Mã | Tiêu chí | Điểm tối đa | Điểm đạt | Lý do |
|---|---|---|---|---|
| 1 | Chỉ đạo, điều hành | 8 | 3 | |
| 1.1 | Kế hoạch | 2 | chưa chấm | |
| 1.2 | Báo cáo | 1 | x | |
| 1.3 | Kiểm tra | 1 |  | |
| 1.4 | Tuyên truyền | ? | 1 | |
| 1.5 | Sáng kiến | 2 | 1 | chưa có sáng kiến |
| 1.6 | Đối thoại | 2 | 1 | chậm |
"""


def read(cast: dict[str, User], folder: Path, text: str, name: str = "phieu.txt") -> ImportedDocument:
    path = folder / name
    path.write_text(text, "utf-8")
    return import_file(cast[Role.COORDINATOR], path, at=system_clock()).document


def page_of(client: Client, document: ImportedDocument, query: str = "") -> str:
    return client.get(f"/nhap-van-ban/{document.code}/phieu{query}").content.decode()


def cells(page: str) -> dict[str, list[str]]:
    """The text of the cells of each row, by the printed number."""
    found = {}
    for row in re.findall(r"<tr class=\"[^\"]*\"[^>]* id=\"t\d+\">(.*?)</tr>", page):
        texts = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        found[texts[0]] = texts[1:]
    return found


@pytest.fixture
def table(cast: dict[str, User], tmp_path: Path) -> ImportedDocument:
    return read(cast, tmp_path, TABLE, "phieu.md")


class TestRows:
    def test_printed_and_computed_stand_beside_each_other(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        page = page_of(browser_of(Role.COORDINATOR), document)
        assert cells(page) == {
            "1": ["Công tác chỉ đạo, điều hành", "10,00", "8,50", "8,00", "lệch 0,50"],
            "1.1": ["Xây dựng kế hoạch", "2,00", "2,00", "", ""],
            "1.2": ["Báo cáo định kỳ", "6,00", "5,00", "5,00", ""],
            "1.3": ["Kiểm tra, giám sát", "2,00", "1,00", "1,00", ""],
        }
        assert "Mục 1 in 8,50/10,00, nhưng cộng 1.1–1.3 được 8,00/10,00" in page
        assert page.count("lệch 0,50</span>") == 2  # the row, and the total that its parts do not give

    def test_what_is_missing_is_said_and_never_a_zero(self, browser_of: Browsers, table: ImportedDocument) -> None:
        found = cells(page_of(browser_of(Role.COORDINATOR), table))
        assert [found[code][2] for code in ("1.1", "1.2", "1.3")] == ["chưa chấm", "không đọc được “x”", "chưa chấm"]
        assert found["1.4"][1:3] == ["không đọc được “?”", "1,00"]
        assert {found[code][4] for code in ("1.1", "1.2", "1.3")} == {"thiếu điểm"}
        assert "0,00" not in str(found)

    def test_only_a_deduction_is_no_score(self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path) -> None:
        text = SHEET.replace("đạt 1/2 điểm, trừ 1 điểm do kế hoạch", "trừ 1 điểm do kế hoạch")
        found = cells(page_of(browser_of(Role.COORDINATOR), read(cast, tmp_path, text)))
        assert found["1.3"][1:4] == ["thiếu", "không in", ""]

    def test_the_filter_leaves_rows_that_differ_and_what_they_are_part_of(
        self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path
    ) -> None:
        text = SHEET.replace("8,5/10 điểm\n1.1", "8/10 điểm\n1.1").replace("đạt 8,50/10", "đạt 8/10")
        text = text.replace("1.2. Báo cáo định kỳ: đạt 5/6 điểm, trừ 1", "1.2. Báo cáo định kỳ: đạt 5/6 điểm, trừ 0,5")
        document = read(cast, tmp_path, text)
        client = browser_of(Role.COORDINATOR)
        assert list(cells(page_of(client, document, "?loc=lech"))) == ["1", "1.2"]
        assert "Chỉ dòng lệch <b>1</b>" in page_of(client, document)

    def test_a_sheet_in_which_all_agrees_says_so(
        self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path
    ) -> None:
        text = SHEET.replace("8,5/10 điểm\n1.1", "8/10 điểm\n1.1").replace("đạt 8,50/10", "đạt 8/10")
        page = page_of(browser_of(Role.COORDINATOR), read(cast, tmp_path, text), "?loc=lech")
        assert "Không dòng nào lệch" in page
        assert "2,00 điểm mất, đúng bằng 10 − 8,00" in page

    def test_corrected_figures_count(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        posted = {"muc": "criterion:1", "version": 0, "f-achieved": "8"}
        client.post(f"/nhap-van-ban/{document.code}/sua", posted)
        assert cells(page_of(client, document))["1"] == ["Công tác chỉ đạo, điều hành", "10,00", "8,00", "8,00", ""]

    def test_a_document_without_a_sheet_says_so(
        self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path
    ) -> None:
        document = read(cast, tmp_path, SHEET.split("I. KẾT QUẢ")[0].replace("đạt 8,50/10 điểm", "đã cố gắng"))
        client = browser_of(Role.COORDINATOR)
        assert "Văn bản này không có phiếu điểm" in page_of(client, document)
        assert f"/{document.code}/phieu" not in client.get(f"/nhap-van-ban/{document.code}").content.decode()
        assert f"/{document.code}/phieu" not in client.get("/nhap-van-ban").content.decode()

    def test_reading_and_list_lead_to_it(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.LEADER)
        link = f'href="/nhap-van-ban/{document.code}/phieu"'
        assert link in client.get(f"/nhap-van-ban/{document.code}").content.decode()
        assert link in client.get("/nhap-van-ban").content.decode()


class TestTotals:
    def test_three_totals_and_why_they_differ(self, browser_of: Browsers, document: ImportedDocument) -> None:
        page = page_of(browser_of(Role.COORDINATOR), document)
        sums = page.split('<div class="sum">')[1].split("</section>")[0]
        assert re.findall(r"<dt>(.*?)</dt><dd><b>(.*?)</b>", sums) == [
            ("Tổng điểm in", "8,50"),
            ("Cộng 1 lĩnh vực", "8,50"),
            ("Tính từ các dòng con", "8,00"),
        ]
        assert "Tổng in cao hơn 0,50: các dòng ghi mất nhiều hơn tổng cho biết." in sums

    def test_lost_points_add_up_or_it_is_said(self, browser_of: Browsers, document: ImportedDocument) -> None:
        page = page_of(browser_of(Role.COORDINATOR), document)
        assert "2,00 điểm mất, nhưng theo tổng in thì mất 10 − 8,50 = 1,50: dư 0,50." in page
        assert "Nếu giấy tờ đủ" not in page  # 8,50 and the 2,00 would be more than the sheet's 10

    def test_less_than_the_total_says(self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path) -> None:
        text = SHEET.replace("đạt 8,50/10", "đạt 7/10")
        page = page_of(browser_of(Role.COORDINATOR), read(cast, tmp_path, text))
        assert "Tổng in thấp hơn 1,00: phần này không dòng nào ghi mất ở đâu" in page
        assert "Phiếu không ghi mất ở đâu" in page

    def test_a_total_without_its_maximum_is_out_of_the_fields(
        self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path
    ) -> None:
        text = SHEET.replace("8,5/10 điểm\n1.1", "8/10 điểm\n1.1").replace("đạt 8,50/10 điểm", "đạt 8,00 điểm")
        page = page_of(browser_of(Role.COORDINATOR), read(cast, tmp_path, text))
        assert "<h1>Phiếu 2025 như in: 8,00 / 10, mất 2,00</h1>" in page
        assert "2,00 điểm mất, đúng bằng 10 − 8,00." in page
        assert "8,00 công bố + 1,00 minh chứng + 1,00 chữ ký số = 10,00" in page
        assert "<dt>Tổng điểm in</dt><dd><b>8,00</b></dd>" in page

    def test_without_a_printed_total(self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path) -> None:
        text = SHEET.replace("Năm 2025 xã Suối Mây đạt 8,50/10 điểm Chỉ số cải cách hành chính.", "")
        page = page_of(browser_of(Role.COORDINATOR), read(cast, tmp_path, text))
        assert "Phiếu không in tổng điểm hoặc điểm tối đa nên chưa đối chiếu được." in page
        assert "Tổng điểm in" not in page
        assert "Cộng 1 lĩnh vực" in page
