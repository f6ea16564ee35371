"""Pieces of tables cut by page breaks."""

from __future__ import annotations

import pytest

from namro.core.printed import Place
from namro.documents.model import Block, Cell, Paragraph, Row, Table
from namro.documents.reading.tables import join_continued, numbered

HEADER = ("TT", "Nhiệm vụ", "Tiến độ")


def table(*rows: tuple[str, ...]) -> Table:
    cells = [tuple(Cell((Paragraph(t, Place()),) if t else (), Place()) for t in row) for row in rows]
    return Table(tuple(map(Row, cells)), Place())


def contents(blocks: list[Block]) -> list[list[list[str]]]:
    return [[row.texts for row in b.rows] for b in blocks if isinstance(b, Table)]


@pytest.mark.parametrize(
    ("last", "following", "joined"),
    [
        (("1", "Rà soát", "Quý I"), ("2", "Công khai", "Quý II"), None),
        (("1", "Rà soát thủ tục", "Quý I"), ("", "hành chính", ""), ("1", "Rà soát thủ tục hành chính", "Quý I")),
        (("1", "Rà soát.", "Quý I"), ("", "- Công khai", ""), ("1", "Rà soát. - Công khai", "Quý I")),
        (("1", "Rà soát", "Quý I"), ("", "Công khai", "Quý II"), None),
        (("VI CẢI CÁCH", "", ""), ("TÀI CHÍNH CÔNG", "", ""), ("VI CẢI CÁCH TÀI CHÍNH CÔNG", "", "")),
        (("VI CẢI CÁCH", "", ""), ("VII TÀI CHÍNH CÔNG", "", ""), None),
    ],
)
def test_a_row_cut_by_a_page_break(
    last: tuple[str, ...], following: tuple[str, ...], joined: tuple[str, ...] | None
) -> None:
    blocks = list(join_continued([table(HEADER, last), table(HEADER, following)]))
    rows = [joined] if joined else [last, following]
    assert contents(blocks) == [[list(HEADER), *map(list, rows)]]


def test_tables_of_other_width_or_with_text_between_stay_apart() -> None:
    between = Paragraph("Phụ lục 2", Place())
    blocks: list[Block] = [table(("a", "b")), table(("a", "b", "c")), between, table(("d", "e", "f"))]
    assert len(contents(list(join_continued(blocks)))) == 3


def test_cells_are_counted_from_one() -> None:
    wide = Table((Row((Cell((), Place(line=4), span=2), Cell((), Place(line=4)))),), Place())
    first, second = numbered([table(("a",)), wide])
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert first.rows[0].cells[0].paragraphs[0].place.cell == "bảng 1, dòng 1, cột 1"
    assert [(c.place.cell, c.place.line) for c in second.rows[0].cells] == [
        ("bảng 2, dòng 1, cột 1", 4),
        ("bảng 2, dòng 1, cột 3", 4),
    ]
