"""The year's assignment of criteria as a notice by Decree 30, with the table as its annex."""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.composing import composed
from namro.documents.writing.content import Annex, Paper
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, Group, Report, TaskRow, grouped_table
from namro.documents.writing.printable import printable
from namro.documents.writing.rendering import rendered
from namro.documents.writing.wording import full_name

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
    return rendered(_printed(printable(table), decree_30()), suffix, what="bảng phân công")[0]


def _printed(table: GivenTable, layout: Layout) -> Report:
    summary = f"Phân công theo dõi, tự chấm điểm tiêu chí cải cách hành chính năm {table.year}"
    document = Official(kind="TB", issuing_body=table.unit, parent_body=table.parent or None, year=table.year)
    body = (
        f"{full_name(table.unit)} phân công người phụ trách, hạn nội bộ và minh chứng cần có của từng tiêu chí theo "
        f"{table.edition}, tại Phụ lục kèm theo.",
        "Người được phân công thu thập minh chứng trong năm, tự chấm điểm đúng hạn; tiêu chí ghi “duy trì” giữ kết quả "
        "đã đạt.",
    )
    groups = ((Group(domain.id, domain.title.upper()), [_row(row) for row in domain.rows]) for domain in table.domains)
    tasks = grouped_table(_COLUMNS, groups)
    annex = Annex(f"Bảng phân công tiêu chí năm {table.year}".upper(), (tasks,))
    return composed(Paper(official=document, summary=summary, body=body, annexes=(annex,)), layout, tasks=tasks)


def _row(row: GivenRow) -> TaskRow:
    about = " ".join(filter(None, (row.name, "(duy trì)" if row.keeps else "", row.note)))
    return TaskRow((row.id, about, row.most, row.last, row.proof, row.owner, row.due))
