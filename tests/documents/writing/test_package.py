"""The package for another scoring system: a folder for each criterion, safe names, the numbered list."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from namro.core.assessment.score_sheet import ScoreSheet, SheetProof
from namro.documents.writing.package import NO_FILE, PackageReport, write_package
from namro.documents.writing.package_names import MOST_FILE, file_name, safe_name, unique
from namro.documents.writing.package_scores import proof_words
from tests.core.invented_score_sheet import LINK, PLAN, REPORT, suoi_may_sheet, wide_sheet

MADE = datetime(2026, 10, 16, 8, 30, tzinfo=UTC)
SHEET = suoi_may_sheet()


class Unseekable(io.RawIOBase):
    """A wire: written once from the beginning to the end."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.chunks.append(bytes(data))
        return len(data)


def opened(sha256: str) -> IO[bytes]:
    return io.BytesIO(f"tệp {sha256}".encode() * 1000)


def packed(
    sheet: ScoreSheet, opener: Callable[[str], IO[bytes]] = opened, **how: bool
) -> tuple[PackageReport, zipfile.ZipFile]:
    wire = Unseekable()
    report = write_package(sheet, opener, wire, made=MADE, **how)
    return report, zipfile.ZipFile(io.BytesIO(b"".join(wire.chunks)))


def folders(archive: zipfile.ZipFile) -> list[str]:
    return [name for name in archive.namelist() if name.endswith("/")]


def test_a_folder_for_each_criterion_and_the_lists() -> None:
    report, archive = packed(SHEET)
    assert archive.testzip() is None
    assert [name for name in archive.namelist() if name.startswith("1")] == [
        "1.1_Ban-hanh-ke-hoach-cai-cach-hanh-chinh-nam-va-ke-hoach-tu/",
        "1.1_Ban-hanh-ke-hoach-cai-cach-hanh-chinh-nam-va-ke-hoach-tu/"
        "1.1_01_05-KH-UBND_Ke-hoach-cai-cach-hanh-chinh-nam-2026.pdf",
        "1.1_Ban-hanh-ke-hoach-cai-cach-hanh-chinh-nam-va-ke-hoach-tu/"
        "1.1_02_Chuyen-muc-tren-trang-thong-tin-cua-xa.txt",
        "1.2_Thuc-hien-che-do-bao-cao-dinh-ky/",
        "1.2_Thuc-hien-che-do-bao-cao-dinh-ky/"
        "1.2_01_112-BC-UBND_Bao-cao-6-thang-dau-nam-ket-qua-thuc-hien-ke-hoach-cai-cach-hanh-chinh.docx",
        "1.3_Kiem-tra-cong-tac-cai-cach-hanh-chinh/",
    ]
    assert archive.namelist()[-3:] == ["diem-tu-cham.xlsx", "danh-muc-tai-lieu.xlsx", "danh-muc-tai-lieu.docx"]
    assert report.files == 2
    assert report.missing_files == ()
    assert report.without_proof == ("1.3", "2.1", "T1")
    first = archive.infolist()[1]
    assert archive.read(first) == f"tệp {PLAN.sha256}".encode() * 1000
    assert (first.compress_type, first.date_time) == (zipfile.ZIP_STORED, (2026, 10, 16, 8, 30, 0))
    assert LINK.link in archive.read(archive.infolist()[2]).decode()


def test_ninety_six_leaves_are_ninety_six_folders() -> None:
    report, archive = packed(wide_sheet())
    assert len(folders(archive)) == len(set(folders(archive))) == 96
    assert list(report.folders) == [row.node_id for row in wide_sheet().leaves]
    assert report.without_proof == tuple(f"{n}.7" for n in range(1, 9))
    assert report.files == 88


def test_names_may_stay_vietnamese() -> None:
    _, archive = packed(SHEET, ascii_names=False)
    assert "1.2_Thực-hiện-chế-độ-báo-cáo-định-kỳ/" in archive.namelist()


def test_a_file_that_is_gone_is_told_and_the_rest_written() -> None:
    def partly(sha256: str) -> IO[bytes]:
        if sha256 == REPORT.sha256:
            raise FileNotFoundError(sha256)
        return opened(sha256)

    report, archive = packed(SHEET, partly)
    assert report.missing_files == (("1.2", REPORT),)
    assert not any("112-BC-UBND" in name for name in archive.namelist())
    book = load_workbook(io.BytesIO(archive.read("danh-muc-tai-lieu.xlsx")))
    told = [row[-1] for row in book.active.iter_rows(values_only=True) if row[-1] and NO_FILE in row[-1]]
    assert len(told) == 1
    assert "112-BC-UBND" in told[0]


def test_scores_for_copying_in_the_order_of_the_criteria() -> None:
    _, archive = packed(SHEET)
    page = load_workbook(io.BytesIO(archive.read("diem-tu-cham.xlsx"))).active
    rows = list(page.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [row.node_id for row in SHEET.leaves]
    assert [row[3] for row in rows[1:]] == [2, 1, 1.5, 3.75, None, 1, None, 0.5]
    assert rows[2][4] == SHEET.by_id["1.2"].explanation
    assert rows[5][4] == "Không áp dụng: Năm 2026 tỉnh không giao cấp xã rà soát"
    assert rows[1][5].split("\n")[0] == (
        "05/KH-UBND ngày 15/01/2026 của UBND xã Suối Mây: Kế hoạch cải cách hành chính năm 2026"
    )


def test_the_lists_number_the_same_files(tmp_path: Path) -> None:
    _, archive = packed(SHEET)
    book = load_workbook(io.BytesIO(archive.read("danh-muc-tai-lieu.xlsx"))).active
    listed = [row for row in book.iter_rows(values_only=True) if row[0] and row[0].isdigit()]
    document = Document(io.BytesIO(archive.read("danh-muc-tai-lieu.docx")))
    (table,) = document.tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == listed
    packed_files = [name.partition("/")[2] for name in archive.namelist() if "/" in name and not name.endswith("/")]
    assert [row[-1] for row in listed] == packed_files
    assert any("3 tiêu chí chưa có tài liệu kiểm chứng" in p.text for p in document.paragraphs)
    assert len(document.sections) == 1


FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


@given(st.text(max_size=300), st.booleans(), st.integers(20, MOST_FILE))
def test_any_text_is_a_name_that_windows_takes(text: str, ascii_only: bool, most: int) -> None:
    name = safe_name(text, ascii_only=ascii_only, most=most)
    assert 0 < len(name) <= most
    assert not FORBIDDEN.search(name)
    assert name == name.strip(". ")
    assert not ascii_only or name.isascii()


@pytest.mark.parametrize("text", ["CON", "nul", "com1.txt", "LPT9", "aux"])
def test_names_of_devices_are_not_used(text: str) -> None:
    assert safe_name(text, ascii_only=True, most=40) == f"_{text}"


def test_hostile_names_stay_in_their_folder() -> None:
    proof = replace(PLAN, number="../../etc", abstract="..\\..\\passwd\x00", file_name="x.tar.exe/.pdf\u202efdp")
    name = file_name(SHEET.by_id["1.1"], proof, 1, ascii_only=True)
    assert name == "1.1_01_..-..-etc_..-..-passwd"


def test_long_names_keep_their_suffix() -> None:
    proof = replace(PLAN, abstract="Báo cáo " * 60)
    name = file_name(SHEET.by_id["1.1"], proof, 1, ascii_only=True)
    assert len(name) <= MOST_FILE
    assert name.endswith(".pdf")


def test_the_same_name_again_is_numbered() -> None:
    taken: set[str] = set()
    assert [unique(name, taken, most=12) for name in ("a.pdf", "A.pdf", "a.pdf", "b", "B")] == [
        "a.pdf", "A_2.pdf", "a_3.pdf", "b", "B_2",
    ]  # fmt: skip
    long = [unique("x" * 8 + ".pdf", taken, most=12) for _ in range(11)]
    assert len(set(long)) == 11
    assert max(map(len, long)) == 12


def test_two_ids_that_become_one_folder() -> None:
    rows = [
        replace(row, node_id=node, name="Kế hoạch") for node, row in zip(("1/1", "1:1"), SHEET.rows[1:3], strict=True)
    ]
    report, _ = packed(replace(SHEET, rows=tuple(rows)))
    assert list(report.folders.values()) == ["1-1_Ke-hoach", "1-1_Ke-hoach_2"]


def test_a_criterion_with_more_proof_than_a_cell_holds_says_how_much_is_not_told() -> None:
    proof = tuple(SheetProof(number=f"{n}/BC-UBND", abstract="Báo cáo " * 100, sha256="a") for n in range(60))
    told = proof_words(replace(suoi_may_sheet().by_id["1.1"], proof=proof))
    lines = told.split("\n")
    assert len(told) <= 32_767
    assert lines[-1] == f"… và {60 - (len(lines) - 1)} tài liệu nữa, xem danh mục trong gói."
