"""The pages of a sheet: the table, one criterion, saving with and without script, the steps; and their queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.models import Assessment, Attached, Line, Window
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import OwnerKind, Owning, Role, User
from namro.core.base.clock import system_clock
from tests.apps.assessments.sheets import NOW, SET, edition_in_force, filled, in_round, publish_set, sheet_of, typed

edition = pytest.fixture(autouse=True)(edition_in_force)
HOME = "/phieu/2026/suoi-may"
JSON = {"HTTP_ACCEPT": "application/json"}

Browsers = Callable[[str], Client]


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    made = sheet_of(cast)
    in_round(cast, made, due=system_clock() + timedelta(days=9))
    return made


def many_rows(domains: int, leaves: int) -> str:
    """A set of so many domains with so many leaves each."""
    head = "framework: phieu-lon\nedition: 2025-12-02\ntitle: Bộ lớn\nlevel: commune\nyears: {from: 2026}\n"
    bands = "bands: [{name: Tốt, from: 80}, {name: Khá, from: 0}]"
    text = f"{head}scale: {{max: {domains * leaves}}}\n{bands}\ncriteria:\n"
    for domain in range(1, domains + 1):
        text += f'  - id: "{domain}"\n    name: Lĩnh vực {domain}\n    max: {leaves}\n    criteria:\n'
        for leaf in range(1, leaves + 1):
            text += f'      - {{id: "{domain}.{leaf}", name: Tiêu chí {leaf}, max: 1, evidence: {{required: true}},'
            text += " rule: {kind: manual, step: 0.25}}\n"
    return text


def body(answer: Any) -> str:
    return str(answer.content.decode())


def give(sheet: Assessment, node: str, user: User) -> None:
    row = sheet.assignments.get(node_id=node)
    row.give(Owning(OwnerKind.PERSON, user.pk))
    row.save()


def attach(sheet: Assessment, node: str, user: User, signed: str) -> None:
    evidence = Evidence.objects.create(
        unit=sheet.unit, year=sheet.year, number=f"{node}/BC", made_by=user, made_at=NOW
    )  # fmt: skip
    EvidenceFile.objects.create(
        evidence=evidence, version=1, name="a.pdf", sha256="a" * 64, by=user, at=NOW, changed_at=NOW, state="read",
        signed=signed,
    )  # fmt: skip
    Attached.objects.create(assessment=sheet, node_id=node, evidence=evidence, by=user, at=NOW)


def test_the_place_of_the_rail_leads_to_the_own_sheet(browser_of: Browsers, sheet: Assessment) -> None:
    answer = browser_of(Role.OFFICER).get("/phieu")
    assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
    assert "Xã Suối Mây" in body(browser_of(Role.OFFICER).get("/phieu?tat-ca=1"))
    assert "Chưa có phiếu nào" in body(browser_of(Role.COUNCIL).get("/phieu"))  # a draft is its unit's own


def test_a_year_begins_on_a_published_edition(cast: dict[str, User], browser_of: Browsers) -> None:
    publish_set(cast)
    client = browser_of(Role.COORDINATOR)
    year = system_clock().year
    assert "chưa có phiếu năm" in body(client.get("/phieu"))
    page = body(client.get(f"/phieu/{year}/suoi-may/mo"))
    assert "Bộ tiêu chí để thử phiếu" in page
    wrong = client.post(f"/phieu/{year}/suoi-may/mo", {"edition": "999"})
    assert "Chọn một bộ tiêu chí" in body(wrong)
    chosen = page.split('name="edition" value="')[1].split('"')[0]
    assert client.post(f"/phieu/{year}/suoi-may/mo", {"edition": chosen}).status_code == 302
    assert Assessment.objects.get().year == year
    assert client.get(f"/phieu/{year}/suoi-may/mo").status_code == 302  # there is one now
    assert browser_of(Role.OFFICER).get("/phieu/2027/suoi-may/mo").status_code == 403


def test_the_table_shows_points_and_never_0_for_an_empty_cell(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3,5")
    page = body(browser_of(Role.COORDINATOR).get(HOME))
    assert 'name="p.1.2" value="3,50"' in page
    assert 'name="p.1.1" value="" placeholder="trống"' in page
    assert 'name="p.2.1"' not in page  # computed
    assert "thiếu số liệu" in page
    assert "Trống <b>2</b>" in page
    assert "còn 9 ngày" in page
    Window.objects.update(opens_at=system_clock() - timedelta(days=30), closes_at=system_clock() - timedelta(hours=30))
    late = body(browser_of(Role.COORDINATOR).get(HOME))
    assert "Nếu nộp bây giờ: trễ 2 ngày, mỗi ngày 1,00 điểm: trừ 2,00 điểm." in late
    assert "Điểm trừ" in page


@pytest.mark.parametrize(("chosen", "rows"), [
    ("trong", {"1.1", "1.3"}), ("thieu-minh-chung", {"1.1"}), ("co-loi", {"1.2"}), ("cua-toi", {"1.3"}),
    ("chua-ky", set()), ("thap-hon", set()),
])  # fmt: skip
def test_filters_show_their_rows_with_the_sums_above(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment, chosen: str, rows: set[str]
) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "7")
    give(sheet, "1.3", cast[Role.COORDINATOR])
    page = body(browser_of(Role.COORDINATOR).get(f"{HOME}?loc={chosen}"))
    assert {part.split('"')[0] for part in page.split('data-row="')[1:]} == rows
    assert ('id="r-1"' in page) == bool(rows)
    assert ("Không có dòng nào" in page) == (not rows)


def test_proof_is_told_by_shape_and_word(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    attach(sheet, "1.1", cast[Role.COORDINATOR], "none")
    assert "1.1/BC, chưa ký số" in body(client.get(HOME))
    assert 'data-row="1.1"' in body(client.get(f"{HOME}?loc=chua-ky"))
    attach(sheet, "1.1", cast[Role.COORDINATOR], "both")
    assert "2 tệp, 1 chưa ký số" in body(client.get(HOME))


@pytest.mark.parametrize(
    ("signed", "state", "dated", "row", "piece"),
    [
        ("both", "read", date(2026, 3, 1), "1.1/BC, ký số", "1.1/BC, ký số"),
        ("none", "read", None, "1.1/BC, chưa ký số", "1.1/BC, chưa ký số"),
        ("leader", "read", None, "1.1/BC, 1 chưa ký số", "1.1/BC, chưa đủ chữ ký số"),
        ("both", "read", date(2026, 7, 1), "0/1 tệp, 1 trễ hạn", "1.1/BC, trễ hạn"),
        ("none", "read", date(2026, 7, 1), "0/1 tệp, 1 trễ hạn, 1 chưa ký số", "1.1/BC, trễ hạn, chưa ký số"),
        ("", "failed", None, "1.1/BC, không đọc được", "1.1/BC, không đọc được"),
    ],
)
def test_a_file_is_told_alike_on_every_page(
    cast: dict[str, User], browser_of: Browsers, *, signed: str, state: str, dated: date | None, row: str, piece: str
) -> None:
    """Warned of in the sheet's row, on the criterion and in the assignment, or on none of them."""
    asked = SET.replace("evidence: {required: true, signed: true}", "evidence: {signed: both, before: '06-30'}")
    sheet = sheet_of(cast, publish_set(cast, asked))
    attach(sheet, "1.1", cast[Role.COORDINATOR], signed)
    EvidenceFile.objects.update(state=state)
    Evidence.objects.update(dated=dated)
    client, well = browser_of(Role.COORDINATOR), row.endswith("/BC, ký số")
    css = "ok" if well else "un"
    assert re.search(rf'class="pf {css}"[^>]*title="{row}"', body(client.get(HOME)))
    assert re.search(rf'class="pf {css}" href="[^"]*"><svg.*?</svg>{piece}</a>', body(client.get(f"{HOME}/1.1")))
    (asked_for,) = client.get(f"{HOME}/phan-cong/1.1").context["page"].pieces
    chip = asked_for.rows[0].state
    assert (chip.css, chip.words) == ("good" if well else "warn", piece.removeprefix("1.1/BC, "))


def test_one_cell_is_saved_and_every_sum_comes_back(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    answer = client.post(f"{HOME}/luu", {"p.1.2": "3.5", "v.1.2": "0"}, **JSON)
    told = answer.json()
    assert answer.status_code == 200
    assert told["saved"].startswith("Đã lưu ")
    assert (told["rows"]["1.2"]["text"], told["rows"]["1.2"]["version"]) == ("3,50", 1)
    assert told["sums"]["1"]["points"] == "3,50"
    assert told["total"]["points"] == "3,50"
    assert told["counts"] == {"trong": 2, "thap-hon": 0, "co-loi": 0}
    above = client.post(f"{HOME}/luu", {"p.1.2": "4,5", "v.1.2": "1"}, **JSON).json()["rows"]["1.2"]
    assert (above["message"], above["cures"], above["css"]) == ("Vượt tối đa 4,00", ["4,00"], "bad")


def test_what_is_no_number_is_refused_and_the_rest_is_saved(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {"p.1.1": "một", "v.1.1": "0", "p.1.2": "1", "v.1.2": "0"}
    told = client.post(f"{HOME}/luu", sent, **JSON).json()
    assert "không phải số điểm" in told["refused"]["1.1"]
    assert Line.objects.get().node_id == "1.2"
    page = client.post(f"{HOME}/luu", sent)  # a browser without script sees its own text again
    assert page.status_code == 400
    assert 'value="một"' in body(page)
    alone = client.post(f"{HOME}/luu", {"p.1.1": "x", "v.1.1": "0", "muc": "1.1", "e.1.1": "Lý do dài"})
    assert "không phải số điểm" in body(alone)
    assert 'value="x"' in body(alone)


def test_two_people_see_both_values_with_and_without_script(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    give(sheet, "1.2", cast[Role.OFFICER])
    browser_of(Role.OFFICER).post(f"{HOME}/luu", {"p.1.2": "3", "v.1.2": "0"}, **JSON)
    client = browser_of(Role.COORDINATOR)
    answer = client.post(f"{HOME}/luu", {"p.1.2": "2", "v.1.2": "0"}, **JSON)
    (clash,) = answer.json()["clashes"]
    assert answer.status_code == 409
    assert (clash["theirs"], clash["mine"], clash["version"]) == ("3,00", "2,00", 1)
    assert clash["person"] == cast[Role.OFFICER].full_name
    sent = {"p.1.2": "2", "v.1.2": "0", "p.1.3": "1", "v.1.3": "0"}
    asked = client.post(f"{HOME}/luu", sent)
    assert asked.status_code == 409
    assert "Ghi của tôi" in body(asked)
    again = {"p.1.2": "2", "v.1.2": "1", "p.1.3": "1", "v.1.3": "0", "clash": "points:1.2"}
    client.post(f"{HOME}/luu", {**again, "keep": "theirs"})
    assert dict(Line.objects.values_list("node_id", "claimed_nano")) == {"1.2": 3 * 10**9, "1.3": 10**9}
    client.post(f"{HOME}/luu", {**again, "keep": "mine"})
    assert Line.objects.get(node_id="1.2").claimed == 2


def test_a_whole_page_sent_late_takes_nothing_back(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    """Without script every box is sent, those nobody touched too."""
    give(sheet, "1.2", cast[Role.OFFICER])
    browser_of(Role.OFFICER).post(f"{HOME}/luu", {"p.1.2": "3", "v.1.2": "0"}, **JSON)
    boxes = {"p.1.1": "2", "v.1.1": "0", "p.1.2": "", "v.1.2": "0", "p.1.3": "", "v.1.3": "0", "p.T1": "", "v.T1": "0"}
    answer = browser_of(Role.COORDINATOR).post(f"{HOME}/luu", boxes)
    assert answer.status_code == 302
    assert dict(Line.objects.values_list("node_id", "claimed_nano")) == {"1.1": 2 * 10**9, "1.2": 3 * 10**9}


def test_not_applicable_and_its_tick_without_script(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    row = {"muc": "1.3", "p.1.3": "", "k.1.3": "1", "r.1.3": "Xã không có chợ", "e.1.3": ""}
    client.post(f"{HOME}/luu", {**row, "n.1.3": "1", "v.1.3": "0"})
    line = Line.objects.get()
    assert (line.not_applicable, line.reason) == (True, "Xã không có chợ")
    assert 'placeholder="không áp dụng"' in body(client.get(HOME))
    page = body(client.get(f"{HOME}/1.3"))
    assert "Đơn vị ghi không áp dụng: Xã không có chợ" in page
    assert "<b>có</b>" in page  # the history
    client.post(f"{HOME}/luu", {**row, "v.1.3": "1"})
    line.refresh_from_db()
    assert not line.not_applicable


def test_a_cure_is_a_button_without_script_too(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "7")
    client = browser_of(Role.COORDINATOR)
    assert 'name="u.1.2" value="4,00"' in body(client.get(HOME))
    client.post(f"{HOME}/luu", {"u.1.2": "4,00", "p.1.2": "7", "v.1.2": "1", "loc": "co-loi"})
    assert Line.objects.get().claimed == 4


def test_who_reads_and_who_fills(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    give(sheet, "1.2", cast[Role.OFFICER])
    page = body(browser_of(Role.OFFICER).get(HOME))
    assert page.count("data-version=") == 1
    assert "data-version" not in body(browser_of(Role.LEADER).get(HOME))
    assert browser_of(Role.COUNCIL).get(HOME).status_code == 404
    refused = browser_of(Role.OFFICER).post(f"{HOME}/luu", {"p.1.1": "1", "v.1.1": "0"}, **JSON)
    assert refused.status_code == 403
    assert "người được giao" in refused.json()["message"]


def test_a_locked_sheet_says_why_and_keeps_what_was_typed(browser_of: Browsers, sheet: Assessment) -> None:
    Assessment.objects.update(state="waiting")
    client = browser_of(Role.COORDINATOR)
    page = body(client.get(HOME))
    assert "Phiếu đang chờ lãnh đạo duyệt" in page
    assert "data-version" not in page
    answer = client.post(f"{HOME}/luu", {"p.1.1": "1", "v.1.1": "0"}, **JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "locked")


def test_the_steps_from_laying_to_handing_in(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    coordinator, leader = browser_of(Role.COORDINATOR), browser_of(Role.LEADER)
    early = coordinator.post(f"{HOME}/chuyen", {"act": "lay"})
    assert early.headers["Location"] == f"{HOME}?loc=trong"
    filled(cast[Role.COORDINATOR], sheet)
    assert "Trình lãnh đạo" in body(coordinator.get(HOME))
    coordinator.post(f"{HOME}/chuyen", {"act": "lay"})
    assert 'value="approve"' in body(leader.get(f"{HOME}/trinh-nop"))
    bare = leader.post(f"{HOME}/chuyen", {"act": "send_back", "said": " "}, follow=True)
    assert "lý do trả lại" in body(bare)
    leader.post(f"{HOME}/chuyen", {"act": "send_back", "said": "Thiếu giải trình 1.2"})
    assert "Thiếu giải trình 1.2" in body(coordinator.get(f"{HOME}/trinh-nop"))
    for client, act in ((coordinator, "lay"), (leader, "approve"), (coordinator, "submit")):
        client.post(f"{HOME}/chuyen", {"act": act})
    sheet.refresh_from_db()
    assert sheet.state == "submitted"
    assert coordinator.post(f"{HOME}/chuyen", {"act": "nothing"}).status_code == 404


def test_a_sheet_that_came_back_says_why_on_top_of_it(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    filled(cast[Role.COORDINATOR], sheet)
    coordinator, leader = browser_of(Role.COORDINATOR), browser_of(Role.LEADER)
    assert "Trả lại" not in body(coordinator.get(HOME))
    for why in ("Thiếu quyết định ở 1.1", "Vẫn thiếu phụ lục ở 1.1"):
        coordinator.post(f"{HOME}/chuyen", {"act": "lay"})
        leader.post(f"{HOME}/chuyen", {"act": "send_back", "said": why})
        page = body(coordinator.get(HOME))
        assert "<b>Trả lại</b>" in page
        assert f"{cast[Role.LEADER].full_name}: {why}" in page
    assert "Thiếu quyết định ở 1.1" not in page  # the reason of now, the older ones are told by the steps
    coordinator.post(f"{HOME}/chuyen", {"act": "lay"})
    assert "Vẫn thiếu phụ lục" not in body(coordinator.get(HOME))


def test_difficulties_and_proposals(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    words = {"difficulties": "Thiếu người", "proposals": "Tăng biên chế"}
    version = Assessment.objects.get().version
    assert client.post(f"{HOME}/trinh-nop", {**words, "version": version}).status_code == 302
    late = client.post(f"{HOME}/trinh-nop", {"difficulties": "Khác", "proposals": "", "version": version})
    assert late.status_code == 409
    assert "vừa được sửa" in body(late)
    assert "Thiếu người" in body(late)
    assert "Khác" in body(late)
    assert 'name="difficulties"' not in body(browser_of(Role.LEADER).get(f"{HOME}/trinh-nop"))


def test_the_panel_is_a_piece_of_the_criterion(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    piece = body(client.get(f"{HOME}/1.1?khung=1"))
    assert "<html" not in piece
    assert 'name="e.1.1"' in piece
    assert client.get(f"{HOME}/9.9").status_code == 404
    assert "Hồ sơ đúng hạn / Hồ sơ đã giải quyết" in body(client.get(f"{HOME}/2.1"))


def test_a_page_of_150_rows_asks_no_more_than_one_of_20(cast: dict[str, User], browser_of: Browsers) -> None:
    small = sheet_of(cast, publish_set(cast, many_rows(2, 10)))
    in_round(cast, small)
    client = browser_of(Role.COORDINATOR)
    give(small, "1.1", cast[Role.OFFICER])
    few = asked(client, HOME), asked(client, f"{HOME}/1.1?khung=1"), saving(client, 0)
    Assessment.objects.update(year=2025, state="published")
    row = publish_set(cast, many_rows(10, 15).replace("2025-12-02", "2025-12-03"))
    large = sheet_of(cast, row)
    in_round(cast, large)
    give(large, "1.1", cast[Role.OFFICER])
    client.get(HOME)
    assert body(client.get(HOME)).count("data-version=") == 150
    assert (asked(client, HOME), asked(client, f"{HOME}/1.1?khung=1"), saving(client, 0)) == few
    assert max(few[:2]) <= 12
    assert asked(client, "/phieu?tat-ca=1") <= 12  # two sheets now


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def saving(client: Client, version: int) -> int:
    client.post(f"{HOME}/luu", {"p.1.1": "0,5", "v.1.1": str(version)}, **JSON)
    with CaptureQueriesContext(connection) as found:
        assert client.post(f"{HOME}/luu", {"p.1.1": "1", "v.1.1": str(version + 1)}, **JSON).status_code == 200
    return len(found)
