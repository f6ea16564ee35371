"""What nobody in good faith sends to a register: keys of thousands of digits, formulas in cells."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.people.models import Role, User
from namro.apps.registers.models import RegisterRow, RegisterUpload
from namro.documents.workbooks.register_columns import KEY, SHEET
from tests.apps.registers.rows import INSPECTIONS, colleagues, home, inspected, inspection, register_of, spelt

Browsers = Callable[[str], Client]


def workbook(row: dict[str, str], key: str) -> SimpleUploadedFile:
    """One row of the register with a key."""
    content, register = BytesIO(), register_of(INSPECTIONS)
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, [KEY, *(column.title for column in register.columns)])
        sheet.write_row(1, 0, [key, *(row.get(column.code, "") for column in register.columns)])
    return SimpleUploadedFile("so.xlsx", content.getvalue())


@pytest.mark.parametrize("version", ["9" * 5000, "²", "-1", "٣"])
def test_a_version_that_is_none_is_an_older_one(cast: dict[str, User], browser_of: Browsers, version: str) -> None:
    person = colleagues(home())[0]
    row = inspected(cast[Role.OFFICER], person)
    sent = workbook(inspection(spelt(person), noi_dung="Nội dung khác"), f"{row.code}-{version}")
    answer = browser_of(Role.OFFICER).post(f"/so/{INSPECTIONS}/nhap?don-vi=suoi-may", {"file": sent})
    assert (answer.status_code, "đã được sửa sau khi tải tệp này" in answer.text) == (400, True)
    assert not RegisterUpload.objects.exists()


def test_a_cell_that_looks_like_a_formula_stays_text(cast: dict[str, User], browser_of: Browsers) -> None:
    sent = workbook(inspection(spelt(colleagues(home())[0]), noi_dung="=1+cmd|'/c calc'!A0"), "")
    client = browser_of(Role.OFFICER)
    kept = client.post(f"/so/{INSPECTIONS}/nhap?don-vi=suoi-may", {"file": sent})
    assert client.post(kept["Location"]).status_code == 302
    assert RegisterRow.objects.get().data["noi_dung"] == "=1+cmd|'/c calc'!A0"


@pytest.mark.parametrize(
    "place", ["2026-01-01.99999999999999999999999", "0001-01-01.0", "2026-01-01.²", "9999-12-31.1"]
)
@pytest.mark.parametrize("side", ["sau", "truoc"])
def test_a_place_that_no_list_has_is_answered(
    cast: dict[str, User], browser_of: Browsers, side: str, place: str
) -> None:
    inspected(cast[Role.OFFICER], colleagues(home())[0])
    client = browser_of(Role.OFFICER)
    for more in ("", "&c.ket_qua=Không có sai sót", "&c.hinh_thuc=Định kỳ theo kế hoạch"):
        assert client.get(f"/so/{INSPECTIONS}?don-vi=suoi-may&{side}={place}{more}").status_code == 200
