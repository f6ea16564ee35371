"""The table of results as a workbook: ranks, intervals, points by source and by domain, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from namro.core.assessment.result_table import RankedUnit, ResultTable
from namro.core.scoring.numbers import shown
from namro.documents.writing.list_sheet import ROW_BY_ROW, plain_text

_A4 = 9
_SOURCES = {"appraisal": "Điểm thẩm định", "computed": "Điểm tính từ số liệu", "survey": "Điểm khảo sát"}
TABLE, BASIS = "Kết quả", "Căn cứ"


def write_results(table: ResultTable, target: IO[bytes]) -> None:
    """Write the workbook row by row, so that a long table needs little memory; points are numbers."""
    with xlsxwriter.Workbook(target, ROW_BY_ROW) as book:
        book.set_properties({"title": f"{table.round_title}: kết quả"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        points = book.add_format({"num_format": f"0.{'0' * table.framework.scale.precision}", "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        columns = list(_columns(table))
        sheet = book.add_worksheet(TABLE)
        for place, (_word, width) in enumerate(columns):
            sheet.set_column(place, place, width)
        _set_page(sheet)
        sheet.write_row(0, 0, [plain_text(word) for word, _width in columns], head)
        count = 0
        for count, unit in enumerate(_units(table), start=1):
            for place, value in enumerate(_cells(table, unit)):
                if isinstance(value, Decimal):
                    sheet.write_number(count, place, float(shown(value, table.framework.scale)), points)
                elif isinstance(value, int):
                    sheet.write_number(count, place, value, text)
                elif value:
                    sheet.write_string(count, place, plain_text(value), text)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        _basis(book.add_worksheet(BASIS), table)


def _columns(table: ResultTable) -> Iterator[tuple[str, int]]:
    yield from (("Nhóm", 16), ("Hạng", 7), ("Hạng từ", 8), ("Hạng đến", 8), ("Mã đơn vị", 16), ("Đơn vị", 28))
    yield from (("Tổng điểm", 10), ("Tỷ lệ (%)", 10), ("Xếp loại", 14), ("Có thể ở mức", 14))
    yield from ((_SOURCES[source], 12) for source in _sources(table))
    yield from ((f"{node.id}. {node.name}", 16) for node in table.framework.criteria)
    yield from (("Điểm thưởng", 9), ("Điểm trừ", 9), ("Ghi chú", 40))


def _sources(table: ResultTable) -> list[str]:
    there = {source for unit in table.units for source in unit.sources}
    return [source for source in _SOURCES if source in there]


def _units(table: ResultTable) -> Iterator[RankedUnit]:
    for pool in table.pools:
        yield from table.of(pool)


def _cells(table: ResultTable, unit: RankedUnit) -> Iterator[Decimal | int | str | None]:
    yield from (unit.pool, unit.rank, unit.low, unit.high, unit.code, unit.name)
    yield from (unit.total, unit.percent, unit.band, unit.near)
    yield from (unit.sources.get(source) for source in _sources(table))
    yield from (unit.domains.get(node.id) for node in table.framework.criteria)
    waiting = f"Còn {unit.waiting} mục chưa xét" if unit.waiting else ""
    yield from (unit.bonus or None, unit.penalty or None, "; ".join(filter(None, (unit.not_ranked, waiting))))


def _basis(sheet: Worksheet, table: ResultTable) -> None:
    """What the table rests on: the round, the edition, the act, the hashes."""
    act, framework = table.act, table.framework
    rows = [
        ("Kỳ đánh giá", table.round_title),
        ("Cơ quan tổ chức", table.organiser),
        ("Năm", str(table.year)),
        ("Bộ tiêu chí", f"{framework.title}, bản {framework.edition}"),
        ("SHA-256 bộ tiêu chí", table.edition_sha256),
    ]
    if act is None:
        rows.append(("Tình trạng", "Bảng chạy, CHƯA CÔNG BỐ. Hạng tính từ điểm đang có."))
    else:
        rows += [
            ("Quyết định", f"{act.act_number} ngày {act.act_date:%d/%m/%Y}"),
            ("Người ký", ", ".join(part for part in (act.signer_title, act.signer_name) if part)),
            ("Lần công bố", str(act.number)),
            ("Lý do điều chỉnh", act.reason),
            ("SHA-256 bản chụp", act.sha256),
            ("Dòng cuối nhật ký", "" if act.head_seq is None else f"{act.head_seq}: {act.head_chain}"),
            ("Khoảng hạng", "Thứ hạng ở mức 5 % và 95 % số lần mô phỏng theo sai số khảo sát"),
        ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for place, (name, value) in enumerate(rows):
        sheet.write_string(place, 0, name)
        sheet.write_string(place, 1, plain_text(value))


def _set_page(sheet: Worksheet) -> None:
    sheet.freeze_panes(1, 6)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
