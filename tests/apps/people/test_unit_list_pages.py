"""The pages of all units: on any day, on today's map, and the way of a list from its file to the record."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people import actions
from namro.apps.people.models import AuditEntry, OfficialCode, Oversight, Role, Unit, UnitListUpload, UnitSpan, User
from namro.apps.people.queries.organisation import touch
from namro.core.base.clock import system_clock
from namro.demo.province import HOME, MERGER
from tests.apps.conftest import Answer
from tests.apps.people.lists_for_tests import HEAD, country
from tests.apps.people.places import NOW, PROVINCE, unit
from tests.apps.people.test_organisation_pages import queries, text

Browsers = Callable[[str], Client]
LIST = "/to-chuc/danh-sach"
UPLOAD = f"{LIST}/nap"


def sent(client: Client, *lines: str, name: str = "don-vi.csv", head: str = HEAD) -> Answer:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, "\n".join([head, *lines]).encode())})


def workbook(*rows: tuple[str, ...], formula: str = "", merged: str = "", numbers: bool = False) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Đơn vị")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [float(cell) if numbers and cell.isdigit() else cell for cell in row])
        if formula:
            sheet.write_formula(formula, '="xa-a"', None, "xa-a")
        if merged:
            sheet.merge_range(merged, "Xã A")
    return stream.getvalue()


def refused(client: Client, content: bytes, name: str = "don-vi.xlsx") -> str:
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert not UnitListUpload.objects.exists()
    return answer.content.decode()


def day() -> str:
    return f"{system_clock():%d/%m/%Y}"


def test_units_of_a_day_as_they_were_and_on_todays_map(browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    then = text(client, f"{LIST}?ngay=2025-06-30")
    assert "Như ngày 30/06/2025" in then
    assert "Xã Mây Hạ" in then
    assert "Xã Suối Mây" not in then
    assert ">Huyện Sương Lam</td>" in then
    now = text(client, f"{LIST}?ngay=2025-06-30&ban-do=hom-nay")
    assert "Đơn vị ngày 30/06/2025 theo địa giới hôm nay" in now
    row = now[now.index(">Xã Suối Mây</a>") :]
    row = row[: row.index("</tr>")]
    assert "Xã Mây Hạ</a>" in row
    assert "Huyện Sương Lam</a> (60 %)" in row
    assert "như hôm nay" in now
    assert 'aria-current="true">Theo địa giới hôm nay</a>' in now


def test_a_unit_without_successors_is_told_on_todays_map(browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    actions.end_unit(
        User.objects.get(is_admin=True), unit("so-noi-vu"), on=system_clock().date(), successors=[], at=NOW
    )
    assert "đã kết thúc, chưa ghi nơi kế tiếp" in text(client, f"{LIST}?ngay=2026-01-01&ban-do=hom-nay")


@pytest.mark.parametrize("search", ["suoi may", "SUOI-MAY", "99103", "H99.201"])
def test_units_are_found_by_name_and_by_any_code(browser_of: Browsers, search: str) -> None:
    page = text(browser_of(Role.OFFICER), f"{LIST}?tim={search}")
    assert "Xã Suối Mây" in page
    assert "Sở Nội vụ" not in page


def test_a_day_that_is_none_is_told(browser_of: Browsers) -> None:
    answer = browser_of(Role.OFFICER).get(f"{LIST}?ngay=31/02/2026")
    assert answer.status_code == 400
    assert "Ngày này không có" in answer.content.decode()


def test_a_list_goes_from_the_file_to_the_record(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    answer = sent(
        admin,
        f"xa-a;Xã A;Xã;{PROVINCE};{day()};;99501;so-noi-vu;{HOME};",
        f"{PROVINCE};Tỉnh Vân Sơn;Tỉnh, thành phố;;{day()};;;;;",
    )
    address = answer.headers["Location"]
    page = text(admin, address)
    for words in ("Xem trước: chưa ghi gì", "Lập mới", "Tiếp nhận", "Kết thúc", "→ Xã A", "Cơ quan thẩm định", "99501"):
        assert words in page
    assert "Tỉnh Vân Sơn</span>" in text(admin, f"{address}?loc=same")
    assert not Unit.objects.filter(code="xa-a").exists()
    seal = page[page.index('name="seal" value="') + 19 :][:32]
    assert "Đã nạp danh sách: 2 đơn vị thay đổi" in admin.post(address, {"seal": seal}, follow=True).content.decode()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.ORGANISATION_LOADED).count() == 1
    assert admin.get(address).status_code == 404


def test_only_whoever_handed_it_in_sees_a_list(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    address = sent(admin, f"xa-a;Xã A;Xã;{PROVINCE};{day()};;;;;").headers["Location"]
    other = User.objects.create_user("quantri2", full_name="Hà Hai", is_admin=True)
    stranger = Client()
    stranger.force_login(other)
    assert stranger.get(address).status_code == 404
    assert browser_of(Role.COORDINATOR).post(UPLOAD, {}).status_code == 403
    assert "Đã bỏ tệp" in admin.post(address, {"bo": "1"}, follow=True).content.decode()
    assert not UnitListUpload.objects.exists()


def test_a_list_that_has_become_other_is_shown_again(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    address = sent(admin, f"{HOME};Xã Khác;Xã;;{day()};;;;;").headers["Location"]
    answer = admin.post(address, {"seal": "x"})
    assert answer.status_code == 409
    assert "Trong lúc xem, tổ chức đã đổi" in answer.content.decode()
    actions.end_unit(User.objects.get(username="quantri"), unit(), on=system_clock().date(), successors=[], at=NOW)
    answer = admin.get(address)
    assert answer.status_code == 400
    assert "đơn vị đã kết thúc" in answer.content.decode()


def test_the_download_is_read_again_without_a_change(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    content = admin.get(f"{LIST}/tai").content
    answer = admin.post(UPLOAD, {"file": SimpleUploadedFile("tai-ve.xlsx", content)})
    page = text(admin, answer.headers["Location"])
    assert "không có gì phải ghi" in page
    assert 'name="bo"' in page
    template = admin.get(f"{LIST}/mau")
    assert template.headers["Content-Type"].endswith("sheet")
    assert "chỉ có dòng tiêu đề" in refused_template(admin, template.content)


def refused_template(client: Client, content: bytes) -> str:
    UnitListUpload.objects.all().delete()
    return refused(client, content)


ROW = ("xa-a", "Xã A", "Xã", PROVINCE, "01/07/2026")
NAMES = ("MÃ", "Tên đơn vị", "loai", "Trực thuộc", "TỪ NGÀY")


def test_headings_in_any_order_and_case_below_a_title(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    content = workbook(("DANH SÁCH ĐƠN VỊ",), NAMES[::-1], ROW[::-1])
    answer = admin.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", content)})
    assert "Lập mới" in text(admin, answer.headers["Location"])


def test_every_bad_file_is_told(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    page = refused(admin, workbook(("Mã", "Tên", "Trực thuộcc", "Điện thoại"), ("a", "b", "c", "d")))
    for said in ("thiếu cột “Loại”", "thiếu cột “Từ ngày”", "Có phải “Trực thuộc (mã)”", "không có cột “Điện thoại”"):
        assert said in page
    assert "cột A: ô là công thức. Chép cột" in refused(admin, workbook(NAMES, ROW, formula="A3"))
    assert "dòng 3, trang “Đơn vị”: cột B: ô nằm trong ô gộp" in refused(admin, workbook(NAMES, ROW, merged="B3:B4"))
    code = workbook((*NAMES, "Mã hành chính"), (*ROW, "70"), numbers=True)
    assert "“70” không đúng dạng. Viết 5 chữ số" in refused(admin, code)
    assert "“H\xe0” ở cột không có tiêu đề" in refused(admin, workbook(NAMES, (*ROW, "Hà")))


def test_what_is_no_list_is_refused_in_the_form(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    assert "Chưa chọn tệp nào" in admin.post(UPLOAD, {}).content.decode()
    assert "Tệp trống (0 byte)" in refused(admin, b"")
    assert "Trang nhận tệp .xlsx hoặc .csv" in refused(admin, b"%PDF-1.7", "a.pdf")
    assert "bên trong không phải dạng .xlsx" in refused(admin, "chữ thường".encode())
    assert "UTF-8" in refused(admin, b"M\xe3;T\xean;Lo\xe1i", "a.csv")
    assert "Tệp nặng" in refused(admin, b"x" * (9 * 1024 * 1024))


def test_a_bomb_is_refused(browser_of: Browsers) -> None:
    stream = BytesIO(workbook(NAMES, ROW))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        for n in range(9):
            with package.open(f"xl/worksheets/sheet{n + 5}.xml", "w", force_zip64=True) as part:
                for _ in range(64):
                    part.write(b" " * 1024 * 1024)
    assert len(stream.getvalue()) < 8 * 1024 * 1024
    assert "phình ra quá lớn" in refused(browser_of(Role.ADMIN), stream.getvalue())


def test_a_hundred_megabytes_are_refused_before_they_are_taken(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    answer = admin.post(UPLOAD, {"file": SimpleUploadedFile("a.csv", b"x" * (100 * 1024 * 1024))})
    assert answer.status_code == 413


def test_lists_ask_the_database_as_often_for_many_units(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    address = sent(admin, f"xa-a;Xã A;Xã;{PROVINCE};{day()};;;;;").headers["Location"]
    pages = [LIST, f"{LIST}?tim=xa", f"{LIST}?ngay=2025-06-30&ban-do=hom-nay", f"{LIST}/tai", address]
    for page in pages:
        admin.get(page)
    few = [queries(admin, page) for page in pages]
    made = Unit.objects.bulk_create(Unit(code=f"xa-{n}") for n in range(120))
    UnitSpan.objects.bulk_create(
        UnitSpan(unit=one, name=f"Xã {one.code}", kind="commune", parent=unit(PROVINCE), since=MERGER) for one in made
    )
    OfficialCode.objects.bulk_create(
        OfficialCode(unit=one, system="administrative", code=f"98{n:03}", since=MERGER) for n, one in enumerate(made)
    )
    Oversight.objects.bulk_create(Oversight(unit=one, appraiser=unit(PROVINCE), since=MERGER) for one in made)
    touch()
    for page in pages:
        admin.get(page)
    assert [queries(admin, page) for page in pages] == few
    assert max(few) <= 12


def test_a_country_is_previewed_in_pages(browser_of: Browsers) -> None:
    admin = browser_of(Role.ADMIN)
    address = sent(admin, *country(3321)).headers["Location"]
    with CaptureQueriesContext(connection) as found:
        page = text(admin, address)
    assert len(found) <= 14
    assert page.count('class="chip line"') <= 200
    assert "trang 1 / 68" in page
    assert "Lập mới" in text(admin, f"{address}?loc=made&trang=68")


def test_a_page_of_a_unit_leads_to_the_list(browser_of: Browsers) -> None:
    before = (MERGER - timedelta(days=1)).isoformat()
    assert f'href="{LIST}?ngay={before}"' in text(browser_of(Role.OFFICER), f"/to-chuc/may-ha?ngay={before}")


def test_a_name_with_a_long_ending_is_refused_in_words(browser_of: Browsers) -> None:
    assert ".xlsx" in refused(browser_of(Role.ADMIN), b"a", name="a." + "đ" * 200)
