"""A survey's result as a workbook: numbers that one can count with, and a chart of the factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from namro.core.survey.outcome import Figure, Outcome
from namro.documents.writing.to_xlsx import TEXT_ONLY

_HEADS = ("Mã", "Yếu tố, câu hỏi", "Chỉ số (%)", "Sai số chuẩn", "Cận dưới 95 %", "Cận trên 95 %", "Số trả lời",
          "Hiệu ứng thiết kế", "Thay đổi", "Nhận xét thay đổi", "Chỉ tiêu", "So chỉ tiêu")  # fmt: skip
_DOMAIN_HEADS = ("Nhóm", *_HEADS[:8], "Khoảng hạng")
_OPTION_HEADS = ("Câu hỏi", "Phương án", "Tỷ lệ (%)", "Sai số chuẩn", "Cận dưới 95 %", "Cận trên 95 %", "Số trả lời")
_WIDE = {1: 52, 9: 26}
Cell = str | float | int | None


def workbook_bytes(found: Outcome) -> bytes:
    """Return the workbook. What few answered has its number of answers only."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        book.set_properties({"title": found.title[:255]})
        head = book.add_format(
            {"bold": True, "bg_color": "#E7EAF8", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        number = book.add_format({"num_format": "0.00"})

        def sheet(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Worksheet:
            page = book.add_worksheet(name)
            for place, words in enumerate(heads):
                page.write_string(0, place, words, head)
                page.set_column(place, place, _WIDE.get(place, 14))
            for line, row in enumerate(rows, 1):
                for place, cell in enumerate(row):
                    if isinstance(cell, float):
                        page.write_number(line, place, cell, number)
                    elif isinstance(cell, int):
                        page.write_number(line, place, cell)
                    elif cell:
                        page.write_string(line, place, cell)
            page.set_row(0, 32)
            page.freeze_panes(1, 2)
            page.set_landscape()
            page.fit_to_pages(1, 0)
            return page

        sheet("Cách đo", ("Mục", "Nội dung"), _about(found))
        factors = [one for one in found.figures if not one.item]
        page = sheet("Yếu tố", _HEADS, (_row(one, found) for one in factors))
        page.insert_chart(len(factors) + 2, 1, _chart(book, found, len(factors)))
        sheet("Câu hỏi", _HEADS, (_row(one, found) for one in found.figures if one.item))
        if found.choices:
            sheet("Lựa chọn", _OPTION_HEADS, (_option(one.text, each) for one in found.choices for each in one.options))
        if found.domains:
            rows = [
                [domain.name, *_row(one, found)[:8], band if one is domain.figures[0] else None]
                for domain, band in found.ranked() for one in domain.figures
            ]  # fmt: skip
            sheet("Nhóm", _DOMAIN_HEADS, rows)
        if found.words:
            names = {one.code: one.name for one in found.figures}
            said = [(names.get(code, "Việc khác"), text) for code, texts in found.words for text in texts]
            sheet("Lời người dân", ("Nói về", "Lời (đã che thông tin cá nhân)"), said)
    return stream.getvalue()


def _about(found: Outcome) -> list[tuple[Cell, Cell]]:
    return [
        ("Khảo sát", found.title),
        ("Cách đo", found.method.words),
        ("Thu phiếu từ", found.since),
        ("Đến hết", found.until),
        ("Mã đã phát", found.issued),
        ("Phiếu nhận", found.received),
        ("Phiếu hợp lệ", found.valid),
        ("Ít nhất để hiện chỉ số", found.min_n),
        *((f"Không tính: {reason}", n) for reason, n in found.left_out),
    ]


def _row(one: Figure, found: Outcome) -> list[Cell]:
    change, aim = found.change(one), found.against_goal(one)
    return [
        one.code, one.name, one.estimate, one.se, one.low, one.high, one.n, one.deff,
        change.difference if change else None, change.said if change else None,
        found.goals.get(one.code), aim.said if aim else None,
    ]  # fmt: skip


def _option(question: str, one: Figure) -> list[Cell]:
    return [question, one.name, one.estimate, one.se, one.low, one.high, one.n]


def _chart(book: xlsxwriter.Workbook, found: Outcome, rows: int) -> xlsxwriter.chart.Chart:
    chart = book.add_chart({"type": "bar"})
    reach = [one.margin or 0.0 for one in found.figures if not one.item]
    chart.add_series(
        {
            "name": found.title,
            "categories": ["Yếu tố", 1, 1, rows, 1],
            "values": ["Yếu tố", 1, 2, rows, 2],
            "fill": {"color": "#8F97D6"},
            "y_error_bars": {"type": "custom", "plus_values": reach, "minus_values": reach},
        }
    )
    chart.set_title({"name": "Chỉ số theo yếu tố và khoảng tin cậy 95 %", "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"max": 100, "num_format": "0"})
    chart.set_size({"width": 760, "height": 80 + 34 * rows})
    return chart
