"""What is made of a sheet and comes back: report, workbook, package, results, a commune's own round."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.assessments.actions.filling import Cell, fill
from namro.apps.assessments.models import Assessment, Attached, Incoming, Line, LineEvent, Round
from namro.apps.assessments.score_sheet import score_sheet_of
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.storage import digest_of, keep
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, User
from tests.apps.assessments.sheets import (
    NOW,
    SET,
    edition_in_force,
    filled,
    finished,
    in_round,
    on_the_day,
    publish_set,
    ready,
    sheet_of,
    typed,
)
from tests.apps.assessments.test_round_pages import Browsers

edition = pytest.fixture(autouse=True)(edition_in_force)
HOME = "/phieu/2026/suoi-may"


today = pytest.fixture(autouse=True)(on_the_day)


def proof(cast: dict[str, User], sheet: Assessment, tmp_path: Path, node: str = "1.1") -> Evidence:
    """Attach a stored file to a criterion."""
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(b"%PDF-1.7 noi dung")
    sha256, user = digest_of(path), cast[Role.COORDINATOR]
    keep(path, sha256)
    made = Evidence.objects.create(
        unit=sheet.unit, year=2026, number="05/KH-UBND", abstract="Kế hoạch năm", made_by=user, made_at=NOW
    )
    EvidenceFile.objects.create(
        evidence=made, version=1, name=path.name, sha256=sha256, by=user, at=NOW, changed_at=NOW
    )
    Attached.objects.create(assessment=sheet, node_id=node, evidence=made, by=user, at=NOW)
    return made


def downloaded(client: Client, address: str) -> bytes:
    """Return the bytes of a file."""
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def workbook(client: Client, change: Callable[[Any], None]) -> SimpleUploadedFile:
    """Download the workbook, change its first sheet and return it as an upload."""
    book = load_workbook(BytesIO(downloaded(client, f"{HOME}/so-offline")))
    change(book.worksheets[0])
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile("phieu-da-dien.xlsx", stream.getvalue())


def put(page: Any, node: str, column: str, value: object) -> None:
    """Write into the row of a criterion."""
    row = next(cells[0].row for cells in page.iter_rows() if cells[0].value == node)
    page[f"{column}{row}"].value = value


def brought(client: Client, change: Callable[[Any], None]) -> Any:
    """Hand the changed workbook in and return the preview."""
    return client.post(f"{HOME}/so-offline/nop", {"file": workbook(client, change)}, follow=True)


def posted(preview: Any, **other: object) -> dict[str, object]:
    """Return what the preview's form would send with its ticked cells."""
    page = preview.context["page"]
    ticked = [row.key for row in page.rows if row.mine and not row.clash]
    return {"o": ticked, **{f"v.{node}": version for node, version in page.versions}, **other}


def address_of(preview: Any) -> str:
    """Where the preview is."""
    return f"{HOME}/so-offline/{preview.context['page'].code}"


def test_rows_become_finished_data(cast: dict[str, User], data_folder: Path, tmp_path: Path) -> None:
    sheet = sheet_of(cast)
    made = in_round(cast, sheet)
    filled(cast[Role.COORDINATOR], sheet)
    row = sheet.assignments.get(node_id="1.2")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    proof(cast, sheet, tmp_path)
    found = score_sheet_of(sheet, NOW.date())
    assert [one.node_id for one in found.rows] == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "T1"]
    assert (found.round_code, found.period_from.isoformat()) == (made.code, "2025-12-15")
    assert found.unit_name == "UBND xã Suối Mây"
    row = found.by_id["1.2"]
    assert (str(row.claimed), str(row.step), row.owner, row.version) == ("3.5", "0.25", "Lê Thu An", 1)
    assert found.by_id["1"].claimed == found.total
    assert (found.by_id["2.1"].computed, found.by_id["2.2"].survey) == (True, True)
    assert found.by_id["1.1"].proof[0].number == "05/KH-UBND"


def test_what_was_typed_above_the_maximum_is_told_apart_from_what_is_counted(cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    typed(cast[Role.COORDINATOR], sheet, "1.2", "7")
    typed(cast[Role.COORDINATOR], sheet, "1.3", "1")
    found = score_sheet_of(sheet, NOW.date())
    assert (found.by_id["1.2"].claimed, found.by_id["1.2"].counted) == (7, 4)
    assert (found.by_id["1.3"].claimed, found.by_id["1.3"].counted) == (1, None)
    assert found.total == 5


def test_what_the_facts_rule_out_is_told_whatever_was_typed(cast: dict[str, User]) -> None:
    text = SET.replace("max: 4, rule: {kind: manual, step", "max: 4, applies_if: border, rule: {kind: manual, step")
    sheet = sheet_of(cast, publish_set(cast, text.replace("inputs: {", "inputs: {border: Xã biên giới, ")))
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3")
    before = score_sheet_of(sheet, NOW.date()).by_id["1.2"]
    assert (before.claimed, before.counted, before.ruled_out) == (3, None, False)  # without a fact it applies
    fact = NewFact(sheet.unit_id, 2026, "border", "false")
    user = ready(cast[Role.COORDINATOR])
    write_facts(user, [fact], origin=Origin(Producer.PERSON), as_of=NOW.date(), at=NOW)
    after = score_sheet_of(sheet, NOW.date())
    assert (after.by_id["1.2"].claimed, after.by_id["1.2"].ruled_out, after.total) == (3, True, 0)


def test_the_bridge_asks_as_often_for_much_proof_as_for_little(
    cast: dict[str, User], data_folder: Path, tmp_path: Path
) -> None:
    sheet = sheet_of(cast)
    score_sheet_of(sheet, NOW.date())  # units are kept in memory from here on
    counts = []
    for times in (1, 12):
        for _ in range(times):
            proof(cast, sheet, tmp_path, node="1.2")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            score_sheet_of(sheet, NOW.date())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_report_is_downloaded_and_recorded(browser_of: Browsers, cast: dict[str, User], suffix: str) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    filled(cast[Role.COORDINATOR], sheet)
    content = downloaded(browser_of(Role.OFFICER), f"{HOME}/tep/bao-cao.{suffix}")
    assert content[:4] == (b"%PDF" if suffix == "pdf" else b"PK\x03\x04")
    entry = AuditEntry.objects.get(act=AuditEntry.Act.SHEET_DOWNLOADED)
    assert entry.note == f"bao-cao-tu-cham-2026-suoi-may.{suffix}"
    assert browser_of(Role.OFFICER).get(f"{HOME}/tep/bao-cao.exe").status_code == 404


@pytest.mark.parametrize("page", ["tep", "tep/bao-cao.pdf", "so-offline", "goi-nop", "ket-qua"])
def test_a_draft_gives_nothing_to_others(browser_of: Browsers, cast: dict[str, User], page: str) -> None:
    in_round(cast, sheet_of(cast))
    for role in (Role.COUNCIL, Role.APPRAISER):
        assert browser_of(role).get(f"{HOME}/{page}").status_code == 404


def test_the_package_holds_scores_list_and_a_folder_for_each_criterion(
    browser_of: Browsers, cast: dict[str, User], data_folder: Path, tmp_path: Path
) -> None:
    sheet = sheet_of(cast)
    filled(cast[Role.COORDINATOR], sheet)
    proof(cast, sheet, tmp_path)
    archive = ZipFile(BytesIO(downloaded(browser_of(Role.COORDINATOR), f"{HOME}/goi-nop")))
    names = archive.namelist()
    assert {"diem-tu-cham.xlsx", "danh-muc-tai-lieu.xlsx", "danh-muc-tai-lieu.docx"} <= set(names)
    stored = [name for name in names if "05_KH-UBND" in name or "05-KH-UBND" in name]
    assert len(stored) == 1
    assert archive.read(stored[0]) == b"%PDF-1.7 noi dung"


def test_offline_there_and_back(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    typed(cast[Role.COORDINATOR], sheet, "1.1", "1")
    client = browser_of(Role.COORDINATOR)

    def change(page: Any) -> None:
        put(page, "1.1", "E", 2)
        put(page, "1.2", "E", "3,5")
        put(page, "1.3", "F", "Xã không có nội dung này")
        put(page, "1.2", "G", "Chậm một báo cáo")

    preview = brought(client, change)
    rows = {row.key: row for row in preview.context["page"].rows}
    assert {key: (row.now, row.new) for key, row in rows.items()} == {
        "points:1.1": ("1", "2"),
        "points:1.2": ("", "3,5"),
        "explanation:1.2": ("", "Chậm một báo cáo"),
        "not_applicable:1.3": ("", "Xã không có nội dung này"),
    }
    assert not Line.objects.filter(node_id="1.2").exists()
    done = client.post(address_of(preview), posted(preview))
    assert done.status_code == 302
    lines = {line.node_id: line for line in sheet.lines.all()}
    assert (str(lines["1.1"].claimed), str(lines["1.2"].claimed)) == ("2.000000000", "3.500000000")
    assert (lines["1.3"].not_applicable, lines["1.3"].reason) == (True, "Xã không có nội dung này")
    assert LineEvent.objects.filter(line=lines["1.1"]).count() == 2
    assert not Incoming.objects.exists()
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SHEET_FILLED).count() == 2


def test_what_waits_is_found_again_and_the_next_file_takes_its_place(
    browser_of: Browsers, cast: dict[str, User]
) -> None:
    in_round(cast, sheet_of(cast))
    client = browser_of(Role.COORDINATOR)
    first = brought(client, lambda page: put(page, "1.1", "E", 2))
    assert address_of(first) in client.get(f"{HOME}/tep").content.decode()
    assert browser_of(Role.OFFICER).get(address_of(first)).status_code == 404
    second = brought(client, lambda page: put(page, "1.1", "E", 1))
    assert client.get(address_of(first)).status_code == 404
    client.post(address_of(second), {"bo": "1"})
    assert not Incoming.objects.exists()
    assert not Line.objects.exists()


def test_only_the_chosen_cells_are_written(browser_of: Browsers, cast: dict[str, User]) -> None:
    in_round(cast, sheet_of(cast))
    client = browser_of(Role.COORDINATOR)

    def change(page: Any) -> None:
        put(page, "1.1", "E", 2)
        put(page, "1.2", "E", 4)

    preview = brought(client, change)
    nothing = client.post(address_of(preview), posted(preview, o=[]))
    assert nothing.status_code == 400
    assert "Chưa chọn ô nào" in nothing.content.decode()
    client.post(address_of(preview), posted(preview, o=["points:1.2"]))
    assert list(Line.objects.values_list("node_id", flat=True)) == ["1.2"]


def test_a_cell_changed_on_the_site_since_is_asked_about(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    row = sheet.assignments.get(node_id="1.1")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    typed(cast[Role.COORDINATOR], sheet, "1.1", "0,5")
    client = browser_of(Role.COORDINATOR)
    upload = workbook(client, lambda page: put(page, "1.1", "E", 2))
    fill(ready(cast[Role.OFFICER]), sheet, [Cell("1.1", "points", "1", 1)], at=NOW)
    preview: Any = client.post(f"{HOME}/so-offline/nop", {"file": upload}, follow=True)
    (found,) = preview.context["page"].rows
    assert (found.base, found.now, found.new, found.clash) == ("0,5", "1", "2", True)
    assert client.post(address_of(preview), posted(preview)).status_code == 400
    # While the person looks at it, it changes once more: nothing is written, both are shown again.
    fill(ready(cast[Role.OFFICER]), sheet, [Cell("1.1", "points", "1,5", 2)], at=NOW)
    again: Any = client.post(address_of(preview), posted(preview, o=["points:1.1"]))
    assert again.status_code == 409
    assert again.context["page"].rows[0].now == "1,5"
    client.post(address_of(again), posted(again, o=["points:1.1"]))
    assert str(Line.objects.get(node_id="1.1").claimed) == "2.000000000"


def test_an_officer_writes_the_own_rows_only(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    row = sheet.assignments.get(node_id="1.1")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    client = browser_of(Role.OFFICER)

    def change(page: Any) -> None:
        put(page, "1.1", "E", 2)
        put(page, "1.2", "E", 4)

    preview = brought(client, change)
    assert {found.node: found.mine for found in preview.context["page"].rows} == {"1.1": True, "1.2": False}
    refused = client.post(address_of(preview), posted(preview, o=["points:1.1", "points:1.2"]))
    assert refused.status_code == 403
    assert not Line.objects.exists()
    client.post(address_of(preview), posted(preview))
    assert Line.objects.get().node_id == "1.1"


def test_every_fault_of_a_workbook_is_told_with_its_place(browser_of: Browsers, cast: dict[str, User]) -> None:
    in_round(cast, sheet_of(cast))

    def change(page: Any) -> None:
        put(page, "1.1", "E", 9)
        put(page, "1.2", "E", "=1+1")
        put(page, "2.1", "E", 5)
        row = next(cells[0].row for cells in page.iter_rows() if cells[0].value == "1.3")
        page.delete_rows(row)
        page.append(["9.9", "Dòng thêm"])

    page = brought(browser_of(Role.COORDINATOR), change).context["page"]
    said = "\n".join(page.faults)
    for words in ("lớn hơn điểm tối đa 2", "ô là công thức", "ô này bị khóa", "không còn ở trang", "“9.9” không có"):
        assert words in said, words
    assert "cột E, trang “Phiếu chấm”" in said
    assert page.rows == ()


def test_merged_cells_and_moved_rows(browser_of: Browsers, cast: dict[str, User]) -> None:
    in_round(cast, sheet_of(cast))

    def change(page: Any) -> None:
        rows = {cells[0].value: cells[0].row for cells in page.iter_rows() if cells[0].value}
        for column in range(1, 12):  # two rows change their places
            first, second = page.cell(rows["1.1"], column), page.cell(rows["1.2"], column)
            first.value, second.value = second.value, first.value
        put(page, "1.2", "E", 4)
        page.merge_cells(f"E{rows['1.3']}:F{rows['1.3']}")

    page = brought(browser_of(Role.COORDINATOR), change).context["page"]
    assert [(row.node, row.new) for row in page.rows] == [("1.2", "4")]
    assert "bị gộp" in page.faults[0]


def test_a_workbook_of_another_round_is_refused_as_a_whole(browser_of: Browsers, cast: dict[str, User]) -> None:
    made = in_round(cast, sheet_of(cast))
    client = browser_of(Role.COORDINATOR)
    upload = workbook(client, lambda page: put(page, "1.1", "E", 2))
    Round.objects.filter(pk=made.pk).update(code="khac234567")
    preview: Any = client.post(f"{HOME}/so-offline/nop", {"file": upload}, follow=True)
    assert "kỳ đánh giá khác" in preview.context["page"].faults[0]
    assert preview.context["page"].rows == ()


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "Tệp rỗng"), (b"MZ\x90 an executable", "xlsx"), (b"PK\x03\x04 half", "")]
)
def test_what_is_no_workbook_is_refused_with_words(
    browser_of: Browsers, cast: dict[str, User], content: bytes, words: str
) -> None:
    in_round(cast, sheet_of(cast))
    upload = SimpleUploadedFile("phieu.xlsx", content)
    answer = browser_of(Role.COORDINATOR).post(f"{HOME}/so-offline/nop", {"file": upload})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("page", ["so-offline/nop", "ket-qua/nop"])
def test_half_a_gigabyte_is_refused_before_it_is_taken_in(
    browser_of: Browsers, cast: dict[str, User], page: str
) -> None:
    in_round(cast, sheet_of(cast))
    Round.objects.update(alone=True)
    upload = SimpleUploadedFile("phieu.xlsx", b"PK")
    answer = browser_of(Role.COORDINATOR).post(
        f"{HOME}/{page}", {"file": upload}, headers={"content-length": str(500 * 1024 * 1024)}
    )
    assert answer.status_code == 413
    assert not Incoming.objects.exists()


def test_a_locked_sheet_takes_no_workbook(browser_of: Browsers, cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    client = browser_of(Role.COORDINATOR)
    upload = workbook(client, lambda page: put(page, "1.1", "E", 2))
    finished(cast, sheet)
    answer = client.post(f"{HOME}/so-offline/nop", {"file": upload}, follow=True)
    assert "Phiếu đã nộp" in answer.content.decode()
    assert not Incoming.objects.exists()


def test_the_page_of_files_says_how_late_and_why_locked(browser_of: Browsers, cast: dict[str, User]) -> None:
    row = publish_set(cast)
    sheet = sheet_of(cast, row)
    in_round(cast, sheet, due=NOW.replace(day=15, hour=17))
    said = browser_of(Role.OFFICER).get(f"{HOME}/tep").content.decode()
    assert "quá hạn 17:00 15/10/2026" in said
    assert "Nếu nộp bây giờ: trễ 1 ngày" in said
    assert "trừ 1,00 điểm" in said
    finished(cast, sheet)
    said = browser_of(Role.OFFICER).get(f"{HOME}/tep").content.decode()
    assert "Phiếu đã nộp</b> từ 09:00 16/10/2026" in said
    assert "Cơ quan tổ chức kỳ đánh giá trả phiếu thì sửa được" in said
