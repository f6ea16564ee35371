"""A person's yearly sheet as a document in the layout of Decree 30/2020/NĐ-CP: figures, the rows behind them, answers.

It is a form that is handed over between two people, so that it has no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from namro.core.improvement.yearly_paper import PaperFigure, YearPaper
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.official import Official, letterhead_part, ruled
from namro.documents.writing.parts import Column, Columns, Group, Line, Part, Report, TaskRow, TaskTable, grouped_table
from namro.documents.writing.rendering import rendered
from namro.documents.writing.wording import lower_first, sentence, sentences

_FIGURES = (
    Column("TT", 10, style="cell_centred"),
    Column("Nội dung", 62),
    Column("Số lượng", 28, style="cell_centred"),
)
_ROWS = (
    Column("TT", 8, style="cell_centred"),
    Column("Việc", 44),
    Column("Ngày", 18, style="cell_centred"),
    Column("Kết quả", 30),
)


def yearly_sheet_bytes(sheet: YearPaper, suffix: str) -> bytes:
    """Return the file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    return rendered(printed_sheet(sheet, decree_30()), suffix, what="phiếu")[0]


def printed_sheet(sheet: YearPaper, layout: Layout) -> Report:
    """Return what is printed."""
    summary = f"Kết quả công việc năm {sheet.year} của {sheet.name}"
    title = (Line("type_name", "PHIẾU TỔNG HỢP"), ruled(Line("summary", summary), layout))
    parts: tuple[Part, ...] = (
        _letterhead(sheet, layout),
        *title,
        Line("body", f"Họ và tên: {sheet.name}"),
        Line("body", f"Chức danh trong năm: {sentence(sheet.posts)}"),
        Line("body", f"Trạng thái phiếu: {sentence(sheet.standing)}"),
        Line("part", "I. SỐ LIỆU"),
        _figure_table(sheet),
        Line("part", "II. TỪNG VIỆC"),
        *_details(sheet),
        *_corrections(sheet),
        Line("ending", f"Phiếu chỉ nêu số liệu, không xếp loại{layout.text['end_mark']}"),
        _signatures(sheet),
    )
    return Report(title=title, parts=parts)


def _letterhead(sheet: YearPaper, layout: Layout) -> Columns:
    official = Official(
        kind="BC", issuing_body=sheet.unit, parent_body=sheet.parent or None, place=sheet.place or None,
        date=sheet.printed_on.isoformat(),
    )  # fmt: skip
    whole = letterhead_part(official, layout)
    _number, place = whole.rows[1]
    return replace(whole, rows=(whole.rows[0], ((Line("number", ""),), place)))


def _figure_table(sheet: YearPaper) -> TaskTable:
    def rows() -> Iterator[tuple[Group, list[TaskRow]]]:
        place = 0
        for number, (title, figures) in zip("ABCDEFGH", sheet.groups, strict=False):
            lines = []
            for one in figures:
                place += 1
                lines.append(TaskRow((str(place), one.words, one.value)))
            yield Group(number, title), lines

    return grouped_table(_FIGURES, rows())


def _details(sheet: YearPaper) -> Iterator[Part]:
    shown = [one for _title, figures in sheet.groups for one in figures if one.rows]
    if not shown:
        yield Line("body", "Không có việc nào trong năm.")
    for place, one in enumerate(shown, start=1):
        yield Line("section", f"{place}. {one.words}: {one.value}")
        yield _row_table(one)


def _row_table(figure: PaperFigure) -> TaskTable:
    rows = (TaskRow((str(place), row.text, row.on, row.detail)) for place, row in enumerate(figure.rows, start=1))
    return TaskTable(_ROWS, tuple(rows))


def _corrections(sheet: YearPaper) -> Iterator[Part]:
    yield Line("part", "III. ĐỀ NGHỊ SỬA")
    if not sheet.corrections:
        yield Line("body", "Người được đánh giá không đề nghị sửa.")
    for place, one in enumerate(sheet.corrections, start=1):
        yield Line("section", f"{place}. {one.text}: {one.wanted}")
        yield Line("body", f"Lý do: {sentences(one.said)}")
        yield Line("body", f"Trả lời: {sentences(lower_first(one.outcome))}")


def _signatures(sheet: YearPaper) -> Columns:
    """The person on the left, who closed the sheet on the right."""
    left = (Line("signer_role", "NGƯỜI ĐƯỢC ĐÁNH GIÁ"), Line("signer_name", sheet.name))
    right = (Line("signer_role", "NGƯỜI CHỐT PHIẾU"), Line("signer_name", sheet.closer))
    return Columns((50, 50), ((left, right),))
