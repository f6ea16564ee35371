"""The sheet as printed and what becomes of its lost points: with the keyboard alone, without script, in both sizes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.apps.conftest import SHEET
from tests.apps.exchange.deciding import WORDS
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_correct import FOCUSED, import_it, press, walk_to
from tests.browser.test_every_page import check

pytestmark = pytest.mark.slow

Open = Callable[..., Page]
SIGNED = "kế hoạch giám sát chưa ký số"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "phieu-suoi-may.txt"
    path.write_text(SHEET, "utf-8")
    return path


def open_sheet(page: Page, sheet: Path) -> str:
    """Import the sheet and go from what was read to the sheet as printed; return its address."""
    import_it(page, sheet)
    page.get_by_role("link", name="Phiếu như in").click()
    page.wait_for_url("**/phieu")
    return page.url


def open_form(page: Page, text: str = SIGNED) -> None:
    page.locator(".lo").filter(has_text=text).get_by_role("link", name="Đổi").click()
    page.locator(".decide").wait_for()


def fill(page: Page, proof: str, day: str) -> None:
    page.get_by_label("Đã khắc phục").check()
    page.get_by_label("Minh chứng", exact=True).fill(proof)
    page.get_by_label("Khắc phục xong ngày").fill(day)


def test_deciding_with_the_keyboard_alone(open_page: Open, sheet: Path) -> None:
    page = open_page()
    open_sheet(page, sheet)
    expect(page.locator("tr[data-mark=e]")).to_contain_text("lệch 0,50")
    walk_to(page, SIGNED)
    expect(page.locator(".g tr.on")).to_contain_text("Kiểm tra, giám sát")
    press(page, "s")
    page.wait_for_function(f"{FOCUSED}.name === 'huong'")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Minh chứng", exact=True)).to_be_visible()
    expect(page.get_by_label("Căn cứ đề nghị")).to_be_hidden()
    picture(page, "desk-quyet-dinh")
    page.keyboard.press("Tab")
    page.keyboard.type("Kế hoạch 5/KH-HĐND đã ký số")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("31/11/2025")
    press(page, "Enter")
    expect(page.locator(".decide .err")).to_contain_text("30/11/2025 và 01/12/2025")
    page.wait_for_function(f"{FOCUSED}.name === 'ngay'")
    page.keyboard.press("Control+a")
    page.keyboard.type("30/11/2025")
    press(page, "Enter")
    decided = page.locator(".lo").filter(has_text=SIGNED)
    expect(decided).to_contain_text("xong ngày 30/11/2025")
    expect(decided).to_contain_text("Kế hoạch 5/KH-HĐND đã ký số")
    picture(page, "desk-da-quyet-dinh")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kế hoạch .docx").press("Enter")
    plan = Document(BytesIO(Path(str(download.value.path())).read_bytes()))
    said = " ".join(cell.text for table in plan.tables for row in table.rows for cell in row.cells)
    assert "Nộp minh chứng đã khắc phục" in said
    press(page, "Control+z")
    expect(decided.locator(".st")).to_contain_text("Phải thực hiện")
    expect(decided).to_contain_text("Lịch sử, 2 lần")


@pytest.mark.parametrize("size", SIZES)
def test_without_script_everything_can_be_decided(open_page: Open, sheet: Path, size: str) -> None:
    page = open_page(size, java_script_enabled=False)
    open_sheet(page, sheet)
    page.get_by_role("link", name="Chỉ dòng lệch").click()
    expect(page.locator(".g tbody tr[id]")).to_have_count(1)
    open_form(page)
    fill(page, "", "5/3/2026")
    page.set_input_files("[name=tep]", {"name": "QD 12.pdf", "mimeType": "", "buffer": b"%PDF-1.7 signed"})
    page.get_by_role("button", name="Lưu").click()
    decided = page.locator(".lo").filter(has_text=SIGNED)
    with page.expect_download() as download:
        decided.get_by_role("link", name="QD 12.pdf").click()
    assert Path(str(download.value.path())).read_bytes() == b"%PDF-1.7 signed"
    expect(page.locator(".g tbody tr[id]")).to_have_count(1)
    open_form(page)
    page.get_by_label("Lâu dài hoặc ngoài thẩm quyền").check()
    page.get_by_label("Vì sao ngoài khả năng trong năm").fill("Chờ tỉnh cấp chữ ký số")
    page.get_by_role("button", name="Lưu").click()
    expect(decided).to_contain_text("Lý do: Chờ tỉnh cấp chữ ký số")
    decided.get_by_role("button", name="Hoàn tác").click()
    expect(decided).to_contain_text("xong ngày 05/03/2026")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_pages_of_a_decision_are_sound(open_page: Open, sheet: Path, size: str) -> None:
    page, other = open_page(size), open_page(size)
    address = open_sheet(page, sheet)
    log_in(other, "quantri")
    wrong = check(page, f"{size}-phieu-nho", size)
    for who in (page, other):
        who.goto(address)
        open_form(who)
    fill(page, "", "31/11/2025")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".decide .err")).to_have_count(2)
    wrong += check(page, f"{size}-phieu-tu-choi", size)
    fill(page, "Quyết định 12/QĐ-UBND", "30/11/2025")
    page.get_by_role("button", name="Lưu").click()
    page.locator(".acts-of summary").click()
    wrong += check(page, f"{size}-phieu-da-ghi", size)
    other.get_by_label("Đề nghị xem xét lại").check()
    other.get_by_label("Căn cứ đề nghị").fill("Điều 7 Nghị quyết 5/2020/QH14")
    wrong += check(other, f"{size}-phieu-can-cu", size)
    other.get_by_role("button", name="Lưu").click()
    expect(other.get_by_role("heading", name="Hai người quyết định một khoản")).to_be_visible()
    wrong += check(other, f"{size}-phieu-hai-quyet-dinh", size)
    other.get_by_role("button", name="Ghi của tôi").click()
    expect(other.locator(".lo").filter(has_text=SIGNED)).to_contain_text("Điều 7 Nghị quyết 5/2020/QH14")
    assert wrong == []


@pytest.mark.parametrize("size", SIZES)
def test_limitations_without_points_are_decided(open_page: Open, tmp_path: Path, size: str) -> None:
    path = tmp_path / "ke-hoach-suoi-may.txt"
    path.write_text(WORDS, "utf-8")
    page = open_page(size)
    import_it(page, path)
    page.get_by_role("link", name="Hướng xử lý hạn chế").click()
    wrong = check(page, f"{size}-han-che", size)
    open_form(page, "Chưa ký số")
    fill(page, "", "31/11/2025")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".decide .err")).to_have_count(2)
    wrong += check(page, f"{size}-han-che-tu-choi", size)
    fill(page, "Quyết định 12/QĐ-UBND", "30/11/2025")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".lo").filter(has_text="Chưa ký số")).to_contain_text("xong ngày 30/11/2025")
    wrong += check(page, f"{size}-han-che-da-ghi", size)
    assert wrong == []
