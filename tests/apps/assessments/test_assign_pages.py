"""The pages of the assignment without script: the table, one row, missing proof, going on with another edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.expecting import typed_pieces
from namro.apps.assessments.models import Assessment, AssignmentChange, Attached
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.assessments.queries.missing import barest, lacking
from namro.apps.assessments.queries.sheets import sheets_for
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, User
from namro.core.assessment.missing import tally
from namro.core.assessment.stages import State
from tests.apps.assessments.giving import PROOF, YEAR, evidence_of, give, sheet_of
from tests.apps.assessments.sheets import NOW, edition_in_force, publish_set, ready

edition = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]
AT = f"/phieu/{YEAR}/suoi-may"


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """The commune's sheet; the officer owns 1.2."""
    sheet = sheet_of(cast)
    give(cast, sheet, "1.2", cast[Role.OFFICER])
    return sheet


def words(answer: object) -> str:
    """The page's words, tags left out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())  # type: ignore[attr-defined]


def test_the_table_says_who_owes_what(browser_of: Browsers, sheet: Assessment, cast: dict[str, User]) -> None:
    page = words(browser_of(Role.COORDINATOR).get(f"{AT}/phan-cong"))
    assert "đã giao 1/5 tiêu chí" in page
    assert (
        f"Báo cáo đúng hạn 4 – 5 · Kế hoạch kiểm tra (trước 15/03); Báo cáo quý (từ 4 tệp) {cast[Role.OFFICER]}" in page
    )
    assert "Chưa có, quá hạn 15/03" in page


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["1.1", "1.2", "1.3", "2.1", "2.2"]),
        ("loc=chua-giao", ["1.1", "1.3", "2.1", "2.2"]),
        ("loc=duy-tri", ["2.1"]),
        ("loc=chua-han", ["1.1", "1.2", "1.3", "2.2"]),
        ("loc=cua-toi", []),
        ("loc=thieu", ["1.1", "1.2"]),
        ("linh-vuc=2", ["2.1", "2.2"]),
        ("tim=sang+kien", ["1.3"]),
        ("loc=khong-co&linh-vuc=9", []),
    ],
)
def test_filters(browser_of: Browsers, cast: dict[str, User], sheet: Assessment, query: str, ids: list[str]) -> None:
    edit = Edit({"keeps": True, "due": date(YEAR, 11, 30)})
    assign(ready(cast[Role.COORDINATOR]), sheet, ["2.1"], edit=edit, at=NOW)
    page = browser_of(Role.COORDINATOR).get(f"{AT}/phan-cong?{query}").content.decode()
    assert re.findall(r'name="task" value="([^"]+)"', page) == ids


def test_a_domain_is_given_out_in_one_go(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {"query": "linh-vuc=1", "all": "1", "owner": f"person:{cast[Role.LEADER].pk}", "due": "30/11", "keeps": "no"}
    answer = client.post(f"{AT}/phan-cong-loat", sent)
    assert answer.headers["Location"] == f"{AT}/phan-cong?linh-vuc=1"
    rows = sheet.assignments.filter(due=date(YEAR, 11, 30), owner_user=cast[Role.LEADER])
    assert sorted(rows.values_list("node_id", flat=True)) == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"due": "31/2", "task": "1.1"}, "không phải một ngày"),
        ({"task": "1.1"}, "Chưa chọn gì để ghi"),
        ({"due": "30/11"}, "Chưa chọn tiêu chí nào"),
        ({"owner": "person:999999", "task": "1.1"}, "không còn trong danh sách"),
        ({"owner": "x", "task": "1.1"}, "không còn trong danh sách"),
    ],
)
def test_what_is_refused_stays_typed(browser_of: Browsers, sheet: Assessment, sent: dict[str, str], said: str) -> None:
    answer = browser_of(Role.COORDINATOR).post(f"{AT}/phan-cong-loat", sent)
    assert answer.status_code == 400
    assert said in words(answer)
    if "task" in sent:
        assert 'value="1.1" checked' in answer.content.decode()
    assert sheet.assignments.get(node_id="1.1").version == 0


def test_two_people_see_both_values_and_choose(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    assign(ready(cast[Role.COORDINATOR]), sheet, ["1.1"], edit=Edit({"due": date(YEAR, 10, 1)}), at=NOW)
    AssignmentChange.objects.update(by=cast[Role.ADMIN])
    sent = {"task": ["1.1", "1.3"], "v-1.1": "0", "v-1.3": "0", "due": "30/11", "note": "xem"}
    answer = client.post(f"{AT}/phan-cong-loat", sent)
    assert answer.status_code == 409
    assert "01/10/2026" in words(answer)
    assert "30/11/2026" in words(answer)
    back = dict(re.findall(r'<input type="hidden" name="(clash|v-[^"]+)" value="([^"]*)"', answer.content.decode()))
    assert back == {"v-1.1": "1", "v-1.3": "0", "clash": "1.1:due"}
    client.post(f"{AT}/phan-cong-loat", {**sent, **back, "keep": "theirs"})
    rows = {row.node_id: (row.due, row.note) for row in sheet.assignments.filter(node_id__in=["1.1", "1.3"])}
    assert rows == {"1.1": (date(YEAR, 10, 1), "xem"), "1.3": (date(YEAR, 11, 30), "xem")}


def test_one_row_with_proof_of_the_unit(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    sent = {
        "v-1.2": "1", "owner": f"person:{cast[Role.LEADER].pk}", "due": "", "note": "x", "proof": "own",
        "p-id": ["ke-hoach", "bao-cao", "", ""], "p-text": ["Kế hoạch", "", "Ảnh chụp", ""],
        "p-kind": ["plan", "report", "photo", "other"], "p-signed": ["leader", "", "", ""],
        "p-before": ["31/3", "", "", ""], "p-min_count": ["1", "4", "2", "1"],
    }  # fmt: skip
    assert client.post(f"{AT}/phan-cong/1.2", sent).status_code == 302
    page = words(client.get(f"{AT}/phan-cong/1.2"))
    assert "Ảnh chụp (từ 2 tệp)" in page
    assert cast[Role.OFFICER].full_name in page  # the history tells who had it
    wrong = client.post(f"{AT}/phan-cong/1.2", {**sent, "v-1.2": "2", "p-before": ["32/3", "", "", ""]})
    assert wrong.status_code == 400
    assert client.get(f"{AT}/phan-cong/9.9").status_code == 404


def test_the_owner_attaches_what_the_library_has(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    client = browser_of(Role.OFFICER)
    paper = evidence_of(sheet.unit, cast[Role.OFFICER])
    page = client.get(f"{AT}/phan-cong/1.2").content.decode()
    assert f'name="evidence" value="{paper.pk}"' in page
    sent = {"evidence": [str(paper.pk)], "piece": "bao-cao"}
    assert client.post(f"{AT}/phan-cong/1.2/gan", {**sent, "others": "1.1"}).status_code == 403  # not the officer's
    assert client.post(f"{AT}/phan-cong/1.2/gan", sent).status_code == 302
    page = words(client.get(f"{AT}/phan-cong/1.2"))
    assert "Báo cáo quý (từ 4 tệp) · 1/4 báo cáo" in page
    row = Attached.objects.get()
    assert client.post(f"{AT}/phan-cong/1.2/bo", {"attached": str(row.pk)}).status_code == 302
    assert client.post(f"{AT}/phan-cong/1.2/bo", {"attached": str(row.pk)}).status_code == 400
    assert client.post(f"{AT}/phan-cong/1.2/gan", {"evidence": ["x"]}).status_code == 400


def test_what_is_missing_by_person_and_by_domain(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    client = browser_of(Role.COORDINATOR)
    by_person = words(client.get(f"{AT}/thieu-minh-chung"))
    assert "2/2 tiêu chí còn thiếu, 1 trễ hạn" in by_person
    assert re.search(rf"{cast[Role.OFFICER]} 1 tiêu chí · 1 trễ hạn", by_person)
    assert re.search(r"trễ \d+ ngày làm", by_person)
    assert "Xã Suối Mây: minh chứng cải cách hành chính còn thiếu" in by_person  # the text for the chat
    by_domain = words(client.get(f"{AT}/thieu-minh-chung?theo=linh-vuc"))
    assert "1. Chỉ đạo, điều hành 2 tiêu chí" in by_domain
    assert "1/2 tiêu chí còn thiếu" in words(browser_of(Role.OFFICER).get(f"{AT}/thieu-minh-chung?loc=cua-toi"))


def test_a_row_that_does_not_apply_lacks_nothing(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    cells = [Cell("1.2", "not_applicable", "1", 0), Cell("1.2", "reason", "Không có", 0)]
    fill(ready(cast[Role.COORDINATOR]), sheet, cells, at=NOW)
    client = browser_of(Role.COORDINATOR)
    assert "1/1 tiêu chí còn thiếu" in words(client.get(f"{AT}/thieu-minh-chung"))
    assert "1/1 tiêu chí chưa có minh chứng nào" in words(client.get(f"/thieu-minh-chung/{YEAR}"))


def test_units_are_counted_as_their_sheets_are(cast: dict[str, User], sheet: Assessment) -> None:
    """What the database counts is what one sheet's page shows, with proof of the unit's own and rows left out."""
    user = ready(cast[Role.COORDINATOR])
    paper = evidence_of(sheet.unit, user)
    own = typed_pieces([{"text": "Ảnh", "kind": "photo"}], year=YEAR)
    steps: tuple[Callable[[], object], ...] = (
        lambda: attach(user, sheet, [paper.pk], [Spot("1.2"), Spot("1.3")], at=NOW),
        lambda: assign(user, sheet, ["1.3", "2.2"], edit=Edit({"expected": own}), at=NOW),
        lambda: assign(user, sheet, ["1.1"], edit=Edit({"expected": []}), at=NOW),
        lambda: fill(user, sheet, [Cell("1.3", "not_applicable", "1", 0), Cell("1.3", "reason", "x", 0)], at=NOW),
        lambda: fill(user, sheet, [Cell("1.2", "not_applicable", "1", 0), Cell("1.2", "reason", "x", 0)], at=NOW),
    )
    seen = []
    for step in steps:
        step()
        (one,) = barest(sheets_for(user))
        found = assigned(user, sheet)
        attached = set(sheet.attached.values_list("node_id", flat=True))
        assert (one.asked, one.bare) == (len(found.proof), len(found.proof.keys() - attached))
        assert one.bare == tally(found.proof.values()).missing
        assert lacking([one], found.today)[sheet.pk].tally == tally(found.proof.values())
        seen.append((one.asked, one.bare))
    assert seen == [(2, 1), (4, 2), (3, 1), (2, 1), (1, 1)]


def test_units_of_a_year(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    paper = evidence_of(sheet.unit, cast[Role.OFFICER])
    attach(ready(cast[Role.COORDINATOR]), sheet, [paper.pk], [Spot("1.1")], at=NOW)
    page = words(browser_of(Role.COORDINATOR).get(f"/thieu-minh-chung/{YEAR}"))
    assert "1/2 tiêu chí chưa có minh chứng nào" in page
    assert re.search(r"Xã Suối Mây 1 0 1 1 0 %", page)  # 1.1 bears no signature
    assert "Chưa có phiếu nào" in words(browser_of(Role.COUNCIL).get(f"/thieu-minh-chung/{YEAR}"))  # a draft
    Assessment.objects.update(state=State.SUBMITTED)
    assert "Xã Suối Mây" in words(browser_of(Role.COUNCIL).get(f"/thieu-minh-chung/{YEAR}"))
    assert browser_of(Role.COUNCIL).get("/thieu-minh-chung/1").status_code == 404


def test_a_newer_edition_is_told_and_taken(browser_of: Browsers, cast: dict[str, User], sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    assert "Đã có bộ tiêu chí mới" not in words(client.get(f"{AT}/phan-cong"))
    changed = PROOF.replace("edition: 2025-12-01", "edition: 2026-06-01").replace(
        "name: Sáng kiến, max: 2", "name: Mô hình, max: 2"
    )
    changed = changed.replace('id: "1.3"', 'id: "1.4"')
    row = publish_set(cast, changed)
    assert "Đã có bộ tiêu chí mới" in words(client.get(f"{AT}/phan-cong"))
    assert "Đã có bộ tiêu chí mới" in words(client.get(AT))  # the sheet says it, too
    assert "4 mục tự chuyển; 2 dòng cần quyết định: 1 bị bỏ, 1 mới." in words(client.get(f"{AT}/chuyen-bo"))
    assert browser_of(Role.OFFICER).post(f"{AT}/chuyen-bo/doi", {"edition": str(row.pk)}).status_code == 403
    assert client.post(f"{AT}/chuyen-bo/doi", {"edition": "x"}).status_code == 400
    assert client.post(f"{AT}/chuyen-bo/doi", {"edition": str(row.pk)}).status_code == 302
    page = words(client.get(f"{AT}/chuyen-bo"))
    assert "2 dòng cần quyết định" in page
    assert "2 dòng cần quyết định" in words(client.get(AT))
    gone = sheet.carried.get(old_id="1.3")
    assert client.post(f"{AT}/chuyen-bo/quyet-dinh", {"send": str(gone.pk)}).status_code == 400
    sent = {"send": str(gone.pk), f"to-{gone.pk}": "1.4", f"v-{gone.pk}": "0"}
    assert client.post(f"{AT}/chuyen-bo/quyet-dinh", sent).status_code == 302
    assert client.post(f"{AT}/chuyen-bo/quyet-dinh", sent).status_code == 400  # decided already
    assert client.post(f"{AT}/chuyen-bo/quyet-dinh", {"take": "all"}).status_code == 302
    assert "Mọi dòng đã quyết định" in words(client.get(f"{AT}/chuyen-bo"))
    assert client.post(f"{AT}/chuyen-bo/quyet-dinh", {}).status_code == 400


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_table_as_a_file(browser_of: Browsers, cast: dict[str, User], sheet: Assessment, kind: str) -> None:
    answer = browser_of(Role.LEADER).get(f"{AT}/phan-cong.{kind}")
    content = b"".join(answer.streaming_content)
    if kind == "pdf":
        assert content.startswith(b"%PDF")
    else:
        names = {"docx": "word/document.xml", "xlsx": "xl/sharedStrings.xml"}
        said = ZipFile(BytesIO(content)).read(names[kind]).decode()
        assert cast[Role.OFFICER].full_name in said
        assert "Báo cáo quý (từ 4 tệp)" in said
    entry = AuditEntry.objects.filter(act="sheet_downloaded").get()
    assert entry.note == f"phan-cong {kind}"
    assert browser_of(Role.LEADER).get(f"{AT}/phan-cong.exe").status_code == 404


PAGES = ("phan-cong", "phan-cong?loc=thieu", "phan-cong/1.2", "thieu-minh-chung", "chuyen-bo")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OFFICER, Role.LEADER, Role.ADMIN])
def test_pages_ask_as_often_for_more(browser_of: Browsers, cast: dict[str, User], sheet: Assessment, role: str) -> None:
    client = browser_of(role)
    pages = [f"{AT}/{page}" for page in PAGES] + [f"/thieu-minh-chung/{YEAR}"]
    for page in pages:
        client.get(page)
    few = [queries(client, page) for page in pages]
    user = ready(cast[Role.COORDINATOR])
    for n, node in enumerate(("1.1", "1.3", "2.1", "2.2")):
        assign(user, sheet, [node], edit=Edit({"owner": Owning(OwnerKind.PERSON, user.pk), "note": str(n)}), at=NOW)
        papers = [evidence_of(sheet.unit, user, name=f"{node}-{m}.pdf").pk for m in range(3)]
        attach(user, sheet, papers, [Spot(node)], at=NOW)
    assert [queries(client, page) for page in pages] == few
    assert max(few) <= 24


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("page", ["phan-cong-loat", "phan-cong/1.1", "chuyen-bo/quyet-dinh", "chuyen-bo/doi"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_who_may_write(browser_of: Browsers, sheet: Assessment, role: str, page: str) -> None:
    answer = browser_of(role).post(f"{AT}/{page}", {"task": "1.1", "note": "x", "owner": "0"})
    reads = role in {Role.OFFICER, Role.LEADER, Role.WATCHER, Role.ADMIN}
    assert answer.status_code == (403 if reads else 404)
    assert not AssignmentChange.objects.filter(field="note").exists()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", PAGES)
def test_who_may_read(browser_of: Browsers, sheet: Assessment, role: str, page: str) -> None:
    answer = browser_of(role).get(f"{AT}/{page}")
    own = role in {Role.COORDINATOR, Role.OFFICER, Role.LEADER, Role.WATCHER, Role.ADMIN}
    assert answer.status_code == (200 if own else 404)
