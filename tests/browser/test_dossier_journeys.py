"""Journeys 4 and 6 in a browser: late land dossiers with their letters, and eight hours for an answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from namro.apps.dossiers import nightly
from namro.apps.dossiers.limits_of import HOURS_FILE
from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans.actions import make_plan
from namro.apps.plans.blank import blank_plan
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.timetable import national_calendar
from tests.apps.dossiers.test_letters import words_of
from tests.browser.conftest import log_in
from tests.browser.moved_clock import MovedClock, moved_clock
from tests.browser.test_every_page import check

pytestmark = pytest.mark.slow
Open = Callable[..., Page]
LAND = "Chi nhánh Văn phòng đăng ký đất đai"
TIMELY, BEFORE = 1197, 4
WATCHED, HANGING = "H99.201-26-WATCHED", ("H99.201-26-SO-1", "H99.201-26-SO-2")
Row = dict[str, str]


@pytest.fixture(autouse=True)
def clock() -> Iterator[MovedClock]:
    """Thursday 8 October 2026: before anybody is there."""
    with moved_clock(8, "08:00") as found:
        yield found


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return tmp_path / "data"


def _steps(accepted: str, passed: str, due: str, ended: str = "") -> str:
    own = {"unit": "suoi-may", "name": "Tiếp nhận, thẩm tra", "from": accepted, "to": passed, "due": passed}
    land = {"unit": LAND, "name": "Trích đo", "from": passed, "due": due, **({"to": ended} if ended else {})}
    return json.dumps([own, land])


def _file(rows: list[Row], tmp_path: Path, name: str) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(column for row in rows for column in row)))
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _year() -> list[Row]:
    """1,204 dossiers: five late at the land office by 19 October, two that only hang in the system."""
    common = {"unit": "H99.201", "procedure": "1.000909", "channel": "1", "synced_at": "2026-10-08T06:00"}
    rows = []
    for number in range(TIMELY):
        accepted = datetime(2026, 1, 5, 8, 30, tzinfo=VIETNAM) + timedelta(hours=number * 5)
        done = json.dumps([{"status": "processed", "at": f"{accepted + timedelta(days=2):%Y-%m-%dT%H:%M}"}])
        due = f"{accepted + timedelta(days=5):%Y-%m-%dT17:00}"
        said = {"accepted_at": f"{accepted:%Y-%m-%dT%H:%M}", "due_at": due, "events": done, "steps": ""}
        rows.append({"code": f"H99.201-26-{number:04}", **common, **said})
    for number in range(BEFORE):
        steps = _steps("2026-06-01T08:00", "2026-06-03T16:00", "2026-06-12T17:00", "2026-06-17T09:00")
        done = json.dumps([{"status": "processed", "at": "2026-06-17T15:00"}])
        said = {"accepted_at": "2026-06-01T08:00", "due_at": "2026-06-15T17:00", "events": done, "steps": steps}
        rows.append({"code": f"H99.201-26-DAT-{number}", **common, **said})
    watched = {"accepted_at": "2026-09-21T08:00", "due_at": "2026-10-16T17:00", "events": ""}
    steps = _steps("2026-09-21T08:00", "2026-09-25T16:00", "2026-10-14T17:00")
    rows.append({"code": WATCHED, **common, **watched, "steps": steps})
    hanging = {"accepted_at": "2026-10-01T08:00", "due_at": "2026-10-13T17:00", "events": "", "steps": ""}
    rows += [{"code": code, **common, **hanging} for code in HANGING]
    assert len(rows) == 1204
    return rows


def _bring_in(page: Page, path: Path) -> None:
    page.goto("/ho-so/nap")
    page.fill("[name=source]", "Hệ thống TTHC tỉnh")
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Chọn cột").press("Enter")
    page.wait_for_url("**/ho-so/nap/*")
    page.get_by_role("button", name="Kiểm tra tệp").press("Enter")
    page.get_by_role("button", name="Ghi hồ sơ").press("Enter")
    expect(page.get_by_role("link", name="Mở bảng hồ sơ")).to_be_visible()


def _nights(clock: MovedClock, first: int, last: int) -> None:
    for day in range(first, last + 1):
        if national_calendar().is_working(date(2026, 10, day)):
            nightly.run_night(clock.set(day, "04:00"))


def _letter(page: Page, kind: str, day: str) -> str:
    """Open a letter of the list as .docx and return its words."""
    line = page.locator("tr", has_text=kind).filter(has_text=WATCHED).filter(has_text=day)
    with page.expect_download() as download:
        line.locator("a", has_text=".docx").click()
    body = docx.Document(str(download.value.path())).element.body
    return "\n".join(words_of(part) for part in body.iter() if part.tag.endswith("}p"))


def test_journey_4_five_land_dossiers(open_page: Open, clock: MovedClock, tmp_path: Path) -> None:
    page, found = open_page(), {}
    log_in(page)
    _bring_in(page, _file(_year(), tmp_path, "ho-so-nam.csv"))
    expect(page.locator(".kv")).to_contain_text("1.204")
    for day, words in ((9, "còn 5 ngày làm việc"), (13, "còn 3 ngày làm việc"), (15, "còn 1 ngày làm việc")):
        _nights(clock, day - 1, day)
        clock.set(day, "08:00")
        page.goto("/ho-so/thu?don-vi=suoi-may")
        said = _letter(page, "gửi cơ quan", f"{day}/10/2026" if day > 9 else "09/10/2026")
        for expected in (words, WATCHED, f"Kính gửi: {LAND}"):
            assert expected in said
    found["thu"] = check(page, "desk-hanh-trinh-4-thu", "desk")
    _sorry(page)
    _nights(clock, 16, 19)
    clock.set(19, "08:00")
    page.goto("/ho-so/thu?don-vi=suoi-may&loai=citizen")
    notice = _letter(page, "gửi người dân", "19/10/2026")
    for words in (
        LAND,
        "“Trích đo”",
        "Số ngày đã trễ: 1 ngày làm việc",
        "Ngày hẹn trả mới: ngày 23/10/2026",
        "Ông (bà) …",
    ):
        assert words in notice
    found |= _weekly(page)
    page.goto("/ho-so/tre?don-vi=suoi-may&nam=2026")
    expect(page.locator("h1")).to_have_text("5 trong 1.204 hồ sơ của kỳ tính là trễ.")
    expect(page.locator(".d-readings")).to_contain_text("99,58 %")
    expect(page.locator(".d-readings")).to_contain_text("1.199/1.204")
    expect(page.locator(".d-readings")).to_contain_text("100 %")
    expect(page.locator(".d-late tbody tr")).to_have_count(5)
    expect(page.locator(".d-late tbody tr", has_text="do cơ quan khác")).to_have_count(5)
    found["tre"] = check(page, "desk-hanh-trinh-4-tre", "desk")
    _reading(page)
    found["chi-tieu"] = check(page, "desk-hanh-trinh-4-chi-tieu", "desk")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _reading(page: Page) -> None:
    """The indicator shows both readings of what the system has closed, and which one counts; the unit chooses."""
    page.goto("/chi-tieu/dossiers_on_time?dv=suoi-may&ky=2026")
    everything = page.locator("tr", has_text="Trên mọi hồ sơ đã giải quyết")
    own = page.locator("tr", has_text="Chỉ tính quá hạn do đơn vị")
    expect(everything).to_contain_text("99,67 %")
    expect(everything).to_contain_text("cách đang tính")
    expect(own).to_contain_text("100,00 %")
    page.get_by_role("link", name="Chọn cách tính").click()
    page.select_option("[name=variant]", "own_fault")
    page.fill("[name=reason]", "Kế hoạch của tỉnh: chỉ tính trễ do đơn vị")
    page.fill("[name=since]", "01/12/2025")
    page.locator("main form .btn.pri").press("Enter")
    expect(own).to_contain_text("cách đang tính")
    expect(page.locator("dl.sums")).to_contain_text("100,00 %")


def _sorry(page: Page) -> None:
    """The apology of the last working day before: the new date is given, then number and day."""
    page.goto("/ho-so/thu?don-vi=suoi-may&loai=apology")
    page.get_by_role("link", name=WATCHED, exact=True).click()
    page.locator("summary", has_text="Lập phiếu xin lỗi").press("Enter")
    page.fill("#s-new", "23/10/2026")
    page.fill("#s-reason", "Đo lại ranh giới với hộ giáp ranh")
    page.get_by_role("button", name="Lập phiếu").press("Enter")
    line = page.locator("tr", has_text="Phiếu xin lỗi")
    line.locator("summary").press("Enter")
    line.locator("[name=number]").fill("3/PXL-UBND")
    line.locator("[name=day]").fill("15/10/2026")
    line.get_by_role("button", name="Ghi đã gửi").press("Enter")
    expect(page.locator("tr", has_text="Phiếu xin lỗi")).to_contain_text("số 3/PXL-UBND ngày 15/10/2026")


def _weekly(page: Page) -> dict[str, list[str]]:
    """Two of the three that the system shows late were returned on paper on 12 October."""
    page.goto("/ho-so/doi-chieu?don-vi=suoi-may")
    expect(page.locator(".d-ask tbody tr")).to_have_count(3)
    wrong = check(page, "desk-hanh-trinh-4-doi-chieu", "desk")
    for code in HANGING:
        form = page.locator("tr", has_text=code).locator("form")
        form.locator("[name=answer]").select_option("returned")
        form.locator("[name=day]").fill("12/10/2026")
        form.locator("[name=proof]").fill("Sổ trả kết quả, trang 41")
        form.get_by_role("button", name="Ghi").press("Enter")
    expect(page.locator(".d-ask tbody tr")).to_have_count(1)
    page.goto("/ho-so/thu?don-vi=suoi-may&loai=citizen")
    for code in HANGING:
        expect(page.locator("tr", has_text=code)).to_contain_text("Đã rút")
    return {"doi-chieu": wrong}


EIGHT = 'units:\n  suoi-may:\n    - {since: 2026-01-01, hours: "07:00-11:30,13:30-17:00"}\n'
FRIDAY, SATURDAY = "2026-10-09T15:20", "2026-10-10T20:00"


def _online(code: str, submitted: str, *events: tuple[str, str], unit: str = "suoi-may", **more: str) -> Row:
    happened = [{"status": status, "at": f"2026-10-{at}"} for status, at in events]
    given = {"procedure": "1.000901", "channel": "2", "accepted_at": "", "due_at": "", "submitted_at": submitted}
    return {"code": code, "unit": unit, **given, "events": json.dumps(happened), **more}


def _open(page: Page, code: str) -> None:
    page.goto(f"/ho-so/danh-sach?ma={code}")
    page.get_by_role("link", name=code, exact=True).click()


def test_journey_6_eight_hours(open_page: Open, clock: MovedClock, folder: Path, tmp_path: Path) -> None:
    (folder / HOURS_FILE).write_text(EIGHT, encoding="utf-8")
    page, found = open_page(), {}
    log_in(page, "quantri")
    clock.set(12, "08:00")
    came = [_online(code, FRIDAY, synced_at="2026-10-12T07:00") for code in ("TT-DUNG", "TT-CHAM")]
    came.append(_online("TT-T7", SATURDAY, synced_at="2026-10-12T07:00"))
    came.append(_online("TT-T7-KHAC", SATURDAY, unit="dong-suong", synced_at="2026-10-12T07:00"))
    _bring_in(page, _file(came, tmp_path, "sang-thu-hai.csv"))
    _open(page, "TT-T7")
    expect(page.locator("main")).to_contain_text("hạn 17:00 thứ Hai 12/10/2026")
    expect(page.locator("main")).to_contain_text("07:00–11:30, 13:30–17:00: một ngày làm việc là 8 giờ")
    _open(page, "TT-T7-KHAC")
    expect(page.locator("main")).to_contain_text("hạn 08:00 thứ Ba 13/10/2026")
    expect(page.locator("main")).to_contain_text("07:30–11:30, 13:30–17:00: một ngày làm việc là 7 giờ 30 phút")
    found["vi-sao"] = check(page, "desk-hanh-trinh-6-vi-sao", "desk")
    clock.set(12, "11:19")
    _open(page, "TT-CHAM")
    expect(page.locator(".d-rules")).to_have_count(0)
    clock.set(12, "11:20")
    page.reload()
    expect(page.locator(".d-rules li", has_text="R01")).to_contain_text("sắp đến hạn")
    expect(page.locator(".d-rules li", has_text="R01")).to_contain_text("trước 15:20 thứ Hai 12/10/2026")
    found["canh-bao"] = check(page, "desk-hanh-trinh-6-canh-bao", "desk")
    _answered(page, clock, tmp_path)
    found["tra-loi"] = check(page, "desk-hanh-trinh-6-tra-loi", "desk")
    _penalty(open_page())
    _second_request(open_page(), clock, found)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _answered(page: Page, clock: MovedClock, tmp_path: Path) -> None:
    """The slip of 15:19 is in time, that of 15:21 is not; the Saturday one is accepted and a supplement asked for."""
    clock.set(16, "08:00")
    slips = [
        _online("TT-DUNG", FRIDAY, ("supplement_requested", "12T15:19"), synced_at="2026-10-16T07:00"),
        _online("TT-CHAM", FRIDAY, ("supplement_requested", "12T15:21"), synced_at="2026-10-16T07:00"),
    ]
    accepted = {"accepted_at": "2026-10-12T09:00", "due_at": "2026-10-30T17:00", "synced_at": "2026-10-16T07:00"}
    happened = (("supplement_requested", "13T09:00"), ("supplement_done", "15T09:00"))
    _bring_in(page, _file([*slips, _online("TT-T7", SATURDAY, *happened, **accepted)], tmp_path, "thu-sau.csv"))
    _open(page, "TT-DUNG")
    expect(page.locator(".d-rules li", has_text="trễ hạn")).to_have_count(0)
    _open(page, "TT-CHAM")
    expect(page.locator(".d-rules li", has_text="R01")).to_contain_text("vi phạm")
    expect(page.locator(".d-rules li", has_text="R01")).to_contain_text("15:21 thứ Hai 12/10/2026: trễ hạn")
    page.goto("/ho-so/tre?don-vi=suoi-may&nam=2026&thang=10")
    expect(page.locator("#tra-loi li")).to_have_text(
        ["TT-CHAM: hạn 15:20 thứ Hai 12/10/2026, trả lời lúc 15:21 thứ Hai 12/10/2026"]
    )


def _penalty(page: Page) -> None:
    """Penalty 4 of the commune's plan has the dossier as its line."""
    coordinator = User.objects.get(username="dieuphoi")
    today = system_clock().date()
    coordinator.standing = standing_of(coordinator, today)
    (unit,) = coordinator.standing.units()
    plan, _fresh = make_plan(coordinator, unit, blank_plan(unit, 2026, today=today, kind="reform"), at=system_clock())
    log_in(page)
    page.goto(f"/ke-hoach/{plan.code}/thuong-tru/moi")
    page.select_option("[name=kind]", "penalty")
    page.fill("[name=text]", "Điểm trừ 4: chậm trả lời hồ sơ trực tuyến quá 08 giờ làm việc")
    page.fill("[name=points]", "0,5")
    page.select_option("[name=measure1]", "late_answers")
    page.select_option("[name=op1]", ">")
    page.fill("[name=limit1]", "0")
    page.locator("form .btn.pri").press("Enter")
    expect(page.locator("main")).to_contain_text("Bị trừ")
    expect(page.locator("main")).to_contain_text("TT-CHAM: hạn 15:20 thứ Hai 12/10/2026, trả lời lúc 15:21")
    expect(page.locator("main")).not_to_contain_text("TT-DUNG")


def _second_request(page: Page, clock: MovedClock, found: dict[str, list[str]]) -> None:
    """On 20 October a second slip after acceptance is warned of before it is sent."""
    clock.set(20, "09:00")
    log_in(page, "congchuc")
    _open(page, "TT-T7")
    expect(page.locator(".note.warn", has_text="R02")).to_contain_text("Yêu cầu bổ sung lần 2 sau khi tiếp nhận")
    page.locator("summary", has_text="Ghi văn bản").press("Enter")
    page.select_option("#p-kind", "supplement")
    page.fill("#p-number", "9/YCBS")
    page.fill("#p-day", "20/10/2026")
    page.locator("form[action$='/van-ban'] .btn.pri").press("Enter")
    expect(page.locator(".note.bad")).to_contain_text("Nếu vẫn phải gửi thì đánh dấu “Vẫn ghi”")
    expect(page.locator("main")).to_contain_text("Chưa ghi văn bản nào.")
    found["bo-sung"] = check(page, "desk-hanh-trinh-6-bo-sung", "desk")


def test_one_dossier_from_warning_to_letter_to_the_index(open_page: Open, clock: MovedClock, tmp_path: Path) -> None:
    """Nine of October's dossiers are done in time; the tenth lies with the land office and becomes late."""
    page, found = open_page(), {}
    log_in(page)
    timely = [row for row in _year() if "-26-0" in row["code"]][:9]
    done = json.dumps([{"status": "processed", "at": "2026-10-07T15:00"}])
    dated = {"accepted_at": "2026-10-05T08:30", "due_at": "2026-10-09T17:00", "events": done}
    watched = next(row for row in _year() if row["code"] == WATCHED)
    _bring_in(page, _file([*(row | dated for row in timely), watched], tmp_path, "thang-10.csv"))
    _nights(clock, 15, 15)
    clock.set(15, "16:40")
    assert _index(page, "10/10") == "20,00"
    page.goto("/ho-so?don-vi=suoi-may")
    page.get_by_role("link", name="Còn dưới 8 giờ").first.click()
    page.get_by_role("link", name=WATCHED).click()
    expect(page.locator(".page-head")).to_contain_text("Còn dưới 8 giờ làm việc")
    expect(page.locator(".d-rules li", has_text="R05")).to_contain_text("sắp đến hạn")
    found["ho-so"] = check(page, "desk-mot-ho-so-canh-bao", "desk")
    page.get_by_role("link", name="Mở danh sách thư").click()
    line = page.locator("tr", has_text="gửi cơ quan")
    with page.expect_download() as download:
        line.locator("a", has_text=".pdf").click()
    assert Path(str(download.value.path())).read_bytes().startswith(b"%PDF")
    line.locator("summary").press("Enter")
    line.locator("[name=number]").fill("41/UBND-VP")
    line.locator("form", has=page.locator("[name=number]")).locator("[name=day]").fill("15/10/2026")
    line.get_by_role("button", name="Ghi đã gửi").press("Enter")
    expect(page.locator("tr", has_text="gửi cơ quan")).to_contain_text("số 41/UBND-VP ngày 15/10/2026")
    _nights(clock, 16, 19)
    clock.set(19, "08:00")
    assert _index(page, "9/10") == "18,00"
    found["chi-so"] = check(page, "desk-mot-ho-so-chi-so", "desk")
    page.get_by_role("link", name="9/10").first.click()
    expect(page.locator("main")).to_contain_text(WATCHED)
    page.get_by_role("link", name=WATCHED).first.click()
    expect(page.locator("#thu")).to_contain_text("Đã gửi")
    expect(page.locator("#nguyen-nhan")).to_contain_text("do cơ quan khác")
    page.goto("/ho-so/tre?don-vi=suoi-may&nam=2026&thang=10")
    expect(page.locator(".d-readings")).to_contain_text("90 %")
    expect(page.locator(".d-readings")).to_contain_text("100 %")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _index(page: Page, pair: str) -> str:
    """Look at metric 2.1 of October and return its own points."""
    page.goto("/chi-so-766/suoi-may?ky=2026-10")
    row = page.locator(".x-metrics tbody tr", has=page.get_by_role("link", name=pair, exact=True)).first
    return row.locator("td.flag").inner_text()
