"""A periodic report as an official document in the layout of Decree 30/2020/NĐ-CP, and as a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import xlsxwriter

from namro.core.assessment.result_papers import Issuer
from namro.core.base.errors import NamroError
from namro.core.base.numerals import roman, typed_number
from namro.core.reporting import paper as told
from namro.core.reporting.paper import Grid
from namro.documents.writing.content import Annex, Block, Paper, Section
from namro.documents.writing.parts import Column, Line, TaskRow, TaskTable
from namro.documents.writing.printable import printable
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.result_parts import official_of
from namro.documents.writing.to_xlsx import TEXT_ONLY
from namro.documents.writing.wording import sentence

KINDS = ("docx", "pdf", "xlsx")
_WIDEST = 60
#: Outlines name their parts with numbers, as people know them; the layout numbers them anew.
_NUMBER = re.compile(r"^(?:[IVXLC]+|\d+)\.\s+")


def report_bytes(report: told.Paper, kind: str) -> bytes:
    """Return the report as a file. Raises `NamroError` for a kind that is none of KINDS."""
    if kind == "xlsx":
        return _workbook(printable(report))
    if kind not in KINDS:
        raise NamroError(f"Không lập được báo cáo dạng “{kind}”. Hãy chọn docx, pdf hoặc xlsx.", code="output_format")
    return paper_bytes(official_paper(report), f".{kind}")


def official_paper(report: told.Paper) -> Paper:
    """Return the report as the content of an official document."""
    head = report.head
    issuer = Issuer(
        body=head.body,
        parent=head.parent,
        place=head.place,
        signer_title=head.signer_title,
        signer_name=head.signer_name,
    )
    official = official_of(
        issuer,
        kind="BC",
        code=head.number or None,
        dated=head.dated.isoformat() if head.dated else None,
        year=head.dated.year if head.dated else head.year,
        recipients=head.recipients,
    )
    return Paper(
        official=official,
        summary=report.summary,
        bases=report.bases,
        body=(report.opening, *(_part(title, blocks) for title, blocks in report.parts), report.ending),
        annexes=tuple(Annex(grid.title, (_table(grid),)) for grid in report.annexes),
        draft=report.draft,
    )


def _part(title: str, blocks: tuple[told.Block, ...]) -> Section:
    """A part; one that has a single section needs no second heading that says the same."""
    bare = _NUMBER.sub("", title)
    if len(blocks) == 1:
        return Section(bare, tuple(_blocks(blocks[0])))
    return Section(bare, tuple(Section(_NUMBER.sub("", one.title), tuple(_blocks(one))) for one in blocks))


def _blocks(block: told.Block) -> Iterator[Block]:
    yield from (sentence(words) for words in block.paragraphs)
    for grid in block.grids:
        if grid.title:
            yield Line("item", f"{grid.title}:")
        yield _table(grid)
    if not block.paragraphs and not block.grids:
        yield "Không có."


def _table(grid: Grid) -> TaskTable:
    columns = tuple(
        Column(title, share, style="cell_centred" if centred else "cell") for title, share, centred in grid.columns
    )
    return TaskTable(columns, tuple(TaskRow(row, strong=place in grid.strong) for place, row in enumerate(grid.rows)))


def _workbook(paper: told.Paper) -> bytes:
    """One sheet with all figures and their origin, one for each table of the annex and each list."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": paper.summary[:255]})
        grids = [("Số liệu", _figures(paper))]
        grids += [(f"Phụ lục {roman(place)}", grid) for place, grid in enumerate(paper.annexes, start=1)]
        lists = [grid for _title, blocks in paper.parts for block in blocks for grid in block.grids]
        grids += [(f"Danh sách {place}", grid) for place, grid in enumerate(lists, start=1)]
        for name, grid in grids:
            _sheet(book, name, grid, summary=paper.summary)
    return stream.getvalue()


def _figures(paper: told.Paper) -> Grid:
    columns = (("Chỉ tiêu", 50, False), ("Giá trị", 20, True), ("Đơn vị", 15, True), ("Nguồn", 40, False))
    return Grid(title="Số liệu của báo cáo", columns=columns, rows=paper.figures)


def _sheet(book: xlsxwriter.Workbook, name: str, grid: Grid, *, summary: str) -> None:
    sheet = book.add_worksheet(name[:31])
    strong = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    cell = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    number = book.add_format({"border": 1, "valign": "vcenter", "num_format": "#,##0.##"})
    sheet.write_string(0, 0, summary, book.add_format({"bold": True}))
    sheet.write_string(1, 0, grid.title)
    for place, (title, share, _centred) in enumerate(grid.columns):
        sheet.set_column(place, place, min(_WIDEST, max(8, share)))
        sheet.write_string(3, place, title, strong)
    for row, texts in enumerate(grid.rows, start=4):
        for place, text in enumerate(texts):
            found = _number(text)
            if found is not None and grid.columns[place][2] and row - 4 not in grid.strong:
                sheet.write_number(row, place, found, number)
            else:
                sheet.write_string(row, place, text, strong if row - 4 in grid.strong else cell)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _number(text: str) -> float | None:
    """A number as the report writes it, so that a workbook can count with it; None for words, days and shares."""
    try:
        return float(typed_number(text))
    except NamroError:
        return None
