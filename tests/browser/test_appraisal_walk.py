"""One commune through all stages of a round, four people at their screens: from the hand-in to next year's plan."""

from __future__ import annotations

from collections.abc import Callable
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
    phone: Page
    wrong: list[str] = field(default_factory=list)

    def look(self, page: Page, name: str) -> None:
        """Find faults of a page as it stands, in the size of its screen."""
        size = "phone" if page is self.phone else "desk"
        self.wrong.extend(f"{size} {name}: {fault}" for fault in check(page, f"{size}-tham-dinh-vong-{name}", size))

    def at(self, page: Page, address: str, name: str = "") -> Page:
        """Go to a page, and look at it where it has a name."""
        page.goto(address)
        if name:
            self.look(page, name)
        return page

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
def walk(open_page: Open, made: Round, story: Story, tmp_path: Path) -> Walk:
    pages = {name: open_page() for name in ("dieuphoi", "lanhdao", "thamdinh", "hoidong")}
    for name, page in pages.items():
        log_in(page, name)
    phone = open_page("phone", storage_state=pages["dieuphoi"].context.storage_state())
    desk, chair, judge, council = pages.values()
    return Walk(story, made.code, tmp_path, desk, chair, judge, council, phone)


@pytest.mark.slow
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
    walk.judge.get_by_role("link", name="Thẩm định: còn 15 dòng").click()
    expect(walk.judge.locator("main")).to_contain_text("tôi đã xét 0 / 15 dòng")


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
    walk.at(page, "/tham-dinh", "cua-so")
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
    expect(walk.at(page, "/tham-dinh").locator("main")).to_contain_text("tôi đã xét 14 / 15 dòng")


def council_sits(walk: Walk) -> None:
    page = walk.council
    walk.at(page, f"{walk.round}/chuyen-ca-ky?buoc=explain", "chua-mo-duoc")
    page.locator("table", has_text="Xã Suối Mây").get_by_role("link", name="1.3").click()
    expect(page.locator(".mx tbody")).to_contain_text("Sáng kiến")
    page.goto(walk.round)
    page.get_by_role("link", name="Họp Hội đồng").click()
    page.get_by_role("link", name="Phiên họp mới").click()
    page.fill("[name=place]", "Phòng họp số 2")
    for place, (name, duty) in enumerate((("Lê Thị Chủ", "chair"), ("Trần Văn Thư", "secretary"), ("Vũ Văn Bốn", ""))):
        page.fill(f"[name=name_{place}]", name)
        if duty:
            page.select_option(f"[name=duty_{place}]", duty)
    page.get_by_role("button", name="Mở phiên họp").click()
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


def explanation_opens(walk: Walk) -> None:
    step(walk, "Mở giải trình")
    walk.desk.goto("/viec")
    walk.desk.get_by_role("link", name="Đang giải trình").click()
    expect(walk.desk.locator("main")).to_contain_text("Giải trình đến 17:00 30/11/2026, còn 7 ngày.")
    walk.at(walk.desk, AT, "phieu-giai-trinh")


def too_late_without_more_time(walk: Walk) -> None:
    desk, council = walk.desk, walk.council
    desk.goto(AT)
    desk.get_by_role("link", name="Giải trình", exact=True).first.click()
    expect(desk.locator(".note")).to_contain_text("Hết hạn giải trình lúc 17:00 30/11/2026.")
    expect(desk.get_by_role("button", name="Gửi giải trình")).to_have_count(0)
    council.goto(walk.round)
    council.get_by_role("link", name="Xã Suối Mây").click()
    expect(council.locator("[name=stage]")).to_have_value("explanation")
    council.fill("[name=until_day]", "05/12/2026")
    council.fill("[name=until_hour]", "17:00")
    council.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(council.locator(".err")).to_be_visible()
    council.fill("[name=reason]", "Xã bị ngập, mất mạng từ 27/11")
    council.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(council.get_by_role("status")).to_contain_text("Đã gia hạn")
    expect(council.locator("main")).to_contain_text("Xã bị ngập, mất mạng từ 27/11")


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
    page.get_by_role("link", name="Giải trình", exact=True).click()
    assert page.url.endswith("/giai-trinh#m-1.1")
    walk.at(walk.phone, f"{AT}/giai-trinh", "giai-trinh")
    for node, text, points in (
        ("1.1", "Kế hoạch đã ký số lại, tệp mới gắn kèm.", "2"),
        ("1.2", "Báo cáo gửi qua bưu điện ngày 30/9.", "4"),
    ):
        section = page.locator(f"[id='m-{node}']")
        section.locator("textarea").fill(text)
        section.locator("[name=diem]").fill(points)
        section.get_by_role("button", name="Gửi giải trình").click()
        expect(page.get_by_role("status").first).to_contain_text(node)
    expect(page.locator("[id='m-1.1']")).to_contain_text("1 mới")


def appraise_again(walk: Walk) -> None:
    step(walk, "Thẩm định lần 2")
    page = walk.judge
    walk.at(page, f"/tham-dinh/{walk.code}/1.1?don-vi=suoi-may", "lan-hai")
    page.keyboard.press("c")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("1 / 1")
    page.goto(f"/tham-dinh/{walk.code}/1.2?don-vi=suoi-may")
    page.locator("#ly-do").fill("Dấu bưu điện ghi ngày 05/10")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    expect(page.locator(".jg-act [role=status]")).to_contain_text("1 / 1")
    walk.story.on(8, 12, 9)
    step(walk, "Chốt điểm")
    expect(walk.at(walk.council, "/xep-hang").locator("#dv-suoi-may")).to_contain_text("16,60")


def everything_is_sealed(walk: Walk) -> None:
    """Coordinator, leader, appraiser: no final value on any page or in any file; why, and until when."""
    for page, who in ((walk.desk, "dau-moi"), (walk.chair, "lanh-dao"), (walk.judge, "so")):
        for address in ("/xep-hang", "/xep-hang/2026/suoi-may"):
            said = walk.at(page, address).locator("main")
            expect(said).to_contain_text("chưa công bố, dự kiến công bố trước 17:00 31/12/2026")
            expect(said).not_to_contain_text("16,60")
        walk.at(page, AT, f"niem-phong-phieu-{who}")
        expect(page.locator("th", has_text="Chưa công bố")).to_contain_text("Kết quả")
        assert {text.strip() for text in page.locator("td.jd b").all_inner_texts()} == {""}
        last = walk.at(page, f"{AT}/1.1/ly-lich", f"niem-phong-{who}").locator(".ladder li").nth(3)
        expect(last).to_contain_text("Chưa công bố. Kết quả cuối hiện sau quyết định công bố.")
        expect(page.locator(".ladder .fin")).to_have_count(0)
        for file in ("ky/{}/ket-qua.xlsx", "ky/{}/quyet-dinh.docx", "2026/suoi-may/thong-bao.docx"):
            answer = page.request.get(f"/xep-hang/{file.format(walk.code)}")
            assert (answer.status, "công bố" in answer.text()) == (403, True), file
        for address in (f"{walk.round}/cong-bo", f"{AT}/ton-tai"):
            assert page.request.get(address).status == 403
    expect(walk.at(walk.desk, f"{AT}/giai-trinh").locator("[id='m-1.1']")).to_contain_text("Chưa công bố.")


def publish(walk: Walk) -> None:
    page = walk.council
    page.goto(walk.round)
    page.get_by_role("link", name="Công bố").click()
    walk.look(page, "truoc-cong-bo")
    page.fill("[name=act_number]", "214/QĐ-UBND")
    page.fill("[name=act_date]", "14/12/2026")
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.get_by_role("alert")).to_contain_text("Đánh dấu xác nhận")
    page.check("[name=confirmed]")
    page.get_by_role("button", name="Công bố kết quả").click()
    expect(page.locator("h1")).to_have_text("Quyết định 214/QĐ-UBND ngày 14/12/2026")
    walk.look(page, "da-cong-bo")
    page.get_by_role("button", name="Tính lại").click()
    expect(page.get_by_role("status")).to_contain_text("Giống hệt.")


def everybody_reads(walk: Walk) -> None:
    for page in (walk.desk, walk.chair, walk.judge):
        row = walk.at(page, "/xep-hang").locator("#dv-suoi-may")
        for words in ("16,60", "2–2", "Tốt"):
            expect(row).to_contain_text(words)
        tops = walk.at(page, "/xep-hang/2026/suoi-may").locator(".tops")
        for words in ("16,60/20", "Tốt", "2/3", "khoảng 2"):
            expect(tops).to_contain_text(words)
    four = walk.at(walk.desk, f"{AT}/1.2/ly-lich", "tieu-chi").locator(".ladder li")
    for place, told in enumerate((
        ("4,00", "Vũ Minh Khuê", "09:00 16/10/2026"),
        ("3,00", "Chậm, quá hạn.", "Báo cáo quý III gửi ngày 05/10", "Sở Nội vụ", "09:00 28/10/2026"),
        ("4,00", "Báo cáo gửi qua bưu điện", "Vũ Minh Khuê", "09:00 02/12/2026"),
        ("3,00", "Dấu bưu điện ghi ngày 05/10", "Sở Nội vụ", "09:00 07/12/2026"),
    )):  # fmt: skip
        for words in told:
            expect(four.nth(place)).to_contain_text(words)
    walk.desk.goto(f"{AT}/giai-trinh")
    expect(walk.desk.locator("[id='m-1.1'] .ex-out .chip")).to_have_text("Chấp nhận")
    expect(walk.desk.locator("[id='m-1.2'] .ex-out .chip")).to_have_text("Không chấp nhận")
    walk.at(walk.desk, AT).get_by_role("link", name="Kết quả", exact=True).last.click()
    expect(walk.desk.locator("h1")).to_have_text("Xã Suối Mây: kết quả 2026")
    for name, address in (("don-vi", "/xep-hang/2026/suoi-may"), ("phieu", AT), ("tieu-chi", f"{AT}/1.1/ly-lich")):
        walk.at(walk.phone, address, name)


def correct(walk: Walk) -> None:
    page = walk.council
    page.goto(f"{walk.round}/cong-bo")
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
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi lý do điều chỉnh")
    page.fill("[name=reason]", "Kiến nghị của xã Suối Mây")
    page.get_by_role("button", name="Công bố điều chỉnh").click()
    walk.look(page, "da-dieu-chinh")
    page.get_by_role("button", name="Tính lại").click()
    expect(page.get_by_role("status")).to_contain_text("Giống hệt.")
    desk = walk.at(walk.desk, "/xep-hang/2026/suoi-may", "sau-dieu-chinh")
    for words in ("17,60/20", "Tốt", "2/3", "khoảng 1 – 2"):
        expect(desk.locator(".tops")).to_contain_text(words)
    desk.get_by_role("link", name="Xem lần công bố đầu").click()
    expect(desk.locator(".tops")).to_contain_text("16,60/20")
    final = walk.at(desk, f"{AT}/1.2/ly-lich").locator(".ladder li").nth(3)
    for words in ("4,00", "Tìm thấy sổ công văn đến", "Quyết định điều chỉnh", "09:00 16/12/2026"):
        expect(final).to_contain_text(words)
    expect(walk.at(desk, f"{walk.round}/cong-bo/1").locator("h1")).to_contain_text("214/QĐ-UBND")
    expect(desk.get_by_role("button", name="Tính lại")).to_have_count(0)


def plan_next_year(walk: Walk) -> None:
    desk = walk.at(walk.desk, AT)
    desk.get_by_role("link", name="Tồn tại, hạn chế").click()
    expect(desk.locator("h1")).to_have_text("Tồn tại 2026: mất 2,40 điểm ở 3 nội dung")
    walk.look(desk, "ton-tai")
    desk.get_by_role("button", name="Lập kế hoạch 2027").click()
    expect(desk.locator("main")).to_contain_text("Kết quả 2026: −2,40 điểm")
    walk.look(desk, "ke-hoach")
