"""The whole loop with three people and two sizes.

A document is read, corrected and decided on; its plan is given out and approved; the work is done with a photo from a
phone and accepted; the files of the plan then say what was set on the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.apps.library.sending import WRITTEN
from namro.apps.plans.models import Plan
from namro.documents import read_file
from tests.apps.plans.test_plan_files import plain
from tests.browser.conftest import log_in
from tests.browser.test_correct import save, walk_to
from tests.browser.test_every_page import check
from tests.browser.test_journey import import_sheet

#: Beside the journeys of the part that is being built: with the slow ones.
pytestmark = pytest.mark.slow

Open = Callable[..., Page]
Row = tuple[object, ...]

OFFICER, COORDINATOR, GROUP = "Lê Thu An", "Vũ Minh Khuê", "Trưởng thôn, tổ trưởng tổ dân phố"
#: Places in the table, from 0, of the tasks that the group owes.
OF_GROUP = (1, 4, 6)
FOR_ALL, FOR_GROUP = "18/12", "25/12"
REMEDIED = "Kế hoạch 5/KH-UBND đã ký số"
PHOTO = {"name": "bien-ban.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + b"photo" * 400}


def test_from_a_document_to_accepted_work_and_its_files(open_page: Open, tmp_path: Path) -> None:
    wrong: list[str] = []

    def look(page: Page, name: str, size: str = "desk") -> None:
        wrong.extend(f"{name}: {fault}" for fault in check(page, f"{size}-ca-vong-{name}", size))

    desk, leader, phone = open_page(), open_page(), open_page("phone")
    log_in(desk)
    read_it(desk)
    look(desk, "da-doc")
    correct_it(desk)
    look(desk, "da-xac-nhan")
    decide(desk)
    look(desk, "phieu")
    set_tasks = plan_it(desk)
    look(desk, "da-giao")
    approve(leader)
    look(leader, "da-duyet")
    hand_in(phone)
    look(phone, "da-nop", "phone")
    accept(desk)
    look(desk, "da-nhan")
    phone.goto("/viec?muc=done")
    expect(phone.locator("[data-item]")).to_have_count(1)
    look(phone, "da-xong", "phone")
    assert wrong == []
    for kind in WRITTEN:
        assert sorted(in_file(download(leader, kind, tmp_path))) == sorted(set_tasks)


def read_it(page: Page) -> None:
    """Upload; the preview begins with what contradicts itself, with the source beside it."""
    import_sheet(page)
    expect(page.get_by_role("status")).to_contain_text("Đã đọc xong")
    expect(page.locator("#can-xem .it").first).to_have_class("it e")
    expect(page.locator(".ln").first).to_be_in_viewport()


def correct_it(page: Page) -> None:
    """With the keyboard: correct one misread item, keep one contradiction, answer one question, confirm."""
    confirm = page.locator("form[action$='/xac-nhan'] button")
    expect(confirm).to_contain_text("còn 5 mâu thuẫn")
    walk_to(page, "Tiêu chí 1.3 in 1,00/1,00 rồi lại ghi 0,50/1,00")
    page.keyboard.press("s")
    expect(page.locator("[data-fix] :focus")).to_have_count(1)
    save(page, achieved="0,5")
    expect(page.locator("#tieu-chi .ri").filter(has_text="máy đọc là “1”")).to_have_count(1)
    again_to(page, "Mục 4.3.2 in 1,00/1,00")
    page.keyboard.press("x")
    expect(page.locator("#can-xem .it.i").filter(has_text="Mục 4.3.2 in 1,00/1,00")).to_have_count(1)
    again_to(page, "ngày này không có trong lịch")
    page.keyboard.press("Enter")
    expect(page.locator("#can-xem").get_by_text("ngày này không có trong lịch")).to_have_count(0)
    expect(confirm).not_to_contain_text("còn 5 mâu thuẫn")
    confirm.press("Enter")
    expect(page.locator(".locked")).to_contain_text(f"{COORDINATOR} xác nhận lúc")


def again_to(page: Page, text: str) -> None:
    """Walk from the top of the page to the item that says this."""
    page.goto(page.url.split("#")[0])
    walk_to(page, text)


def decide(page: Page) -> None:
    """On the sheet as printed the first lost point is said to be remedied."""
    page.get_by_role("link", name="Phiếu như in").click()
    loss = page.locator(".lo").first
    loss.get_by_role("link", name="Đổi").click()
    page.get_by_label("Đã khắc phục").check()
    page.get_by_label("Minh chứng", exact=True).fill(REMEDIED)
    page.get_by_label("Khắc phục xong ngày").fill("30/10/2026")
    page.get_by_role("button", name="Lưu").click()
    expect(loss).to_contain_text("xong ngày 30/10/2026")
    page.get_by_role("link", name="Những gì đã đọc").first.click()


def plan_it(page: Page) -> list[Row]:
    """Make the plan, give all to the officer, then some to a group with a helper; return the tasks as set."""
    page.get_by_role("button", name="Lập kế hoạch").click()
    page.wait_for_url("**/ke-hoach/*")
    rows = page.locator("[data-row]")
    expect(rows.filter(has_text=REMEDIED)).to_have_count(1)
    page.locator("[data-all]").check()
    fill(page, OFFICER, FOR_ALL)
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi cho {rows.count()} việc")
    for n in OF_GROUP:
        rows.nth(n).locator("input[name=task]").check()
    page.locator(".bulk summary", has_text="Phối hợp").click()
    page.locator(".bulk label.tick", has_text=COORDINATOR).first.check()
    fill(page, f"each: {GROUP}", FOR_GROUP)
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi cho {len(OF_GROUP)} việc")
    tasks = [as_set(n, *texts) for n, texts in enumerate(texts_of(page))]
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("status")).to_contain_text("Đã trình lãnh đạo")
    return tasks


def fill(page: Page, owner: str, day: str) -> None:
    """The bar over the table: who and by when for what is ticked."""
    kind, _colon, name = owner.rpartition(": ")
    options = page.locator("select[name=owner] option").filter(has_text=name)
    chosen = options.and_(page.locator(f"[value^='{kind or 'person'}:']")).get_attribute("value")
    page.locator("select[name=owner]").select_option(chosen)
    page.locator(".bulk summary", has_text="Hạn").click()
    page.locator("select[name=period]").select_option("once")
    page.locator("input[name=due]").fill(day)
    page.get_by_role("button", name="Áp dụng").click()


def texts_of(page: Page) -> list[list[str]]:
    """Task and product of every row of the table."""
    texts = "rows => rows.map(r => ['.c-text a', '.c-out .clip'].map(s => r.querySelector(s).textContent.trim()))"
    found: list[list[str]] = page.locator("[data-row]").evaluate_all(texts)
    return found


def as_set(place: int, text: str, product: str) -> Row:
    """A task as a file says it."""
    lead, helpers, day = (GROUP, (COORDINATOR,), FOR_GROUP) if place in OF_GROUP else (OFFICER, (), FOR_ALL)
    due = f"Chậm nhất ngày {day}/{Plan.objects.get().year}"
    return plain(text), (lead,), helpers, plain(due), plain(product.removeprefix("–"))


def approve(page: Page) -> None:
    log_in(page, "lanhdao")
    page.goto("/ke-hoach")
    page.locator(".docs a.m").first.click()
    page.get_by_role("button", name="Duyệt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã duyệt")


def hand_in(page: Page) -> None:
    """On a phone: the list of what I owe, the task, a photo, handed in."""
    log_in(page, "congchuc")
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    page.get_by_role("link", name="Nộp minh chứng").first.click()
    page.wait_for_url("**/viec/*")
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi")
    page.set_input_files("[name=anh]", PHOTO)
    expect(page.locator("[data-chosen] li")).to_have_count(1)
    page.get_by_role("button", name="Nộp việc").click()
    expect(page.get_by_role("status")).to_contain_text("Đã nộp. Chờ duyệt.")


def accept(page: Page) -> None:
    """At the desk: the work that waits, its photo, accepted."""
    page.goto("/viec")
    page.get_by_role("link", name="Duyệt").first.click()
    page.wait_for_url("**/viec/*")
    with page.expect_download() as photo:
        page.locator(".proofs a").click()
    assert photo.value.path().read_bytes() == PHOTO["buffer"]
    page.get_by_role("button", name="Duyệt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi: duyệt.")


def download(page: Page, kind: str, folder: Path) -> Path:
    page.goto("/ke-hoach")
    page.locator(".docs a.m").first.click()
    page.locator("summary", has_text="Xuất kế hoạch").click()
    with page.expect_download() as found:
        page.get_by_role("group", name="Mỗi việc năm dòng").get_by_role("link", name=f".{kind}").click()
    written = folder / found.value.suggested_filename
    found.value.save_as(written)
    assert written.suffix == f".{kind}"
    return written


def in_file(path: Path) -> list[Row]:
    tasks = [task for task in read_file(path).tasks if task.kind in {"row", "block"}]
    return [
        (plain(task.text), task.lead, task.collaborators, plain(task.due_text), plain(task.deliverable))
        for task in tasks
    ]
