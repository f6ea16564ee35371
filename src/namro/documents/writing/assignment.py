"""The year's assignment of criteria as a notice by Decree 30, with the table as its annex."""

from __future__ import annotations

from dataclasses import dataclass

from namro.core.base.errors import NamroError
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.official import Official, annex_heading, closing_part, letterhead_part, ruled
from namro.documents.writing.parts import Column, Group, Line, Printed, TaskRow, grouped_table
from namro.documents.writing.printable import printable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from namro.documents.writing.to_xlsx import xlsx_bytes
from namro.documents.writing.wording import BLANK, full_name

_FORMATS = {".docx": docx_bytes, ".pdf": pdf_bytes, ".xlsx": xlsx_bytes}
_COLUMNS = (
    Column("Mã", 7, style="cell_centred"),
    Column("Tiêu chí", 28),
    Column("Điểm tối đa", 7, style="cell_centred"),
    Column("Năm trước", 7, style="cell_centred"),
    Column("Minh chứng cần có", 23),
    Column("Người phụ trách", 17),
    Column("Hạn nội bộ", 11, style="cell_centred"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """One criterion as printed; `last` is what it got the year before ("" not known)."""

    id: str
    name: str
    most: str
    last: str
    proof: str
    owner: str
    due: str
    keeps: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class GivenDomain:
    """The criteria of one domain."""

    id: str
    title: str
    rows: tuple[GivenRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTable:
    """Who answers for which criterion of a unit's year; `edition` names the set."""

    year: int
    unit: str
    parent: str
    edition: str
    domains: tuple[GivenDomain, ...]


def assignment_bytes(table: GivenTable, suffix: str) -> bytes:
    """Return the file (`suffix` .docx, .pdf or .xlsx). Raises `NamroError` for another suffix."""
    render = _FORMATS.get(suffix.lower())
    if render is None:
        raise NamroError(
            f"Không lập được bảng phân công dạng “{suffix}”. Hãy chọn .docx, .pdf hoặc .xlsx.", code="output_format"
        )
    content, _font_note = render(_printed(printable(table), decree_30()), decree_30())
    return content


def _printed(table: GivenTable, layout: Layout) -> Printed:
    summary = f"Phân công theo dõi, tự chấm điểm tiêu chí cải cách hành chính năm {table.year}"
    document = Official(
        kind="TB", kind_name="Thông báo", issuing_body=table.unit, parent_body=table.parent or None, doc_code=None,
        place=None, date=None, year=table.year, recipients=(), signer_name=None, signer_role=None,
    )  # fmt: skip
    body = full_name(table.unit) or BLANK
    opening = (
        Line(
            "body",
            f"{body} phân công người phụ trách, hạn nội bộ và minh chứng cần có của từng tiêu chí theo "
            f"{table.edition}, tại Phụ lục kèm theo.",
        ),
    )
    ending = (
        Line(
            "ending",
            "Người được phân công thu thập minh chứng trong năm, tự chấm điểm đúng hạn; tiêu chí ghi “duy trì” giữ kết "
            f"quả đã đạt{layout.text['end_mark']}",
        ),
    )
    groups = ((Group(domain.id, domain.title.upper()), [_row(row) for row in domain.rows]) for domain in table.domains)
    return Printed(
        letterhead=letterhead_part(document, layout),
        title=(Line("type_name", "THÔNG BÁO"), ruled(Line("summary", summary), layout)),
        opening=opening,
        tasks=grouped_table(_COLUMNS, groups),
        ending=ending,
        closing=closing_part(document, layout),
        annex=annex_heading(document, layout, title=f"Bảng phân công tiêu chí năm {table.year}".upper()),
    )


def _row(row: GivenRow) -> TaskRow:
    about = " ".join(filter(None, (row.name, "(duy trì)" if row.keeps else "", row.note)))
    return TaskRow((row.id, about, row.most, row.last, row.proof, row.owner, row.due))
