"""Journey 8 in a browser: 27 % inspected, disbursement below and above its milestones, three names of a group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import Group, Holding, OwnerKind, Owning, Role, Unit, User
from namro.apps.people.queries.organisation import touch
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.core.base.clock import system_clock
from namro.demo.province import ACCOUNTS, HOME
from tests.apps.plans.giving_out import Cast, give_out
from tests.apps.registers.rows import colleagues, home, inspected, spelt, today
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]


@pytest.fixture
def cast(site: str) -> Cast:
    """A commune of 22 people."""
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    kept = {one.pk for one in users.values()}
    leaving = [one.pk for one in colleagues(home()) if one.pk not in kept][22 - len(colleagues(home())) :]
    Holding.objects.filter(user__in=leaving).delete()
    touch()
    assert len(colleagues(home())) == 22
    return {str(one.role): users[one.username] for one in ACCOUNTS}


@pytest.mark.parametrize("size", SIZES)
def test_repeats_do_not_reach_thirty_percent(open_page: Open, cast: Cast, size: str) -> None:
    people, found = colleagues(home()), {}
    for person in (*people[:6], people[0]):
        inspected(cast[Role.COORDINATOR], person)
    page = open_page(size)
    log_in(page)

    def type_inspection(name: str) -> None:
        page.goto("/so")
        page.get_by_role("link", name="Ghi Sổ kiểm tra công tác cải cách hành chính").press("Enter")
        page.locator("[name='c.ngay_kiem_tra']").fill(f"{today():%d/%m/%Y}")
        page.locator("[name='c.nguoi']").fill(name)
        page.locator("[name='c.noi_dung']").fill("Giờ giấc, tiếp nhận hồ sơ")
        page.locator("[name='c.hinh_thuc']").select_option(label="Đột xuất")
        page.locator("[name='c.ket_qua']").select_option(label="Không có sai sót")
        page.get_by_role("button", name="Ghi", exact=True).press("Enter")
        page.goto(f"/so/kiem-tra?don-vi={HOME}")

    type_inspection(spelt(people[1]))
    figures = page.locator(".figures")
    expect(figures).to_contain_text("8 lượt")
    expect(figures).to_contain_text("27,27%")
    expect(figures).to_contain_text("6/22")
    expect(figures).to_contain_text("cần 30%, còn thiếu 1")
    found["27"] = check(page, f"{size}-hanh-trinh-8-so", size)
    type_inspection(spelt(people[6]))
    expect(figures).to_contain_text("7/22")
    expect(figures).not_to_contain_text("cần 30%")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_milestones_of_disbursement(open_page: Open, cast: Cast, size: str) -> None:
    page, found, year = open_page(size), {}, today().year - 1
    log_in(page)

    def type_figure(period: str, paid: str, day: str) -> None:
        page.goto(f"/chi-tieu/disbursement/ghi?dv={HOME}&ky={period}")
        for name, text in (("p_paid", paid), ("p_plan", "24 600"), ("as_of", day), ("source", "Kho bạc")):
            page.locator(f"[name={name}]").fill(text)
        page.locator("form[method=post] .btn.pri").last.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Đã ghi")

    type_figure(f"{year}-08", "14 268", f"25/08/{year}")
    red = page.locator(".chip.bad", has_text="25/08")
    expect(red.first).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"58,00 % (số đến 25/08/{year}), cần từ 60 % trở lên")
    found["do"] = check(page, f"{size}-hanh-trinh-8-giai-ngan-do", size)
    type_figure(f"{year}-11", "21 156", f"30/11/{year}")
    expect(page.locator(".chip.good", has_text="30/11").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("86,00 %")
    found["dat"] = check(page, f"{size}-hanh-trinh-8-giai-ngan-dat", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_nineteen_of_twenty_two_with_three_names(open_page: Open, cast: Cast, size: str) -> None:
    now = system_clock()
    unit, people, found = Unit.objects.get(code=HOME), colleagues(home()), {}
    group = Group.objects.create(unit=unit, name="Cán bộ, công chức xã")
    for held in Holding.objects.filter(user__in=people, until=None).select_related("position"):
        group.members.create(position=held.position, since=held.since)
    owner = Owning(OwnerKind.EACH, group.pk)
    (row,) = give_out(cast, [{"owner": owner, "due": today(), "text": "Đăng ký nêu gương"}], at=now)
    for user in people[:19]:
        user.standing = standing_of(user, today())
        actions.act(user, row, "submit", said="đã đăng ký", at=now)
    names = [user.full_name for user in people[19:]]
    page = open_page(size)
    log_in(page, "lanhdao")
    page.goto(f"/viec/{row.code}")
    page.get_by_role("button", name="Duyệt các sản phẩm đã chọn").press("Enter")
    expect(page.locator("main")).to_contain_text("19/22")
    for name in names:
        expect(page.locator("main")).to_contain_text(name)
    found["viec"] = check(page, f"{size}-hanh-trinh-8-nhom", size)
    page.goto("/bang")
    page.locator(".chat summary").first.press("Enter")
    text = page.locator("[data-chat]").first.input_value()
    assert "Đã có 19/22, còn thiếu 3:" in text
    assert [name for name in names if name not in text] == []
    found["bang"] = check(page, f"{size}-hanh-trinh-8-bang", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
