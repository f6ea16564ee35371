"""Following the work in a browser: a photo from a phone, accepted at the desk; every page in both sizes and themes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from namro.apps.people.models import Group, OwnerKind, Owning, Role, User
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import give_out, owned_by, stand
from tests.browser.conftest import SIZES, log_in, picture
from tests.browser.test_every_page import check
from tests.browser.test_journey import no_sideways_scroll

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
PHOTO = b"\xff\xd8\xff\xe0" + b"photo" * 400
_NAMES = {Role.OFFICER: "congchuc", Role.COORDINATOR: "dieuphoi", Role.LEADER: "lanhdao"}


@pytest.fixture
def rows(site: str) -> list[Occurrence]:
    """Work of the officer: late, due soon, handed in, returned, asking, of a group."""
    now = system_clock()
    today, cast = now.date(), {role: User.objects.get(username=name) for role, name in _NAMES.items()}
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    held = officer.holdings.get(until=None)
    group = Group.objects.get(members__position=held.position_id)
    given = [{"owner": owned_by(officer), "due": today + timedelta(days=n)} for n in (-9, 3, 30, 30, 30)]
    given.append({"owner": Owning(OwnerKind.EACH, group.pk), "due": today - timedelta(days=2)})
    found = give_out(cast, given, at=now)
    stand(cast, today)
    actions.act(officer, found[2], "submit", said="đã gửi bản giấy", at=now)
    actions.act(officer, found[3], "submit", said="xong", at=now)
    actions.act(leader, found[3], "return", said="chưa ký số", at=now)
    actions.act(officer, found[4], "ask", said="xin thêm kinh phí", at=now)
    actions.act(officer, found[5], "submit", said="đã gửi", at=now)
    return found


def test_a_photo_from_a_phone_is_accepted_at_the_desk(open_page: Open, rows: list[Occurrence]) -> None:
    phone = open_page("phone")
    log_in(phone, "congchuc")
    phone.get_by_role("link", name="Nộp minh chứng").first.click()
    phone.wait_for_url("**/viec/*")
    photo = {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": PHOTO}
    phone.set_input_files("[name=anh]", photo)
    expect(phone.locator("[data-chosen] li")).to_have_count(1)
    picture(phone, "phone-viec-da-chon-anh")
    phone.get_by_role("button", name="Nộp việc").click()
    expect(phone.get_by_role("status")).to_contain_text("Đã nộp. Chờ duyệt.")
    expect(phone.locator(".proofs")).to_contain_text("image.jpg")
    desk = open_page("desk")
    log_in(desk, "lanhdao")
    desk.goto(f"/viec/{rows[0].code}")
    desk.get_by_role("button", name="Duyệt").click()
    expect(desk.get_by_role("status")).to_contain_text("Đã ghi: duyệt.")
    phone.goto("/viec?muc=done")
    expect(phone.locator("[data-item]")).to_have_count(1)


def test_several_files_gather_and_one_is_put_back(open_page: Open, rows: list[Occurrence]) -> None:
    page = open_page("desk")
    log_in(page, "congchuc")
    page.goto(f"/viec/{rows[1].code}")
    for name in ("mot.jpg", "hai.jpg", "ba.jpg"):
        page.set_input_files("[name=tep]", {"name": name, "mimeType": "image/jpeg", "buffer": PHOTO + name.encode()})
    expect(page.locator("[data-chosen] li")).to_have_count(3)
    page.locator("[data-chosen] button").nth(1).click()
    page.get_by_role("button", name="Chỉ lưu minh chứng").click()
    expect(page.locator(".proofs li")).to_have_count(2)


def test_the_whole_way_works_without_script(open_page: Open, rows: list[Occurrence], tmp_path: Path) -> None:
    page = open_page("phone", java_script_enabled=False)
    log_in(page, "congchuc")
    page.goto(f"/viec/{rows[1].code}")
    expect(page.locator("[name=anh]")).to_be_visible()
    page.set_input_files("[name=tep]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": PHOTO})
    page.get_by_role("button", name="Nộp việc").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã nộp")
    page.goto("/viec")
    page.locator(".chat summary").click()
    expect(page.locator("[data-chat]")).to_contain_text("/viec/")
    assert no_sideways_scroll(page)


def test_the_text_for_a_chat_is_copied(open_page: Open, rows: list[Occurrence]) -> None:
    page = open_page("desk", permissions=["clipboard-read", "clipboard-write"])
    log_in(page, "lanhdao")
    page.goto("/bang")
    page.locator(".chat summary").first.click()
    page.get_by_role("button", name="Chép").first.click()
    expect(page.get_by_role("button", name="Đã chép").first).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Lê Thu An:" in copied
    assert f"/viec/{rows[0].code}" in copied


def test_j_and_k_walk_and_enter_opens(open_page: Open, rows: list[Occurrence]) -> None:
    page = open_page("desk")
    log_in(page, "congchuc")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/viec/{rows[0].code}")


def test_a_refused_act_keeps_what_was_typed(open_page: Open, rows: list[Occurrence]) -> None:
    page = open_page("desk")
    log_in(page, "lanhdao")
    page.goto(f"/viec/{rows[2].code}")
    now = system_clock()
    other = stand({Role.COORDINATOR: User.objects.get(username="dieuphoi")}, now.date())[Role.COORDINATOR]
    actions.act(other, rows[2], "accept", at=now)
    page.get_by_label("Ý kiến", exact=True).fill("thiếu phụ lục 2")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.locator("main")).to_contain_text("thiếu phụ lục 2")
    picture(page, "desk-hai-nguoi-ghi")
    page.get_by_role("button", name="Vẫn ghi").click()  # what is closed cannot be returned; the words are kept
    expect(page.get_by_role("alert")).to_contain_text("thiếu phụ lục 2")


def test_the_sheet_for_monday_is_one_page(open_page: Open, rows: list[Occurrence]) -> None:
    now = system_clock()
    cast = {role: User.objects.get(username=name) for role, name in _NAMES.items()}
    long = "Tổ chức rà soát, lập danh mục, công khai và báo cáo kết quả thực hiện nhiệm vụ cải cách hành chính " * 3
    days = [now.date() + timedelta(days=n) for n in (*range(-20, -2), *range(10))]
    found = give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": day, "text": long} for day in days], at=now)
    for row in found[:9]:
        actions.act(cast[Role.OFFICER], row, "ask", said="xin ý kiến về kinh phí và nhân sự " * 12, at=now)
    page = open_page("desk")
    log_in(page, "lanhdao")
    page.goto("/bang/in")
    assert len(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize(("size", "script"), [("phone", False), ("desk", True)])
def test_more_time_is_asked_for_and_decided(open_page: Open, rows: list[Occurrence], size: str, script: bool) -> None:
    officer, leader = (open_page(size, java_script_enabled=script) for _ in range(2))
    log_in(officer, "congchuc")
    log_in(leader, "lanhdao")
    year, found = system_clock().year + 1, {}

    def look(name: str, page: Page) -> None:
        if script:
            found[name] = check(page, f"{size}-gia-han-{name}", size)

    officer.goto(f"/viec/{rows[0].code}")
    officer.locator("summary", has_text="Xin gia hạn").click()
    officer.get_by_label("Hạn mới").fill(f"31/11/{year}")
    officer.locator("#ly-do-han").fill("Chờ hướng dẫn")
    officer.get_by_label("Vì sao xin muộn").fill("Hướng dẫn vừa mới hẹn lại")
    officer.get_by_role("button", name="Gửi lãnh đạo").click()
    look("hoi-lai", officer)
    officer.get_by_role("button", name=f"01/12/{year}").click()
    expect(officer.locator("main")).to_contain_text("chờ lãnh đạo quyết định")
    look("cho", officer)
    leader.goto("/viec")
    leader.get_by_role("link", name="Quyết định gia hạn").click()
    look("quyet-dinh", leader)
    leader.locator("#ly-do-han").fill(" ")
    leader.get_by_role("button", name="Không đồng ý").click()
    expect(leader.get_by_role("alert")).to_contain_text("Chưa ghi lý do")
    leader.locator("#ly-do-han").fill("Hướng dẫn của tỉnh chậm thật")
    leader.get_by_role("button", name="Đồng ý gia hạn").click()
    expect(leader.locator("main")).to_contain_text("Gia hạn lần 1")
    look("da-gia-han", leader)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_pages_are_sound(open_page: Open, rows: list[Occurrence], size: str, theme: str) -> None:
    found = {}
    officer, leader = open_page(size, color_scheme=theme), open_page(size, color_scheme=theme)
    log_in(officer, "congchuc")
    log_in(leader, "lanhdao")
    pages = {
        "viec-cua-toi": (officer, "/viec"),
        "viec-mot-muc": (officer, "/viec?muc=late"),
        "viec-da-xong": (officer, "/viec?muc=done"),
        "viec": (officer, f"/viec/{rows[0].code}"),
        "viec-bi-tra-lai": (officer, f"/viec/{rows[3].code}"),
        "viec-cho-duyet": (leader, f"/viec/{rows[2].code}"),
        "viec-vuong-mac": (leader, f"/viec/{rows[4].code}"),
        "viec-cua-nhom": (leader, f"/viec/{rows[5].code}"),
        "cho-toi-duyet": (leader, "/viec"),
        "bang": (leader, "/bang"),
        "bang-in": (leader, "/bang/in"),
        "bang-khong-co": (officer, "/bang"),
    }
    for name, (page, address) in pages.items():
        page.goto(address)
        found[name] = check(page, f"{size}-{theme}-{name}", size)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
