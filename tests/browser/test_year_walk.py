"""A commune's year in the browser: cells by keyboard, proof, the workbook, the leader, the hand-in, the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, Attached, Line
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.sets import provide, published
from namro.apps.people.models import Unit
from namro.core.base.clock import system_clock
from namro.core.printed import Reading
from namro.core.scoring.numbers import plain
from namro.demo.filling import fill_library
from namro.documents import read_file
from tests.apps.assessments.sheets import in_round
from tests.browser.conftest import log_in
from tests.browser.test_every_page import check
from tests.browser.test_score_sheet import focused, person
from tests.documents.signatures.signing import BODY_BOX, body, draw, filled_in, leader, letter, sign, stamp, words

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
AT = "/phieu/2026/suoi-may"
#: Typed by keyboard, one below the other; the workbook brings the rest.
TYPED = {"1.1.1": "1", "1.1.2": "1,5", "1.2.1": "0.5", "1.2.2": "0,5"}


@pytest.fixture
def sheet(site: str) -> Iterator[Assessment]:
    """The commune's empty sheet of the model set, in a round that lasts seventeen more days."""
    before = provide(published)
    fill_library(system_clock)
    now = system_clock()
    edition = Edition.objects.get(edition="2026-08-31")
    sheet = open_sheet(person("dieuphoi"), Unit.objects.get(code="suoi-may"), 2026, edition, at=now)
    in_round({"council": person("hoidong")}, sheet, due=now + timedelta(days=17))
    yield sheet
    provide(before)


def test_from_the_first_cell_to_the_dossier(open_page: Open, sheet: Assessment, tmp_path: Path) -> None:
    desk, chair, wrong = open_page(), open_page(), list[str]()

    def look(page: Page, name: str) -> None:
        wrong.extend(f"{name}: {fault}" for fault in check(page, f"desk-ca-nam-{name}", "desk"))

    log_in(desk)
    log_in(chair, "lanhdao")
    type_cells(desk)
    look(desk, "go-o")
    attach_proof(desk, tmp_path)
    look(desk, "minh-chung")
    laid_too_early(desk)
    through_the_workbook(desk, sheet, tmp_path)
    look(desk, "sau-so-offline")
    press(desk, "Trình lãnh đạo")
    expect(desk.get_by_text("Phiếu đang chờ lãnh đạo duyệt").first).to_be_visible()
    chair.goto(f"{AT}/trinh-nop")
    look(chair, "cho-duyet")
    press(chair, "Duyệt")
    press(desk, "Nộp")
    expect(desk.get_by_text("Đã nộp").first).to_be_visible()
    locked(desk)
    look(desk, "da-khoa")
    report = dossier(desk, tmp_path)
    assert wrong == []
    sheet.refresh_from_db()
    assert (sheet.state, sheet.days_late, sheet.empty) == ("submitted", 0, 0)
    assert {row.id: row.achieved for row in report.criteria}["1.1.2"] == Decimal("1.5")


def type_cells(page: Page) -> None:
    """From the list of sheets to the first empty cell; values and Enter, nothing else."""
    page.goto("/phieu")
    first = page.locator(f'[name="p.{next(iter(TYPED))}"]')
    first.focus()
    for node, text in TYPED.items():
        assert focused(page) == f"p.{node}"
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator(".unsaved")).to_have_count(0)
        expect(page.locator("[data-panel] h2")).not_to_contain_text(f"{node} ")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")
    expect(page.locator('[name="p.1.1.2"]')).to_have_value("1,50")
    assert Line.objects.filter(node_id__in=TYPED, claimed_nano__isnull=False).count() == len(TYPED)


def attach_proof(page: Page, folder: Path) -> None:
    """A plan that leader and office signed, and one with a picture of a signature; the criteria tell them apart."""
    signed, bare = folder / "ke-hoach-da-ky.pdf", folder / "ke-hoach-anh-chu-ky.pdf"
    with ThreadPoolExecutor(1) as apart:  # signing starts a loop of its own, and the browser's runs in this thread
        signed.write_bytes(apart.submit(signed_by_both).result())
    bare.write_bytes(draw(letter(), words("Tran Van Khue", (420, 300)), stamp()))
    for node, path in (("1.1.1", signed), ("1.3.3", bare)):
        page.goto(f"{AT}/{node}")
        page.get_by_role("link", name="Gắn minh chứng, phân công").click()
        page.get_by_text("Tải tệp lên").click()
        page.locator("input[type=file]").set_input_files(path)
        page.locator("details[open] select[name=piece]").select_option("ke-hoach")
        page.get_by_role("button", name="Tải lên và gắn").click()
        expect(page.get_by_role("status")).to_contain_text("Đã gắn 1 minh chứng.")
    page.goto(f"{AT}/1.1.1")
    proof = page.locator("#minh-chung")
    expect(proof.locator(".pieces .pf")).to_contain_text("trễ hạn")  # signed well, and dated after 31 January
    expect(proof).not_to_contain_text("Chưa ký số")
    page.goto(f"{AT}/1.3.3")
    expect(proof.locator(".pieces .pf.un")).to_contain_text("chưa ký số")
    expect(proof).to_contain_text("Chưa ký số. Minh chứng này cần chữ ký số của lãnh đạo.")
    expect(page.locator(".suggested")).to_contain_text("Gợi ý từ minh chứng: 0,00")
    assert Attached.objects.filter(removed_at=None).count() == 2


def signed_by_both() -> bytes:
    """The leader signs, the clerk numbers and stamps, the office seals."""
    return sign(filled_in(sign(letter(), leader())), body(), box=BODY_BOX)


def laid_too_early(page: Page) -> None:
    """A sheet with empty rows is not laid; the page shows which."""
    page.goto(f"{AT}/trinh-nop")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    assert page.url.endswith("?loc=trong")
    expect(page.get_by_role("status").first).to_contain_text("Còn 60 tiêu chí trống")


def through_the_workbook(page: Page, sheet: Assessment, folder: Path) -> None:
    """Download, fill every cell that is empty, look at the differences, write them."""
    page.goto(AT)
    page.get_by_role("link", name="Tải, nạp tệp").click()
    with page.expect_download() as found:
        page.get_by_role("link", name="Tải phiếu .xlsx").click()
    path = folder / "phieu.xlsx"
    found.value.save_as(path)
    page.set_input_files("[name=file]", filled_in_workbook(path, sheet))
    page.get_by_role("button", name="Xem những ô khác").click()
    expect(page.locator("h1")).to_have_text("Xem trước: chưa ghi gì")
    rows = page.locator("table.diff tbody tr")
    count = rows.count()
    assert count == sum(leaf.source == "appraisal" for leaf in tree_of(sheet.edition).leaves.values()) - len(TYPED)
    assert Line.objects.filter(claimed_nano__isnull=False).count() == len(TYPED)
    page.get_by_role("button", name="Ghi các ô đã đánh dấu").click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi {count} ô từ tệp.")


def filled_in_workbook(path: Path, sheet: Assessment) -> Path:
    """Type all points into the cells of points that are still empty."""
    book = load_workbook(path)
    page = book.worksheets[0]
    open_rows = {
        key: leaf.node.max
        for key, leaf in tree_of(sheet.edition).leaves.items()
        if leaf.source == "appraisal" and key not in TYPED
    }
    for cells in page.iter_rows():
        most = open_rows.get(str(cells[0].value))
        if most is not None:
            page[f"E{cells[0].row}"].value = float(plain(most))
    book.save(path)
    return path


def press(page: Page, act: str) -> None:
    """Do the next step on the page of steps; the page says that it was done."""
    page.goto(f"{AT}/trinh-nop")
    page.get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"{act}: đã ghi nhận.")


def locked(page: Page) -> None:
    """No cell is open any more; the page says why, since when and who lifts it."""
    page.goto(AT)
    note = page.locator(".note", has_text="Phiếu đã nộp")
    expect(note).to_contain_text("từ")
    expect(note).to_contain_text("trả phiếu thì sửa được")
    expect(page.locator("input[name^='p.']")).to_have_count(0)
    page.goto(f"{AT}/phan-cong/1.1.1")
    expect(page.get_by_text("Tải tệp lên")).to_have_count(0)


def dossier(page: Page, folder: Path) -> Reading:
    """Download report and package; return what is read in the report."""
    page.goto(f"{AT}/tep")
    for name, link in (("bao-cao.docx", "docx"), ("goi.zip", "Gói nộp")):
        with page.expect_download() as found:
            page.get_by_role("link", name=link, exact=True).click()
        found.value.save_as(folder / name)
    names = ZipFile(folder / "goi.zip").namelist()
    assert sum(name.endswith(".pdf") for name in names) == 2
    return read_file(folder / "bao-cao.docx")
