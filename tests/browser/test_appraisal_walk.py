"""One commune through all stages of a round, four people at their screens: from the hand-in to next year's plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from namro.apps.assessments.models import Round
from namro.apps.people.models import User
from namro.demo.province import ACCOUNTS
from tests.apps.assessments.sheets import edition_in_force
from tests.apps.assessments.story import Story
from tests.browser.conftest import log_in
from tests.browser.test_every_page import check
from tests.browser.test_year_walk import signed_by_both
from tests.browser.walking import BEGIN, round_before_hand_in

Open = Callable[..., Page]
AT = "/phieu/2026/suoi-may"
in_force = pytest.fixture(autouse=True)(edition_in_force)


@dataclass
class Walk:
    """The four screens, and the faults that were found on the way."""

    story: Story
    code: str
    folder: Path
    desk: Page
    chair: Page
    judge: Page
    council: Page
    wrong: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        self.wrong.extend(f"{name}: {fault}" for fault in check(page, f"desk-tham-dinh-vong-{name}", "desk"))

    @property
    def round(self) -> str:
        return f"/ky-danh-gia/{self.code}"


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch, BEGIN)


@pytest.fixture
def made(story: Story, site: str) -> Round:
    users = User.objects.in_bulk([account.username for account in ACCOUNTS], field_name="username")
    return round_before_hand_in({account.role: users[account.username] for account in ACCOUNTS})


@pytest.fixture
def walk(open_page: Open, made: Round, story: Story, tmp_path: Path) -> Iterator[Walk]:
    pages = {name: open_page() for name in ("dieuphoi", "lanhdao", "thamdinh", "hoidong")}
    for name, page in pages.items():
        log_in(page, name)
    yield Walk(story, made.code, tmp_path, *pages.values())


def test_one_commune_through_all_stages(walk: Walk) -> None:
    hand_in(walk)
    walk.story.on(21, 10, 9)
    begin(walk)
    walk.story.on(28, 10, 9)
    appraise(walk)
    walk.story.on(18, 11, 8)
    council_sits(walk)
    walk.story.on(23, 11, 9)
    explanation_opens(walk)
    walk.story.on(2, 12, 9)
    too_late_without_more_time(walk)
    explain_two(walk)
    walk.story.on(7, 12, 9)
    appraise_again(walk)
    everything_is_sealed(walk)
    walk.story.on(14, 12, 9)
    publish(walk)
    everybody_reads(walk)
    walk.story.on(16, 12, 9)
    correct(walk)
    plan_next_year(walk)
    assert walk.wrong == []


def hand_in(walk: Walk) -> None:
    for page, act in ((walk.desk, "Trình lãnh đạo"), (walk.chair, "Duyệt"), (walk.desk, "Nộp")):
        page.goto(f"{AT}/trinh-nop")
        page.get_by_role("button", name=act, exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(f"{act}: đã ghi nhận.")


def begin(walk: Walk) -> None:
    step(walk, "Bắt đầu thẩm định")
    walk.look(walk.council, "ca-ky")
    walk.judge.goto("/viec")
    walk.look(walk.judge, "viec-tham-dinh")


def step(walk: Walk, words: str) -> None:
    """A step for all three communes, from the page of the round."""
    page = walk.council
    page.goto(walk.round)
    page.get_by_role("link", name="Chuyển bước cả kỳ").click()
    page.get_by_role("link", name=words).click()
    page.get_by_role("button", name=f"{words}: 3 đơn vị").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chuyển 3 đơn vị.")


def appraise(walk: Walk) -> None:
    page = walk.judge
    page.goto("/tham-dinh")
    walk.look(page, "cua-so")
    page.get_by_role("link", name="1.1 Ban hành kế hoạch").click()
    head = page.locator(".jp-head h2")
    expect(head).to_contain_text("Xã Đồng Sương")
    page.wait_for_load_state()  # the keys are there when the script is
    page.keyboard.press("c")
    expect(head).to_contain_text("Xã Khe Ngân")
    page.keyboard.press("c")
    expect(head).to_contain_text("Xã Suối Mây")
    page.keyboard.press("h")
    page.keyboard.press("2")
    expect(page.locator("#nguyen-nhan")).to_have_value("not_signed")
    page.keyboard.type("1,5")
    page.locator("#ly-do").fill("Kế hoạch chưa có chữ ký số của lãnh đạo")
    walk.look(page, "ha-diem")
    page.locator("#diem").press("Enter")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("3 / 3")
    page.get_by_role("link", name="Tiêu chí sau").click()
    expect(page.locator("h1")).to_contain_text("1.2")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(head).to_contain_text("Xã Suối Mây")
    page.keyboard.press("h")
    page.keyboard.press("3")
    page.keyboard.type("3")
    page.locator("#ly-do").fill("Báo cáo quý III gửi ngày 05/10, hạn 01/10")
    page.locator("#diem").press("Enter")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("1 / 3")
    page.goto(f"/tham-dinh/{walk.code}/1.3?don-vi=suoi-may")
    expect(head).to_contain_text("Xã Suối Mây")
    page.keyboard.press("y")
    page.keyboard.type("Sáng kiến của năm trước, có tính không?")
    page.keyboard.press("Enter")
    expect(page.locator(".mx tr", has_text="Xã Suối Mây")).to_contain_text("hỏi")
    walk.look(page, "hoi-to")
    for node, rows in (("1.2", 2), ("1.3", 2), ("1.4", 3), ("1.5", 3)):
        page.goto(f"/tham-dinh/{walk.code}/{node}")
        page.get_by_role("link", name=f"Chấp nhận {rows} xã không có nhận xét").click()
        expect(page.locator(".ja-list tbody tr")).to_have_count(rows)
        if node == "1.4":
            walk.look(page, "chap-nhan-nhieu")
        page.get_by_role("button", name="Chấp nhận các dòng đã chọn").click()
        expect(page.get_by_role("status").first).to_contain_text(f"{rows}")
    page.goto("/tham-dinh")
    walk.look(page, "xet-xong")


def council_sits(walk: Walk) -> None:
    page = walk.council
    page.goto(f"{walk.round}/chuyen-ca-ky?buoc=explain")
    walk.look(page, "chua-mo-duoc")
    expect(page.locator("table", has_text="Xã Suối Mây")).to_contain_text("1.3")
    page.goto(walk.round)
    page.get_by_role("link", name="Họp Hội đồng").click()
    walk.look(page, "cac-phien")
    page.get_by_role("link", name="Phiên họp mới").click()
    page.fill("[name=place]", "Phòng họp số 2")
    for place, (name, duty) in enumerate((("Lê Thị Chủ", "chair"), ("Trần Văn Thư", "secretary"), ("Vũ Văn Bốn", ""))):
        page.fill(f"[name=name_{place}]", name)
        if duty:
            page.select_option(f"[name=duty_{place}]", duty)
    page.get_by_role("button", name="Mở phiên họp").click()
    walk.look(page, "phien")
    for box in page.locator("[value=present]").all():
        box.check()
    page.get_by_role("button", name="Ghi điểm danh").click()
    page.get_by_role("button", name="Đưa các mục đã chọn ra xét").click()
    walk.look(page, "noi-dung")
    page.get_by_text("Thêm đề xuất").first.click()
    page.fill("#id_points", "1")
    page.select_option("#id_cause", "not_done")
    page.fill("#id_reason", "Một sáng kiến đã tính năm trước")
    page.locator("details[open]").get_by_role("button", name="Thêm đề xuất").click()
    walk.look(page, "de-xuat-thieu-nguoi")
    page.get_by_role("alert").get_by_role("link", name="Người đề xuất").click()
    page.keyboard.type("Trần Văn Thư")
    page.locator("details[open]").get_by_role("button", name="Thêm đề xuất").click()
    page.select_option("[name=rest]", label="1,00")
    page.get_by_role("button", name="Ghi phiếu").click()
    walk.look(page, "da-bieu-quyet")
    page.get_by_role("button", name="Chốt theo kết quả biểu quyết").click()
    expect(page.locator(".result")).to_contain_text("Hội đồng quyết định")
    page.get_by_role("link", name="Phiên 1").click()
    page.fill("[name=ended_day]", "18/11/2026")
    page.fill("[name=ended_hour]", "09:30")
    page.get_by_role("button", name="Kết thúc, lập biên bản").click()
    with page.expect_download() as found:
        page.get_by_role("link", name="Biên bản .docx").click()
    found.value.save_as(walk.folder / "bien-ban.docx")
    assert (walk.folder / "bien-ban.docx").read_bytes().startswith(b"PK")
    walk.look(page, "bien-ban")


def explanation_opens(walk: Walk) -> None:
    step(walk, "Mở giải trình")
    walk.desk.goto("/viec")
    walk.look(walk.desk, "viec-giai-trinh")
    walk.desk.goto(AT)
    walk.look(walk.desk, "phieu-giai-trinh")


def too_late_without_more_time(walk: Walk) -> None:
    desk, council = walk.desk, walk.council
    desk.goto(AT)
    desk.get_by_role("link", name="Giải trình", exact=True).first.click()
    walk.look(desk, "het-han")
    expect(desk.get_by_role("button", name="Gửi giải trình")).to_have_count(0)
    council.goto(walk.round)
    council.get_by_role("link", name="Xã Suối Mây").click()
    expect(council.locator("[name=stage]")).to_have_value("explanation")
    council.fill("[name=until_day]", "05/12/2026")
    council.fill("[name=until_hour]", "17:00")
    council.get_by_role("button", name="Gia hạn", exact=True).click()
    walk.look(council, "gia-han-thieu-ly-do")
    council.fill("[name=reason]", "Xã bị ngập, mất mạng từ 27/11")
    council.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(council.get_by_role("status")).to_contain_text("Đã gia hạn")
    walk.look(council, "da-gia-han")


def explain_two(walk: Walk) -> None:
    page = walk.desk
    page.reload()
    expect(page.locator("main")).to_contain_text("Đã gia hạn đến 17:00 05/12/2026")
    walk.look(page, "giai-trinh")
    signed = walk.folder / "ke-hoach-ky-lai.pdf"
    with ThreadPoolExecutor(1) as apart:
        signed.write_bytes(apart.submit(signed_by_both).result())
    page.locator("[id='m-1.1']").get_by_role("link", name="Gắn minh chứng mới").click()
    page.get_by_text("Tải tệp lên").click()
    page.locator("input[type=file]").set_input_files(signed)
    page.locator("details[open] select[name=piece]").select_option("ke-hoach")
    page.get_by_role("button", name="Tải lên và gắn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gắn 1 minh chứng.")
    walk.look(page, "gan-moi")
    page.goto(f"{AT}/giai-trinh")
    for node, text, points in (
        ("1.1", "Kế hoạch đã ký số lại, tệp mới gắn kèm.", "2"),
        ("1.2", "Báo cáo gửi qua bưu điện ngày 30/9.", "4"),
    ):
        section = page.locator(f"[id='m-{node}']")
        section.locator("textarea").fill(text)
        section.locator("[name=diem]").fill(points)
        section.get_by_role("button", name="Gửi giải trình").click()
        expect(page.get_by_role("status").first).to_contain_text(node)
    walk.look(page, "da-giai-trinh")


def appraise_again(walk: Walk) -> None:
    step(walk, "Thẩm định lần 2")
    page = walk.judge
    page.goto("/viec")
    page.goto("/tham-dinh")
    walk.look(page, "cua-so-lan-hai")
    page.goto(f"/tham-dinh/{walk.code}/1.1?don-vi=suoi-may")
    walk.look(page, "lan-hai")
    page.keyboard.press("c")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("1 / 1")
    page.goto(f"/tham-dinh/{walk.code}/1.2?don-vi=suoi-may")
    page.locator("#ly-do").fill("Dấu bưu điện ghi ngày 05/10")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("1 / 1")
    walk.look(page, "giu-diem")
    step(walk, "Chốt điểm")
    walk.council.goto("/xep-hang")
    walk.look(walk.council, "bang-chay")


def everything_is_sealed(walk: Walk) -> None:
    for page, name in ((walk.desk, "dau-moi"), (walk.chair, "lanh-dao"), (walk.judge, "tham-dinh")):
        for place, address in {
            "xep-hang": "/xep-hang",
            "don-vi": "/xep-hang/2026/suoi-may",
            "phieu": AT,
            "tieu-chi": f"{AT}/1.1/ly-lich",
            "giai-trinh": f"{AT}/giai-trinh",
            "thay-doi": f"{AT}/thay-doi",
            "cong-bo": f"{walk.round}/cong-bo",
            "ton-tai": f"{AT}/ton-tai",
        }.items():
            answer = page.goto(address)
            print(name, place, answer.status)
            walk.look(page, f"niem-phong-{name}-{place}")


def publish(walk: Walk) -> None:
    page = walk.council
    page.goto(walk.round)
    page.get_by_role("link", name="Công bố").click()
    walk.look(page, "truoc-cong-bo")
    page.fill("[name=act_number]", "214/QĐ-UBND")
    page.fill("[name=act_date]", "14/12/2026")
    page.get_by_role("button", name="Công bố kết quả").click()
    walk.look(page, "chua-xac-nhan")
    page.check("[name=confirmed]")
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.locator("h1")).to_have_text("Quyết định 214/QĐ-UBND ngày 14/12/2026")
    walk.look(page, "da-cong-bo")
    page.get_by_role("button", name="Tính lại").click()
    expect(page.get_by_role("status")).to_contain_text("Giống hệt.")


def everybody_reads(walk: Walk) -> None:
    for page, name in ((walk.desk, "dau-moi"), (walk.chair, "lanh-dao"), (walk.judge, "tham-dinh")):
        for place, address in {
            "viec": "/viec",
            "xep-hang": "/xep-hang",
            "don-vi": "/xep-hang/2026/suoi-may",
            "phieu": AT,
            "tieu-chi": f"{AT}/1.1/ly-lich",
            "tieu-chi-2": f"{AT}/1.2/ly-lich",
            "giai-trinh": f"{AT}/giai-trinh",
            "thay-doi": f"{AT}/thay-doi",
        }.items():
            answer = page.goto(address)
            print(name, place, answer.status)
            walk.look(page, f"cong-bo-{name}-{place}")


def correct(walk: Walk) -> None:
    page = walk.council
    page.goto(f"{walk.round}/cong-bo")
    walk.look(page, "cac-lan")
    page.get_by_role("link", name="Điều chỉnh").click()
    page.select_option("#don-vi", "suoi-may")
    page.get_by_role("button", name="Xem tiêu chí").click()
    page.select_option("#tieu-chi", "1.2")
    page.fill("#diem", "4")
    page.fill("#ly-do", "Tìm thấy sổ công văn đến: báo cáo tới ngày 30/9")
    page.get_by_role("button", name="Thêm thay đổi").click()
    page.fill("[name=act_number]", "9/QĐ-UBND")
    page.fill("[name=act_date]", "16/12/2026")
    page.get_by_role("button", name="Công bố điều chỉnh").click()
    walk.look(page, "dieu-chinh-thieu-ly-do")
    page.fill("[name=reason]", "Kiến nghị của xã Suối Mây")
    page.get_by_role("button", name="Công bố điều chỉnh").click()
    walk.look(page, "da-dieu-chinh")
    page.get_by_role("button", name="Tính lại").click()
    expect(page.get_by_role("status")).to_contain_text("Giống hệt.")
    desk = walk.desk
    desk.goto("/xep-hang/2026/suoi-may")
    walk.look(desk, "sau-dieu-chinh")
    desk.get_by_role("link", name="Xem lần công bố đầu").click()
    walk.look(desk, "lan-dau")
    desk.goto(f"{AT}/1.2/ly-lich")
    walk.look(desk, "sau-dieu-chinh-tieu-chi")


def plan_next_year(walk: Walk) -> None:
    desk = walk.desk
    desk.goto(AT)
    desk.get_by_role("link", name="Tồn tại, hạn chế").click()
    walk.look(desk, "ton-tai")
    desk.get_by_role("button", name="Lập kế hoạch 2027").click()
    walk.look(desk, "ke-hoach")
