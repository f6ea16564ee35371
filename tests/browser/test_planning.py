"""A plan in a browser: its pages in both sizes and themes, and the way from a document to an approved plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.apps.exchange.actions import import_file
from namro.apps.exchange.corrected import reading_of
from namro.apps.people.models import OwnerKind, Owning, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Plan
from namro.apps.plans.queries import tasks_in
from namro.core.base.clock import system_clock
from namro.core.improvement import draft_plan, report
from namro.demo.samples import SHEET
from namro.documents import read_file
from tests.browser.conftest import SIZES, log_in
from tests.browser.test_every_page import check
from tests.browser.test_journey import import_sheet

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]


@pytest.fixture
def plan(site: str) -> Plan:
    """A plan from the shipped sheet, half given out."""
    now = system_clock()
    maker = coordinator()
    (unit,) = maker.standing.units()
    document = import_file(maker, SHEET, at=now).document
    reading = reading_of(document)
    lost_to = report(reading).by_cause
    plan, _fresh = actions.make_plan(maker, unit, draft_plan(reading), at=now, source=document.code, lost_to=lost_to)
    tasks = tasks_in(plan)
    values = {
        "owner": Owning(OwnerKind.PERSON, User.objects.get(username="congchuc").pk),
        "due": date(now.year, 12, 18),
        "helpers": {("user", maker.pk)},
    }
    actions.edit_tasks(maker, plan, [task.pk for task in tasks[::2]], edit=actions.Edit(values), at=now)
    return plan


def addresses(plan: Plan) -> dict[str, str]:
    """Every page of a plan by the name of its picture."""
    home = f"/ke-hoach/{plan.code}"
    task = tasks_in(plan)[0]
    return {
        "cac-ke-hoach": "/ke-hoach",
        "ke-hoach-trong": "/ke-hoach/moi",
        "ke-hoach": home,
        "chua-nguoi": f"{home}?loc=chua-nguoi&nguyen-nhan=no_proof",
        "khong-co": f"{home}?tim=khong-co-viec-nay",
        "viec": f"{home}/viec/{task.pk}",
        "viec-moi": f"{home}/viec-moi",
        "cac-ban": f"{home}/cac-ban",
        "phan-dau": f"{home}/phan-dau",
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_sound(open_page: Open, plan: Plan, size: str, theme: str) -> None:
    page = open_page(size, color_scheme=theme)
    log_in(page)
    found = {}
    for name, address in addresses(plan).items():
        page.goto(address)
        found[name] = check(page, f"{size}-{theme}-ke-hoach-{name}", size)
    page.goto(f"/ke-hoach/{plan.code}")
    for box in page.locator("input[name=task]").all()[:4]:
        box.check()
    found["da-chon"] = check(page, f"{size}-{theme}-ke-hoach-da-chon", size)
    page.locator(".bulk summary").nth(1).click()
    found["han"] = check(page, f"{size}-{theme}-ke-hoach-han", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_every_state_is_sound(open_page: Open, plan: Plan, size: str) -> None:
    """Windows that open, refusals, a conflict, the leader's view, versions: on the way of one plan."""
    page, leader = open_page(size), open_page(size)
    log_in(page)
    log_in(leader, "lanhdao")
    home = f"/ke-hoach/{plan.code}"
    found: dict[str, list[str]] = {}

    def look(name: str, shown: Page = page) -> None:
        found[name] = check(shown, f"{size}-ke-hoach-{name}", size)

    def opened(name: str, summary: str, shown: Page = page) -> None:
        shown.goto(home)
        shown.locator("summary", has_text=summary).click()
        look(name, shown)

    opened("xuat", "Xuất kế hoạch")
    opened("goi-y", "Văn bản ghi sẵn")
    opened("nguyen-nhan", "nguyên nhân khác")
    page.goto(home)
    page.locator("input[name=task]").nth(1).check()
    page.locator(".bulk summary", has_text="Phối hợp").click()
    look("phoi-hop")
    page.locator("input[name=helpers]").first.check()
    page.get_by_role("radio", name="Giữ nguyên").check()  # as without script: a helper is ticked, nothing is chosen
    page.get_by_role("button", name="Áp dụng").click()
    look("phoi-hop-hoi-lai")
    page.goto(home)
    page.locator("input[name=task]").nth(1).check()
    page.locator(".bulk summary", has_text="Hạn").click()
    page.locator("select[name=period]").select_option("quarterly")
    look("quy")
    page.locator("select[name=period]").select_option("once")
    page.locator("input[name=due]").fill("31/11")
    page.get_by_role("button", name="Áp dụng").click()
    look("31-11")
    page.goto(home)
    page.get_by_role("button", name="Trình lãnh đạo").click()
    look("can-sua")
    conflict(page, plan)
    look("xung-dot")
    page.get_by_role("button", name="Ghi của tôi").click()
    give_out(plan)
    page.goto(home)
    page.get_by_role("button", name="Trình lãnh đạo").click()
    opened("duyet", "Trả lại", leader)
    leader.get_by_role("button", name="Duyệt").click()
    look("da-duyet", leader)
    opened("dieu-chinh", "Điều chỉnh")
    page.fill("[name=reason]", "Chờ hướng dẫn của tỉnh")
    page.get_by_role("button", name="Mở điều chỉnh").click()
    page.goto(f"{home}/viec/{tasks_in(plan)[3].pk}")
    page.get_by_role("button", name="Bỏ khỏi kế hoạch").click()
    look("vua-bo")
    page.goto(f"{home}/cac-ban")
    page.locator("main summary").first.click()
    look("cac-ban")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def conflict(page: Page, plan: Plan) -> None:
    """Somebody else writes into the box that is being typed in."""
    task = tasks_in(plan)[1]
    page.goto(f"/ke-hoach/{plan.code}/viec/{task.pk}")
    edit = actions.Edit({"deliverable": "Báo cáo quý"})
    actions.edit_tasks(coordinator(), plan, [task.pk], edit=edit, at=system_clock())
    page.fill("[name=deliverable]", "Sổ theo dõi")
    page.get_by_role("button", name="Lưu").click()


def give_out(plan: Plan) -> None:
    """Every task gets an owner and a day; recurring ones would have no time left at the end of the year."""
    officer = User.objects.get(username="congchuc")
    owner = Owning(OwnerKind.PERSON, officer.pk)
    values = {"owner": owner, "due": date(plan.year, 12, 18), "rhythm": None}
    ids = [task.pk for task in tasks_in(plan)]
    actions.edit_tasks(coordinator(), plan, ids, edit=actions.Edit(values), at=system_clock())


def coordinator() -> User:
    """The commune's coordinator with what that person may do today."""
    user = User.objects.get(username="dieuphoi")
    user.standing = standing_of(user, system_clock().date())
    return user


def test_the_table_with_the_keyboard(open_page: Open, plan: Plan) -> None:
    page = open_page()
    log_in(page)
    page.goto(f"/ke-hoach/{plan.code}")
    boxes = page.locator("input[name=task]")
    expect(page.locator(".bulk")).to_be_hidden()
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.locator("[data-count]")).to_have_text("Đã chọn 3 việc")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "owner"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".bulk .pop-in").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".bulk .pop-in").first).to_be_hidden()


@pytest.mark.parametrize(
    "script", [pytest.param(True, id="script"), pytest.param(False, id="no script", marks=pytest.mark.slow)]
)
def test_from_a_document_to_an_approved_plan_in_a_file(open_page: Open, tmp_path: Path, script: bool) -> None:
    page = open_page(java_script_enabled=script)
    log_in(page)
    import_sheet(page)
    page.get_by_role("button", name="Lập kế hoạch").click()
    page.wait_for_url("**/ke-hoach/*")
    address = page.url
    rows = page.locator("input[name=task]").count()
    assert rows > 10
    for box in page.locator("input[name=task]").all():
        box.check()
    page.locator("select[name=owner]").select_option(label="Lê Thu An")
    page.locator(".bulk summary", has_text="Hạn").click()
    page.locator("select[name=period]").select_option("once")
    page.locator("input[name=due]").fill("31/11")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator("#w-due-error")).to_contain_text("Không có ngày 31/11")
    page.locator("button[name=chosen_day]").first.click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi cho {rows} việc")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("status")).to_contain_text("Đã trình lãnh đạo")
    leader = open_page(java_script_enabled=script)
    log_in(leader, "lanhdao")
    leader.goto(address)
    leader.get_by_role("button", name="Duyệt").click()
    expect(leader.get_by_role("status")).to_contain_text("Đã duyệt")
    leader.locator("summary", has_text="Xuất kế hoạch").click()
    with leader.expect_download() as download:
        leader.get_by_role("group", name="Mỗi việc năm dòng").get_by_role("link", name=".docx").click()
    written = tmp_path / "ke-hoach.docx"
    download.value.save_as(written)
    plan = Plan.objects.get()
    again = read_file(written)
    assert len(again.tasks) == rows
    assert {task.lead for task in again.tasks} == {("Lê Thu An",)}
    assert {task.due_text for task in again.tasks} == {f"Chậm nhất ngày 30/11/{plan.year}"}
