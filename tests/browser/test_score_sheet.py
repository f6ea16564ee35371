"""A sheet in a browser: with the keyboard, by two people at once, without a connection, without script, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, Line
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.sets import provide, published
from namro.apps.people.models import OwnerKind, Owning, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_library
from tests.apps.assessments.sheets import in_round
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_every_page import check

#: The whole loop and the year's walk stay with the quick tests; these are looked at with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
HOME = "/phieu/{year}/suoi-may"


@pytest.fixture
def sheet(site: str) -> Iterator[Assessment]:
    """The commune's sheet of the model set, some cells filled, one above its maximum, one row of the officer's."""
    before = provide(published)
    fill_library(system_clock)
    now = system_clock()
    coordinator, officer = person("dieuphoi"), person("congchuc")
    edition = Edition.objects.get(edition="2026-08-31")
    sheet = open_sheet(coordinator, Unit.objects.get(code="suoi-may"), 2026, edition, at=now)
    in_round({"council": officer}, sheet, due=now + timedelta(days=17))
    row = sheet.assignments.get(node_id="1.1.2")
    row.give(Owning(OwnerKind.PERSON, officer.pk))
    row.save()
    cells = [Cell("1.1.1", "points", "0,5", 0), Cell("1.6.2", "points", "7", 0)]
    fill(coordinator, sheet, cells, at=now)
    yield sheet
    provide(before)


def person(name: str) -> User:
    """Somebody with the standing of today."""
    user = User.objects.get(username=name)
    user.standing = standing_of(user, system_clock().date())
    return user


def home(sheet: Assessment) -> str:
    return HOME.format(year=sheet.year)


def cell(page: Page, node: str) -> str:
    return page.locator(f'[name="p.{node}"]').input_value()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_sound(open_page: Open, sheet: Assessment, size: str, theme: str) -> None:
    page = open_page(size, color_scheme=theme)
    log_in(page)
    found = {}
    addresses = {
        "bang": home(sheet), "trong": f"{home(sheet)}?loc=trong", "co-loi": f"{home(sheet)}?loc=co-loi",
        "khong-co": f"{home(sheet)}?loc=chua-ky", "tieu-chi": f"{home(sheet)}/1.6.2",
        "buoc": f"{home(sheet)}/trinh-nop",
        "cac-phieu": "/phieu?tat-ca=1", "mo": "/phieu/2027/suoi-may/mo",
    }  # fmt: skip
    for name, address in addresses.items():
        page.goto(address)
        if name == "bang" and size == "desk":
            expect(page.locator("[data-panel]")).to_be_visible()
        found[name] = check(page, f"{size}-{theme}-cham-diem-{name}", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_sheet_is_filled_with_the_keyboard(open_page: Open, sheet: Assessment) -> None:
    page = open_page()
    log_in(page)
    page.goto(home(sheet))
    page.locator('[name="p.1.1.1"]').focus()
    assert page.locator("[data-cell][tabindex='0']").count() == 1
    page.keyboard.press("ArrowDown")
    assert focused(page) == "p.1.1.2"
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    assert focused(page) == "p.1.2.1"
    page.keyboard.type("0,5")
    page.keyboard.press("Shift+Enter")
    assert focused(page) == "p.1.1.2"
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")
    expect(page.locator('[name="p.1.1.2"]')).to_have_value("1,50")
    expect(page.locator("#r-1\\.1 [data-points]")).to_have_text("2,00")
    page.keyboard.press("F2")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert cell(page, "1.1.2") == "1,"
    page.keyboard.press("Escape")
    assert cell(page, "1.1.2") == "1,50"
    page.keyboard.press("Alt+ArrowDown")
    assert focused(page).startswith("p.2.")
    page.keyboard.press("Alt+ArrowUp")
    assert focused(page) == "p.1.1.1"
    page.keyboard.press("?")
    expect(page.locator("[data-keys-box]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_contain_text("1.1.1")
    page.keyboard.press("g")
    page.keyboard.type("Kế hoạch ban hành ngày 12/01")
    page.keyboard.press("Escape")
    assert focused(page) == "p.1.1.1"
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.hasAttribute('data-proof-link')")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu")
    page.wait_for_timeout(300)
    assert Line.objects.get(node_id="1.1.1").explanation == "Kế hoạch ban hành ngày 12/01"
    assert Line.objects.get(node_id="1.1.2").claimed_nano == 1_500_000_000


def test_a_value_above_the_maximum_is_told_with_its_cure(open_page: Open, sheet: Assessment) -> None:
    page = open_page()
    log_in(page)
    page.goto(home(sheet))
    row = page.locator("#r-1\\.6\\.2")
    expect(row).to_contain_text("Vượt tối đa 0,50")
    picture(page, "cham-diem-vuot-toi-da")
    row.get_by_role("button", name="Dùng 0,50").click()
    expect(row.locator("[data-fault]")).to_be_empty()
    expect(page.locator('[data-filter="co-loi"] b')).to_have_text("0")
    page.keyboard.type("chín")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("không phải số điểm")
    assert cell(page, "1.6.2") == "chín"
    assert Line.objects.get(node_id="1.6.2").claimed_nano == 500_000_000


@pytest.mark.parametrize("mine", [True, False], ids=["mine", "theirs"])
def test_two_browsers_on_one_cell(open_page: Open, sheet: Assessment, mine: bool) -> None:
    page, other = open_page(), open_page()
    log_in(page)
    log_in(other, "congchuc")
    page.goto(home(sheet))
    other.goto(home(sheet))
    other.fill('[name="p.1.1.2"]', "1")
    other.keyboard.press("Enter")
    expect(other.locator("[data-status]")).to_contain_text("Đã lưu")
    page.fill('[name="p.1.1.2"]', "2")
    page.keyboard.press("Enter")
    clash = page.locator(".clash")
    expect(clash).to_contain_text("Lê Thu An")
    picture(page, "cham-diem-hai-nguoi")
    clash.get_by_role("button", name="Ghi của tôi" if mine else "Giữ").click()
    expect(clash).to_have_count(0)
    expect(page.locator('[name="p.1.1.2"]')).to_have_value("2,00" if mine else "1,00")
    expect(page.locator("#r-1\\.1 [data-points]")).to_have_text("2,50" if mine else "1,50")
    page.wait_for_timeout(300)
    assert Line.objects.get(node_id="1.1.2").claimed_nano == (2 if mine else 1) * 10**9


def test_without_a_connection_cells_wait_and_are_sent_later(open_page: Open, sheet: Assessment) -> None:
    page = open_page()
    log_in(page)
    page.goto(home(sheet))
    status = page.locator("[data-status]")
    page.evaluate(
        "() => { window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('offline')); }"
    )
    page.fill('[name="p.1.2.1"]', "0,5")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("chưa lưu 1 ô")
    page.fill('[name="p.1.3.1"]', "1")
    page.keyboard.press("Enter")
    expect(status).to_contain_text("chưa lưu 2 ô")
    assert not Line.objects.filter(node_id__in=["1.2.1", "1.3.1"]).exists()
    page.evaluate("() => { window.fetch = window.kept; window.dispatchEvent(new Event('online')); }")
    expect(status).to_contain_text("Đã lưu")
    assert set(Line.objects.values_list("node_id", flat=True)) >= {"1.2.1", "1.3.1"}


@pytest.mark.parametrize("size", SIZES)
def test_the_same_without_script(open_page: Open, sheet: Assessment, size: str) -> None:
    page = open_page(size, java_script_enabled=False)
    log_in(page)
    page.goto(f"{home(sheet)}?loc=trong")
    page.fill('[name="p.1.2.1"]', "0.5")
    page.fill('[name="p.1.3.1"]', "9")
    page.get_by_role("button", name="Lưu các ô đã sửa").first.click()
    assert page.url.endswith("?loc=trong")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    page.get_by_role("link", name="Có lỗi").click()
    page.locator("#r-1\\.3\\.1").get_by_role("button", name="Dùng").click()
    page.goto(f"{home(sheet)}/1.3.1")
    page.get_by_label("Không áp dụng với đơn vị").check()
    page.get_by_label("Lý do không áp dụng").fill("Không có bộ phận")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đơn vị ghi không áp dụng: Không có bộ phận")).to_be_visible()
    assert Line.objects.get(node_id="1.3.1").not_applicable
    assert Line.objects.get(node_id="1.2.1").claimed_nano == 500_000_000


def test_on_paper_it_is_three_pages_at_most(open_page: Open, sheet: Assessment) -> None:
    page = open_page()
    log_in(page)
    page.goto(home(sheet))
    printed = page.pdf(prefer_css_page_size=True)
    assert 2 <= printed.count(b"/Type /Page\n") <= 3
