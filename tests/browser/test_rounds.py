"""A round in a browser: opened without script, followed; a commune alone with its workbook and its results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.actions.round_checks import NewRound
from namro.apps.assessments.actions.rounds import open_round
from namro.apps.assessments.models import Assessment, Extension, Line, Round
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.sets import provide, published
from namro.apps.people.models import Unit
from namro.core.assessment.stages import Stage
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_library
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check
from tests.browser.test_score_sheet import person

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
HOME = "/phieu/2026/suoi-may"


@pytest.fixture
def edition(site: str) -> Iterator[Edition]:
    """The model set of the year is published and in force."""
    before = provide(published)
    fill_library(system_clock)
    yield Edition.objects.get(edition="2026-08-31")
    provide(before)


def opened(edition: Edition, *, alone: bool) -> Round:
    """A round in self-scoring: of the commune alone, or of the province with all communes."""
    now = system_clock()
    unit = Unit.objects.get(code="suoi-may")
    if alone:
        open_sheet(person("dieuphoi"), unit, 2026, edition, at=now)
    units = (
        [unit.pk] if alone else list(Unit.objects.filter(spans__kind="commune", home=None).values_list("pk", flat=True))
    )
    new = NewRound(
        organiser=unit if alone else Unit.objects.get(code="tinh-van-son"),
        year=2026,
        title="Chỉ số cải cách hành chính năm 2026",
        edition=edition,
        measured_from=now.date() - timedelta(days=300),
        measured_to=now.date(),
        times={Stage.SCORING: (now - timedelta(days=9), now + timedelta(days=18))},
        pools={"Xã": [key for key in units if key != Unit.objects.get(code="may-ha").pk]},
        alone=alone,
    )
    return open_round(person("dieuphoi" if alone else "hoidong"), new, at=now).round


def test_a_round_is_opened_without_script(open_page: Open, edition: Edition) -> None:
    page = open_page(java_script_enabled=False)
    log_in(page, "hoidong")
    page.goto("/ky-danh-gia/moi?nam=2026")
    page.fill("[name=title]", "")
    page.get_by_role("button", name="Xem lại trước khi mở").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên kỳ đánh giá: Chưa ghi ô này.")
    page.fill("[name=title]", "Chỉ số năm 2026")
    page.get_by_role("button", name="Xem lại trước khi mở").click()
    expect(page.locator("h1")).to_have_text("Xem lại: chưa mở")
    page.get_by_role("button", name="Sửa lại").click()
    expect(page.locator("[name=title]")).to_have_value("Chỉ số năm 2026")
    page.get_by_role("button", name="Xem lại trước khi mở").click()
    page.get_by_role("button", name="Mở kỳ đánh giá").click()
    expect(page.locator("h1")).to_have_text("Chỉ số năm 2026")
    assert Round.objects.get().sheets.count() == 6


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_whoever_runs_a_round(open_page: Open, edition: Edition, size: str) -> None:
    page, wrong = open_page(size), []
    log_in(page, "hoidong")
    page.goto("/ky-danh-gia/moi?nam=2026")
    wrong += check(page, f"{size}-ky-moi", size)
    made = opened(edition, alone=False)
    for name, address in (("ky", ""), ("ky-ngay-gio", "/ngay-gio"), ("ky-don-vi", "/bai-trang")):
        page.goto(f"/ky-danh-gia/{made.code}{address}")
        wrong += check(page, f"{size}-{name}", size)
    page.fill("[name=until_day]", f"{system_clock() + timedelta(days=30):%d/%m/%Y}")
    page.fill("[name=reason]", "Xã bị ngập")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã gia hạn")
    assert Extension.objects.get().reason == "Xã bị ngập"
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_commune_alone(open_page: Open, edition: Edition, tmp_path: Path, size: str) -> None:
    made, page, wrong = opened(edition, alone=True), open_page(size), []
    log_in(page)
    page.goto(f"{HOME}/tep")
    wrong += check(page, f"{size}-tep", size)
    path = filled_offline(page, tmp_path)
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Xem những ô khác").click()
    wrong += check(page, f"{size}-so-offline", size)
    page.get_by_role("button", name="Ghi các ô đã đánh dấu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi 1 ô từ tệp.")
    assert str(Line.objects.get(node_id="1.1.1").claimed) == "0.500000000"
    with page.expect_download() as found:
        page.get_by_role("link", name="Gói nộp").click()
    assert found.value.suggested_filename == "goi-nop-2026-suoi-may.zip"
    hand_in(made.sheets.get())
    page.goto(f"{HOME}/ket-qua")
    wrong += check(page, f"{size}-ket-qua", size)
    page.locator('[name="p.1.1.1"]').fill("0,25")
    page.locator('[name="r.1.1.1"]').fill("Văn bản chưa ký số")
    page.locator('[name="p.1.1.1"]').press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã ghi kết quả của 1 mục.")
    assert Line.objects.get(node_id="1.1.1").final_cause == "not_signed"
    assert wrong == []


def filled_offline(page: Page, folder: Path) -> Path:
    """Download the workbook, type half a point into its first open cell, return where it lies."""
    with page.expect_download() as found:
        page.get_by_role("link", name="Tải phiếu .xlsx").click()
    path = folder / "phieu.xlsx"
    found.value.save_as(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "1.1.1")
    sheet[f"E{row}"].value = 0.5
    book.save(path)
    return path


def hand_in(sheet: Assessment) -> None:
    """Fill what is empty with all points and hand the sheet in."""
    now, coordinator = system_clock(), person("dieuphoi")
    leaves = tree_of(sheet.edition).leaves.items()
    typed = [(key, leaf.node.max) for key, leaf in leaves if leaf.source == "appraisal" and key != "1.1.1"]
    cells = [Cell(key, "points", str(most), 0) for key, most in typed if most]
    fill(coordinator, sheet, cells, at=now)
    for act, name in (("lay", "dieuphoi"), ("approve", "lanhdao"), ("submit", "dieuphoi")):
        sheet = move(person(name), sheet, act, at=now)
