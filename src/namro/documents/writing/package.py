"""The package of a sheet for another scoring system: self-scores, the numbered list, a folder for each criterion."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO

from namro.core.assessment.score_sheet import ScoreSheet, SheetProof, SheetRow
from namro.documents.writing.decree import decree_30
from namro.documents.writing.dossier_tables import proof_cells, proof_columns
from namro.documents.writing.package_names import MOST_FILE, MOST_FOLDER, file_name, folder_name, unique
from namro.documents.writing.package_scores import scores_xlsx
from namro.documents.writing.parts import AnnexPage, Line, Report, TaskRow, TaskTable
from namro.documents.writing.printable import printable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_xlsx import table_xlsx

SCORES, LIST = "diem-tu-cham.xlsx", "danh-muc-tai-lieu"
NO_FILE = "(thiếu tệp)"
_CHUNK = 1 << 20
#: What is compressed by itself already.
_PACKED = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".jpg", ".jpeg", ".png", ".zip", ".mp4", ".webp")

#: Opens a stored file by its SHA-256; raises `OSError` where it is gone.
Opener = Callable[[str], IO[bytes]]


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What went into a package: `folders` by criterion, proof that has no file any more, criteria without proof."""

    folders: dict[str, str]
    files: int
    missing_files: tuple[tuple[str, SheetProof], ...]
    without_proof: tuple[str, ...]


def write_package(
    sheet: ScoreSheet, open_file: Opener, target: IO[bytes], *, made: datetime, ascii_names: bool = True
) -> PackageReport:
    """Write the package as a ZIP to `target`, which need not be seekable, file by file.

    `made` is the time that the files carry. A file that cannot be opened is named in the list and in the report; the
    rest is written. A proof of several criteria stands in the folder of each.
    """
    sheet = printable(sheet)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        packer = _Packer(archive, open_file, made, ascii_names)
        for row in sheet.leaves:
            # What stands beside the scale needs a place only where there is something of it.
            if row.proof or row.claimed or not row.side:
                packer.folder(row)
        table = _list_table(sheet, packer.listed)
        packer.put(SCORES, scores_xlsx(sheet, packer.folders))
        packer.put(f"{LIST}.xlsx", table_xlsx(_title(sheet), table, decree_30(), sheet_name="Danh mục"))
        packer.put(f"{LIST}.docx", _list_docx(sheet, table, packer.without))
    return PackageReport(
        packer.folders, packer.files, tuple(packer.missing), tuple(row.node_id for row in packer.without)
    )


class _Packer:
    """The archive on its way."""

    def __init__(self, archive: zipfile.ZipFile, open_file: Opener, made: datetime, ascii_names: bool) -> None:
        self.archive, self.open_file, self.ascii_names = archive, open_file, ascii_names
        self.time = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
        self.folders: dict[str, str] = {}
        self.taken: set[str] = set()
        self.listed: list[tuple[SheetRow, SheetProof, str]] = []
        self.missing: list[tuple[str, SheetProof]] = []
        self.without: list[SheetRow] = []
        self.files = 0

    def folder(self, row: SheetRow) -> None:
        """Write the folder of a criterion with its files; one without proof stays empty."""
        name = unique(folder_name(row, ascii_only=self.ascii_names), self.taken, most=MOST_FOLDER)
        self.folders[row.node_id] = name
        self.archive.writestr(zipfile.ZipInfo(f"{name}/", self.time), b"")
        taken: set[str] = set()
        for place, proof in enumerate(row.proof, 1):
            wanted = file_name(row, proof, place, ascii_only=self.ascii_names)
            made = unique(wanted, taken, most=MOST_FILE)
            found = self._file(f"{name}/{made}", proof)
            self.listed.append((row, proof, made if found else f"{made} {NO_FILE}"))
            if not found:
                self.missing.append((row.node_id, proof))
        if not row.proof and not row.survey and not row.not_applicable:
            self.without.append(row)

    def put(self, path: str, content: bytes) -> None:
        """Write a file of our own making."""
        info = self._info(path)
        self.archive.writestr(info, content, compress_type=info.compress_type)

    def _file(self, path: str, proof: SheetProof) -> bool:
        if not proof.sha256:
            if proof.link:
                self.put(path, "\n".join(text for text in (proof.abstract, proof.link) if text).encode())
            return bool(proof.link)
        try:
            source = self.open_file(proof.sha256)
        except OSError:
            return False
        with source, self.archive.open(self._info(path), "w") as entry:
            shutil.copyfileobj(source, entry, _CHUNK)
        self.files += 1
        return True

    def _info(self, path: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(path, self.time)
        packed = path.lower().endswith(_PACKED)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        return info


def _list_table(sheet: ScoreSheet, listed: list[tuple[SheetRow, SheetProof, str]]) -> TaskTable:
    *columns, where = proof_columns(sheet)
    rows = (
        TaskRow((str(number), row.node_id, *proof_cells(proof)[:-1], name))
        for number, (row, proof, name) in enumerate(listed, 1)
    )
    return TaskTable((*columns, replace(where, title="Tệp trong gói")), tuple(rows))


def _title(sheet: ScoreSheet) -> Line:
    return Line("annex_title", f"DANH MỤC TÀI LIỆU KIỂM CHỨNG NĂM {sheet.year} - {sheet.unit_name.upper()}")


def _list_docx(sheet: ScoreSheet, table: TaskTable, without: list[SheetRow]) -> bytes:
    lines = [Line("body", f"- {row.node_id}. {row.name}") for row in without]
    lacking = [Line("section", f"{len(without)} tiêu chí chưa có tài liệu kiểm chứng:"), *lines] if lines else []
    gap = Line("annex_reference", f"({sheet.round_title})")
    report = Report(title=(_title(sheet),), parts=(AnnexPage(), _title(sheet), gap, table, *lacking))
    return docx_bytes(report, decree_30())[0]
