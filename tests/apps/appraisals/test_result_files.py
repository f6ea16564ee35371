"""Files made of results: read back they say what the page says, and the seal holds for them too."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from namro.apps.appraisals.models import Publication
from namro.apps.assessments.models import Line, Round
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.documents import read_file
from tests.apps.appraisals.publishing import Result, published_results
from tests.apps.appraisals.test_ranking import act, edition_row, made, others, points, running

__all__ = ["act", "edition_row", "made", "others", "running"]

Browser = Callable[[str], Client]


def content(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def text_of(file: bytes, folder: Path, name: str) -> str:
    """Every paragraph and cell of a file, as the reader finds them."""
    path = folder / name
    path.write_bytes(file)
    return read_text(path)


def read_text(path: Path) -> str:
    if path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.mark.usefixtures("act")
def test_the_workbook_has_the_rows_of_the_page_and_what_they_rest_on(browser_of: Browser, made: Round) -> None:
    file = content(browser_of(Role.OFFICER), f"/xep-hang/ky/{made.code}/ket-qua.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(file))
    head, *rows = book.get_sheet_by_name("Kết quả").to_python()
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Hạng"], row["Mã đơn vị"]) for row in cells] == [
        (1, "xa-0"), (2, "suoi-may"), (3, "xa-1"), ("", "xa-2"),
    ]  # fmt: skip
    own = cells[1]
    assert (own["Tổng điểm"], own["Hạng từ"], own["Hạng đến"], own["Xếp loại"], own["Có thể ở mức"]) == (
        16.5, 2, 3, "Tốt", "Khá",
    )  # fmt: skip
    assert (own["Điểm thẩm định"], own["Điểm tính từ số liệu"], own["Điểm khảo sát"]) == (5, 8, 3.5)
    assert own["1. Chỉ đạo, điều hành"] == 5
    assert cells[3]["Ghi chú"] == "Nộp trễ 3 ngày"
    basis = dict(book.get_sheet_by_name("Căn cứ").to_python())
    assert basis["Quyết định"] == "214/QĐ-UBND ngày 11/01/2027"
    assert basis["SHA-256 bản chụp"] == "1" * 64
    assert basis["SHA-256 bộ tiêu chí"] == made.edition.sha256


@pytest.mark.usefixtures("act")
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_act_with_its_annex(browser_of: Browser, made: Round, tmp_path: Path, suffix: str) -> None:
    file = content(browser_of(Role.LEADER), f"/xep-hang/ky/{made.code}/quyet-dinh.{suffix}")
    text = text_of(file, tmp_path, f"qd.{suffix}")
    for words in (
        "QUYẾT ĐỊNH:",
        "Số: 214/QĐ-UBND",
        "Về việc công bố kết quả Chỉ số cải cách hành chính năm 2026",
        "Điều 1. Công bố kết quả",
        "gồm 3 đơn vị được xếp hạng, 1 đơn vị không xếp hạng",
        "2 (2 – 3)",
        "16,50",
        "Nộp trễ 3 ngày",
        "Trần Văn An",
        "1" * 64 if suffix == "docx" else "SHA-256",
    ):
        assert words in text, words
    assert "DỰ THẢO" not in text
    path = tmp_path / f"qd.{suffix}"
    assert read_file(path).header.doc_code == "214/QĐ-UBND"


@pytest.mark.usefixtures("act")
def test_a_correction_is_an_act_of_its_own(
    browser_of: Browser, cast: dict[str, User], made: Round, home: Unit, tmp_path: Path
) -> None:
    published_results(made, [Result(home, points("4", "4"))], cast[Role.COUNCIL], number=2, reason="Cộng nhầm 1.2")
    client = browser_of(Role.LEADER)
    text = text_of(content(client, f"/xep-hang/ky/{made.code}/quyet-dinh.docx"), tmp_path, "2.docx")
    assert "Điều 1. Điều chỉnh kết quả" in text
    assert "Cộng nhầm 1.2" in text
    first = text_of(content(client, f"/xep-hang/ky/{made.code}/quyet-dinh.docx?lan=1"), tmp_path, "1.docx")
    assert "Số: 214/QĐ-UBND" in first
    assert "16,50" in first
    assert browser_of(Role.COUNCIL).get(f"/xep-hang/ky/{made.code}/thong-bao.zip?lan=1").status_code == 403


@pytest.mark.usefixtures("act")
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_notice_says_what_was_lowered_and_what_is_asked(
    browser_of: Browser, home: Unit, tmp_path: Path, suffix: str
) -> None:
    lowered = Line.objects.get(assessment__unit=home, node_id="1.2")
    lowered.self_nano, lowered.final_cause = 4_000_000_000, "not_signed"
    lowered.final_reason = "Báo cáo quý 3 chưa ký số"
    lowered.save()
    Line.objects.filter(assessment__unit=home, node_id="1.1").update(request="Gửi kế hoạch trước 31/01")
    file = content(browser_of(Role.COORDINATOR), f"/xep-hang/2026/suoi-may/thong-bao.{suffix}")
    text = text_of(file, tmp_path, f"tb.{suffix}")
    for words in (
        "THÔNG BÁO",
        "Theo Quyết định số 214/QĐ-UBND ngày 11/01/2027",
        "Tổng điểm 16,50/20",
        "Xếp hạng 2/3 nhóm Xã, phường, trong khoảng hạng 2 – 3",
        "Cải cách thủ tục hành chính",
        "Báo cáo quý 3 chưa ký số",
        "Gửi kế hoạch trước 31/01",
    ):
        assert words in text, words
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SHEET_DOWNLOADED).count() == 1


@pytest.mark.usefixtures("act")
def test_all_notices_are_for_who_runs_the_round(browser_of: Browser, made: Round) -> None:
    address = f"/xep-hang/ky/{made.code}/thong-bao.zip"
    with zipfile.ZipFile(BytesIO(content(browser_of(Role.COUNCIL), address))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            f"thong-bao-2026-{code}.docx" for code in ("suoi-may", "xa-0", "xa-1", "xa-2")
        ]
    for role in (Role.LEADER, Role.APPRAISER, Role.ADMIN):
        assert browser_of(role).get(address).status_code == 403
    assert AuditEntry.objects.filter(act=AuditEntry.Act.RESULTS_DOWNLOADED).count() == 1


@pytest.mark.usefixtures("act")
def test_a_notice_is_its_units_own(browser_of: Browser) -> None:
    for code, role, status in (
        ("suoi-may", Role.OFFICER, 200),
        ("xa-0", Role.OFFICER, 403),
        ("xa-0", Role.COUNCIL, 200),
        ("suoi-may", Role.ENUMERATOR, 403),
    ):
        assert browser_of(role).get(f"/xep-hang/2026/{code}/thong-bao.docx").status_code == status, (code, role)
    refused = browser_of(Role.OFFICER).get("/xep-hang/2026/xa-0/thong-bao.docx").content.decode()
    assert "Thông báo kết quả chỉ dành cho người của đơn vị" in refused
    assert browser_of(Role.OFFICER).get("/xep-hang/2026/suoi-may/thong-bao.xlsx").status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN])
def test_nothing_sealed_goes_out_as_a_file(browser_of: Browser, running: Round, role: str) -> None:
    for address in (
        f"/xep-hang/ky/{running.code}/ket-qua.xlsx",
        f"/xep-hang/ky/{running.code}/quyet-dinh.docx",
        f"/xep-hang/ky/{running.code}/thong-bao.zip",
        "/xep-hang/2026/suoi-may/thong-bao.docx",
    ):
        assert browser_of(role).get(address).status_code == 403, address
    refused = browser_of(role).get(f"/xep-hang/ky/{running.code}/ket-qua.xlsx").content.decode()
    assert "chưa công bố, dự kiến công bố trước 17:00 18/01/2027" in refused


def test_before_the_act_who_runs_the_round_gets_drafts(browser_of: Browser, running: Round, tmp_path: Path) -> None:
    client = browser_of(Role.COUNCIL)
    text = text_of(content(client, f"/xep-hang/ky/{running.code}/quyet-dinh.docx"), tmp_path, "qd.docx")
    assert text.startswith("DỰ THẢO")
    assert "12,34" in text
    pdf = text_of(content(client, "/xep-hang/2026/suoi-may/thong-bao.pdf"), tmp_path, "tb.pdf")
    assert pdf.startswith("DỰ THẢO")
    book = CalamineWorkbook.from_filelike(BytesIO(content(client, f"/xep-hang/ky/{running.code}/ket-qua.xlsx")))
    basis = dict(book.get_sheet_by_name("Căn cứ").to_python())
    assert "CHƯA CÔNG BỐ" in basis["Tình trạng"]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.RESULTS_DOWNLOADED).count() == 2
    assert not Publication.objects.exists()
