"""Journey 12: the results of a provincial system come back as a file and are put on the commune's own sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from namro.core.assessment.results import ResultsRead, lowered, results_from
from namro.core.base.points import format_points
from namro.documents import read_file
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import Column, Line, Report, TaskRow, TaskTable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from tests.core.invented_score_sheet import edition_of, wide_sheet

SHEET = wide_sheet()
NOT_AS_GUIDED = "Tài liệu kiểm chứng chưa đúng hướng dẫn"
#: Nine criteria lowered by 4.25 points, 2.5 of them because the proof is not as guided.
LOWERED = {
    **{node: (Decimal("0.5"), NOT_AS_GUIDED) for node in ("1.2", "2.2", "3.3", "4.4", "5.5")},
    **{node: (Decimal("0.5"), "Thực hiện chậm so với kế hoạch") for node in ("6.1", "7.2", "8.1")},
    "8.9": (Decimal("0.25"), "Báo cáo thiếu số liệu"),
}
HEADS = ("TT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Lý do")
TITLE = "Kết quả thẩm định Chỉ số cải cách hành chính năm 2026 của xã Suối Mây"
TOTAL = Decimal("87.25")


def lines(total: Decimal = TOTAL) -> Iterable[tuple[str, ...]]:
    """The rows of the province's table."""
    for row in SHEET.rows:
        below = [leaf.node_id for leaf in SHEET.below(row)] or [row.node_id]
        taken = sum((LOWERED[node][0] for node in below if node in LOWERED), Decimal(0))
        assert row.max is not None
        assert row.claimed is not None
        figures = (row.max, row.claimed, row.claimed - taken)
        reason = LOWERED[row.node_id][1] if row.node_id in LOWERED else ""
        yield (row.node_id, row.name, *map(format_points, figures), reason)
    yield ("", "Tổng cộng", "100,00", "91,50", format_points(total), "")


def as_report(total: Decimal) -> Report:
    """The same as an official document."""
    shares = (8, 30, 12, 12, 14, 24)
    columns = tuple(Column(head, share) for head, share in zip(HEADS, shares, strict=True))
    table = TaskTable(columns, tuple(TaskRow(cells) for cells in lines(total)))
    title = (Line("type_name", "THÔNG BÁO"), Line("summary", TITLE))
    return Report(title=title, parts=(*title, table))


def as_docx(total: Decimal) -> bytes:
    return docx_bytes(as_report(total), decree_30())[0]


def as_pdf(total: Decimal) -> bytes:
    return pdf_bytes(as_report(total), decree_30())[0]


def as_xlsx(total: Decimal) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet("Kết quả")
        page.write(0, 0, TITLE)
        for place, cells in enumerate((HEADS, *lines(total)), 2):
            page.write_row(place, 0, cells)
    return stream.getvalue()


def as_txt(total: Decimal) -> bytes:
    """Typed: a line for each criterion."""
    typed = [TITLE, ""]
    for node, name, most, _, points, reason in lines(total):
        lost = f", trừ {format_points(Decimal(most.replace(',', '.')) - Decimal(points.replace(',', '.')))} điểm do"
        why = f"{lost} {reason}" if reason else ""
        typed.append(f"{node}. {name}: {points}/{most} điểm{why}" if node else f"Tổng điểm: {points}/{most} điểm")
    return "\n".join(typed).encode()


WAYS = {".docx": as_docx, ".pdf": as_pdf, ".xlsx": as_xlsx, ".txt": as_txt}


@pytest.fixture(params=WAYS)
def come_back(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Decimal], ResultsRead]:
    def read(total: Decimal) -> ResultsRead:
        path = tmp_path / f"ket-qua{request.param}"
        path.write_bytes(WAYS[request.param](total))
        return results_from(read_file(path), edition_of(SHEET))

    return read


def test_journey_12_four_and_a_quarter_lowered_in_nine(come_back: Callable[[Decimal], ResultsRead]) -> None:
    found = come_back(TOTAL)
    assert (found.unmatched, found.missing, found.faults) == ((), (), ())
    assert (found.printed_total, found.computed_total) == (TOTAL, TOTAL)
    taken = lowered(SHEET, found)
    assert taken == {node: points for node, (points, _) in LOWERED.items()}
    assert (len(taken), sum(taken.values()), SHEET.total - sum(taken.values())) == (9, Decimal("4.25"), TOTAL)
    assert {node: found.rows[node].reason for node in LOWERED} == {n: reason for n, (_, reason) in LOWERED.items()}
    guided = [points for node, points in taken.items() if found.rows[node].reason == NOT_AS_GUIDED]
    assert sum(guided) == Decimal("2.5")


def test_a_printed_total_that_is_not_the_sum_is_told(come_back: Callable[[Decimal], ResultsRead]) -> None:
    found = come_back(Decimal("87.75"))
    assert (found.printed_total, found.computed_total) == (Decimal("87.75"), TOTAL)
    assert [fault.message for fault in found.faults] == [
        "tổng điểm in 87,75, cộng các tiêu chí được 87,25. Hãy đối chiếu từng tiêu chí với văn bản."
    ]
