"""Journeys 10 and 11 in a browser: what "+2 %" means, what falls below last year, how many of the next hundred."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import Role, User
from namro.apps.plans import actions
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.falling import find_after_facts
from namro.apps.plans.models import Plan
from namro.core.base.clock import system_clock
from namro.core.improvement.targets import Wish
from namro.demo.province import ACCOUNTS
from tests.apps.plans.aiming import target_of
from tests.apps.plans.giving_out import Cast, stand
from tests.apps.plans.test_targets import document_of, edition, facts, in_force
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

__all__ = ["edition"]  # the criteria set that is in force

Open = Callable[..., Page]


@pytest.fixture
def cast(site: str) -> Cast:
    """One account per role, standing where they do today."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return stand({str(one.role): users[one.username] for one in ACCOUNTS}, system_clock().date())


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan for satisfaction of the coordinator's commune."""
    coordinator = cast[Role.COORDINATOR]
    (unit,) = coordinator.standing.units()
    blank = blank_plan(unit, system_clock().year, today=system_clock().date(), kind="sipas")
    return actions.make_plan(coordinator, unit, blank, at=system_clock())[0]


@pytest.mark.parametrize("size", SIZES)
def test_two_percent_is_points_or_percent(open_page: Open, cast: Cast, tmp_path: Path, size: str) -> None:
    page, found = open_page(size), {}
    log_in(page)
    page.goto("/nhap-van-ban")
    page.set_input_files("[name=file]", document_of(tmp_path))
    page.get_by_role("button", name="Đọc văn bản").press("Enter")
    page.wait_for_url("**/nhap-van-ban/*")
    page.locator("form[action$='/lap-ke-hoach'] button").first.press("Enter")
    page.wait_for_url("**/ke-hoach/*")
    page.goto(f"{page.url}/chi-tieu")
    expect(page.locator("h1")).to_contain_text("4 chưa chọn cách hiểu")
    for value in ("96 %", "95,88 %", "93,4 %", "93,23 %", "97,5 %", "97,41 %", "100 %", "99,96 %"):
        expect(page.locator(".readings b", has_text=value).first).to_be_visible()
    found["chua-chon"] = check(page, f"{size}-hanh-trinh-10-chua-chon", size)
    page.locator(".readings button", has_text="95,88 %").press("Enter")
    expect(page.locator("h1")).to_contain_text("3 chưa chọn cách hiểu")
    page.get_by_role("button", name="Tất cả là điểm phần trăm").press("Enter")
    expect(page.locator("h1")).not_to_contain_text("chưa chọn")
    table = page.locator(".target-table")
    for value in ("95,88 %", "93,4 %", "97,5 %", "100 %"):
        expect(table).to_contain_text(value)
    found["da-chon"] = check(page, f"{size}-hanh-trinh-10-da-chon", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_below_last_year_and_the_next_hundred(open_page: Open, cast: Cast, plan: Plan, size: str) -> None:
    author, year, found = cast[Role.COORDINATOR], plan.year, {}
    actions.set_rule(author, plan, "Các tiêu chí khác phải bằng và cao hơn năm trước.", at=system_clock())
    target = target_of(cast, plan, name="Thanh toán trực tuyến", wish=Wish.LEVEL, op=">", amount=Decimal(75), base=None)
    plan = in_force(cast, plan)
    facts(author, plan.unit_id, year - 1, dossiers_due="400", dossiers_on_time="380", paid="50", payable="100")
    facts(author, plan.unit_id, year, dossiers_due="500", dossiers_on_time="471", paid="60", payable="100")
    find_after_facts()
    leader, officer = open_page(size), open_page(size)
    log_in(leader, "lanhdao")
    log_in(officer, "congchuc")
    leader.goto("/bang")
    expect(leader.locator("main")).to_contain_text("Đang thấp hơn năm trước")
    for words in ("94,2 %", "năm trước 95 %", author.full_name):
        expect(leader.locator("main")).to_contain_text(words)
    found["bang"] = check(leader, f"{size}-hanh-trinh-11-bang", size)
    officer.goto(f"/ke-hoach/{plan.code}/chi-tieu/{target.pk}")
    form = officer.locator("form[action$='/ket-qua']")
    typed = {"on": f"{system_clock():%d/%m/%Y}", "numerator": "210", "denominator": "300", "expected": "100"}
    for name, text in typed.items():
        form.locator(f"[name={name}]").fill(text)
    form.get_by_role("button", name="Ghi kết quả").press("Enter")
    expect(officer.locator("main")).to_contain_text("210/300 = 70,00 %; cần 301/400, tức 91 trong 100 sắp tới")
    found["91-trong-100"] = check(officer, f"{size}-hanh-trinh-11-91-trong-100", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
