"""An appraiser in a browser: with the keyboard, in both sizes, without script; two people on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.assessments.models import Assessment, Line
from namro.apps.indicators.sets import provide, published
from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.core.assessment.opinions import Value, Verdict
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS
from tests.apps.appraisals.judging import in_appraisal
from tests.browser.conftest import log_in, picture
from tests.browser.test_every_page import check

pytestmark = pytest.mark.slow
Open = Callable[..., Page]


@pytest.fixture
def sheet(site: str) -> Iterator[Assessment]:
    """The commune's sheet in appraisal; domain 1 is the department's."""
    before = provide(published)
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    yield in_appraisal({account.role: users[account.username] for account in ACCOUNTS})
    provide(before)


def unit_page(sheet: Assessment) -> str:
    assert sheet.round is not None
    return f"/tham-dinh/{sheet.round.code}/don-vi/suoi-may"


def value(node: str) -> Decimal | None:
    line = Line.objects.get(node_id=node)
    return None if line.appraised_nano is None else Decimal(line.appraised_nano).scaleb(-9)


def appraiser(open_page: Open, sheet: Assessment, size: str = "desk", **options: bool) -> Page:
    page = open_page(size, **options)
    log_in(page, "thamdinh")
    page.goto(unit_page(sheet))
    return page


def test_lines_are_decided_with_keys_alone(open_page: Open, sheet: Assessment) -> None:
    page = appraiser(open_page, sheet)
    head = page.locator(".jp-head h2")
    expect(head).to_have_text("Xã Suối Mây · 1.1")
    page.keyboard.press("j")
    expect(head).to_have_text("Xã Suối Mây · 1.2")
    page.keyboard.press("ArrowUp")
    expect(head).to_have_text("Xã Suối Mây · 1.1")
    page.keyboard.press("c")  # accepted, and on to the next line that waits
    expect(head).to_have_text("Xã Suối Mây · 1.2")
    assert value("1.1") == 2
    page.keyboard.press("h")
    page.keyboard.press("3")
    expect(page.locator("#diem")).to_be_focused()
    expect(page.locator("#nguyen-nhan")).to_have_value("late")
    page.keyboard.type("3,25")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ghi lý do")
    expect(page.locator("#diem")).to_have_value("3,25")
    page.locator("#ly-do").fill("Quý III gửi ngày 05/10")
    page.keyboard.press("Escape")  # out of the field: letters are keys again
    picture(page, "tham-dinh-ha-diem")
    page.locator("#diem").press("Enter")
    expect(head).to_have_text("Xã Suối Mây · 1.3")
    assert value("1.2") == Decimal("3.25")
    page.keyboard.press("0")
    expect(page.locator("#ly-do")).to_be_focused()
    page.keyboard.type("Không có sáng kiến nào")
    page.locator("#nguyen-nhan").select_option("not_done")
    page.locator(".key[value=khong]").click()
    expect(page.locator(".jg-act .small")).to_contain_text("3 / 3")
    assert value("1.3") == 0


def test_keys_can_be_turned_off(open_page: Open, sheet: Assessment) -> None:
    page = appraiser(open_page, sheet)
    page.keyboard.press("?")
    page.get_by_label("Dùng phím một chữ").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.reload()
    expect(page.locator(".jg-act .small")).to_contain_text("0 / 3")
    assert value("1.1") is None


def test_two_people_on_one_line_see_both_words(open_page: Open, sheet: Assessment) -> None:
    page = appraiser(open_page, sheet)
    council = User.objects.get(username="hoidong")
    council.standing = standing_of(council, system_clock().date())
    line = Line.objects.get(node_id="1.1")
    verdict = Verdict(Value(Decimal(1)), "not_signed", "Chưa ký số")
    judge(council, [Judgement(line.pk, verdict, line.version)], at=system_clock())
    page.locator("#diem").fill("2,00")
    page.locator("#ly-do").fill("Đủ hồ sơ")
    page.locator(".key[value=chap-nhan]").click()
    expect(page.get_by_role("alert")).to_contain_text("Hội đồng thẩm định đã chốt")
    expect(page.locator(".jp-said")).to_contain_text("Chưa ký số")
    expect(page.get_by_role("alert")).to_contain_text("Ý kiến của tôi, chưa ghi: 2,00 Đủ hồ sơ")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_pages_are_sound(open_page: Open, sheet: Assessment, size: str) -> None:
    page = appraiser(open_page, sheet, size)
    base = unit_page(sheet).rsplit("/", 2)[0]
    wrong = {"unit": check(page, f"{size}-tham-dinh-don-vi", size)}
    for name, address in {
        "home": "/tham-dinh",
        "units": "/tham-dinh?xem=don-vi",
        "criterion": f"{base}/1.2",
        "line": f"{base}/1.2?don-vi=suoi-may",
        "many": f"{base}/chap-nhan?don-vi=suoi-may",
        "disputes": f"{base}/y-kien-khac-nhau",
    }.items():
        page.goto(address)
        wrong[name] = check(page, f"{size}-tham-dinh-{name}", size)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_without_script_links_and_buttons_do_the_same(open_page: Open, sheet: Assessment) -> None:
    page = appraiser(open_page, sheet, java_script_enabled=False)
    page.get_by_role("link", name="Báo cáo đúng hạn").click()
    page.locator("#diem").fill("3")
    page.locator("#nguyen-nhan").select_option("late")
    page.locator("#ly-do").fill("Trễ hai quý")
    page.locator("#diem").press("Enter")
    expect(page.get_by_text("Đã ghi ý kiến về Xã Suối Mây, tiêu chí 1.2.")).to_be_visible()
    assert value("1.2") == 3
