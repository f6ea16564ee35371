"""The result of scoring as a workbook: ranks, points of every criterion, and the sentence behind each."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from namro.core.framework.model import Framework
from namro.core.scoring.many import Results
from namro.core.scoring.numbers import shown
from namro.core.scoring.one import score
from namro.core.scoring.ranks import NOTHING
from namro.core.scoring.showing import from_nanos
from namro.core.scoring.table import FactTable
from namro.documents.writing.list_sheet import ROW_BY_ROW

#: Beyond this a workbook of sentences opens too slowly; `--json` has them all.
MOST_SENTENCES = 100_000
_STATES = {
    "scored": "Được chấm",
    "not_applicable": "Không áp dụng",
    "no_data": "Chưa có số liệu",
    "no_evidence": "Thiếu minh chứng",
}


def score_workbook(framework: Framework, table: FactTable, results: Results) -> bytes:
    """Return the workbook: sheets Kết quả, Điểm, and (for pools that are not too large) Giải thích."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, ROW_BY_ROW) as book:
        book.set_properties({"title": f"{framework.title}, năm {table.year}"})
        styles = _Styles(book, framework.scale.precision)
        _results(styles.sheet("Kết quả", (8, 32, 12, 12, 18)), styles, framework, results)
        _points(styles.sheet("Điểm", (32,)), styles, framework, results)
        if len(table.units) * len(framework.nodes) <= MOST_SENTENCES:
            _reasons(styles.sheet("Giải thích", (32, 10, 44, 10, 10, 18, 90)), styles, framework, table)
    return stream.getvalue()


class _Styles:
    """The workbook's formats, and sheets set up alike."""

    def __init__(self, book: Any, digits: int) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.points = book.add_format({"num_format": f"0.{'0' * digits}" if digits else "0"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str, widths: Iterable[int]) -> Worksheet:
        """Add a sheet that prints on landscape A4 with its first row on every page."""
        sheet: Worksheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet


def _results(sheet: Worksheet, styles: _Styles, framework: Framework, results: Results) -> None:
    sheet.write_row(0, 0, ("Hạng", "Đơn vị", "Tổng điểm", "Phần trăm", "Xếp loại"), styles.head)
    names = [band.name for band in framework.bands]
    for row, unit in enumerate(results.units):
        rank, percent, band = results.rank[row], results.percent[row], results.band[row]
        if rank:
            sheet.write_number(row + 1, 0, int(rank))
        sheet.write_string(row + 1, 1, unit)
        sheet.write_number(row + 1, 2, float(shown(from_nanos(results.total[row]), framework.scale)), styles.points)
        if percent != NOTHING:
            sheet.write_number(row + 1, 3, float(shown(from_nanos(percent), framework.scale)), styles.points)
        sheet.write_string(row + 1, 4, names[band] if band >= 0 else "")


def _points(sheet: Worksheet, styles: _Styles, framework: Framework, results: Results) -> None:
    """One row for each unit, one column for each criterion."""
    sheet.write_row(0, 0, ["Đơn vị", *(f"{node.id} {node.name}" for node in framework.nodes)], styles.head)
    columns = [results.nodes[node.id] for node in framework.nodes]
    for row, unit in enumerate(results.units):
        sheet.write_string(row + 1, 0, unit)
        for column, node in enumerate(columns, start=1):
            sheet.write_number(row + 1, column, float(node.points[row]), styles.points)


def _reasons(sheet: Worksheet, styles: _Styles, framework: Framework, table: FactTable) -> None:
    head = ("Đơn vị", "Mã", "Tiêu chí", "Điểm", "Tối đa", "Tình trạng", "Vì sao")
    sheet.write_row(0, 0, head, styles.head)
    row = 0
    for unit in table.units:
        outcomes = score(framework, table.of(unit)).criteria
        for node in framework.nodes:
            row += 1
            outcome = outcomes[node.id]
            sheet.write_string(row, 0, unit)
            sheet.write_string(row, 1, node.id)
            sheet.write_string(row, 2, node.name, styles.text)
            sheet.write_number(row, 3, float(shown(outcome.points, framework.scale)), styles.points)
            sheet.write_number(row, 4, float(node.max), styles.points)
            sheet.write_string(row, 5, _STATES[outcome.state])
            sheet.write_string(row, 6, outcome.why, styles.text)
