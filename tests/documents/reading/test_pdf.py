"""PDF files: lines become paragraphs, ruling lines become tables, page furniture disappears."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.documents.model import Document, Paragraph, Table
from namro.documents.reading import read_document
from namro.documents.reading.pdf.rules import Rule, merged
from namro.documents.reading.pdf.shapes import Glyph, words_of
from tests.documents.reading.files import pdf, raw_pdf

LONG = "Công chức phụ trách theo dõi, đôn đốc việc thực hiện các nhiệm vụ được giao và báo cáo kết quả hằng tháng. "


def read(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(content)
    return read_document(path)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 8pt)",
        "par(justify: true, spacing: 1.6em)",
        "par(justify: false, hanging-indent: 8pt, spacing: 1.4em)",
    ],
)
def test_wrapped_lines_are_one_paragraph(tmp_path: Path, paragraph: str) -> None:
    items = ["1. Mục đích", f"- {LONG * 2}".strip(), f"- {LONG}".strip(), LONG.strip(), "a) Yêu cầu"]
    source = "#let body(t) = " + paragraph.replace("par(", "par(text(t), ").replace("text(t), ", "", 1)[:-1] + ", t)\n"
    source += "".join(f'#body("{item}")\n' for item in items)
    assert texts(read(tmp_path, pdf(source))) == items


def test_look_and_place_are_kept(tmp_path: Path) -> None:
    document = read(tmp_path, pdf("*KẾ HOẠCH*\n\n_Căn cứ Luật_\n#pagebreak()\nTrang sau"))
    found = [(b.text, b.bold, b.italic, b.place.page, b.place.line) for b in document.paragraphs()]
    assert found == [
        ("KẾ HOẠCH", True, False, 1, 1),
        ("Căn cứ Luật", False, True, 1, 2),
        ("Trang sau", False, False, 2, 1),
    ]


def test_a_centred_title_over_two_lines_is_one_paragraph(tmp_path: Path) -> None:
    source = f"#align(center)[*Kế hoạch khắc phục {LONG}*]\n\n{LONG * 3}"
    assert len(texts(read(tmp_path, pdf(source)))) == 2


def test_a_symbol_broken_at_its_hyphen_stays_whole(tmp_path: Path) -> None:
    source = "#set page(width: 6cm)\nTheo Quyết định số 1234/QĐ-UBND-CCHC-VP1-VP2"
    assert texts(read(tmp_path, pdf(source))) == ["Theo Quyết định số 1234/QĐ-UBND-CCHC-VP1-VP2"]


def test_page_numbers_and_running_headers_are_dropped(tmp_path: Path) -> None:
    source = '#set page(header: "Kế hoạch năm 2024", numbering: "1/1")\n' + "#pagebreak()\n".join(
        f"Nội dung trang {i}\n" for i in ("một", "hai", "ba", "bốn")
    )
    assert texts(read(tmp_path, pdf(source))) == [f"Nội dung trang {i}" for i in ("một", "hai", "ba", "bốn")]


def test_two_columns_at_the_head_and_at_the_signature(tmp_path: Path) -> None:
    def grid(left: str, right: str) -> str:
        return f"#grid(columns: (40%, 60%), align: center, [{left}], [{right}])\n"

    source = (
        grid("UBND XÃ SUỐI MÂY \\ Số: 12/KH-UBND", "*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do*")
        + "#align(center)[*KẾ HOẠCH*]\n"
        + LONG
        + "\n\n"
        + grid("#align(left)[Nơi nhận: \\ - Như trên; \\ - Lưu: VT.]", "*CHỦ TỊCH* \\ \\ \\ Đinh Văn Núi")
    )
    assert texts(read(tmp_path, pdf(source))) == [
        "UBND XÃ SUỐI MÂY",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
        "KẾ HOẠCH",
        LONG.strip(),
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Đinh Văn Núi",
    ]


TABLE = r"""
#set page(height: 9cm, numbering: "1")
Phụ lục
#table(columns: (1cm, 1fr, 1fr), table.header[TT][Nhiệm vụ][Sản phẩm],
  table.cell(colspan: 3)[I. CẢI CÁCH THỦ TỤC],
  [1], [Rà soát thủ tục], table.cell(rowspan: 2)[\- Báo cáo quý \ \- Báo cáo năm],
  [2], [Công khai kết quả],
  [3], [%s], [Kế hoạch])
Hết
"""


def test_a_ruled_table_over_pages_is_one(tmp_path: Path) -> None:
    document = read(tmp_path, pdf(TABLE % (LONG * 4)))
    before, table, after = document.blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [
        ["TT", "Nhiệm vụ", "Sản phẩm"],
        ["I. CẢI CÁCH THỦ TỤC"],
        ["1", "Rà soát thủ tục", "- Báo cáo quý - Báo cáo năm"],
        ["2", "Công khai kết quả", ""],
        ["3", (LONG * 4).strip(), "Kế hoạch"],
    ]
    assert table.rows[1].cells[0].span == 3
    assert len(table.rows[2].cells[2].paragraphs) == 2
    assert table.rows[4].cells[1].place.cell == "bảng 1, dòng 5, cột 2"
    assert texts(document) == ["Phụ lục", "Hết"]
    assert (before.place.page, after.place.page) == (1, 2)


def test_tables_without_outer_lines_and_frames(tmp_path: Path) -> None:
    stroke = "stroke: (x, y) => (left: if x > 0 {1pt}, top: if y > 0 {1pt})"
    source = (
        f"#table(columns: 2, {stroke}, [TT], [Điểm], [1], [2,5], [2], [3])\n#rect[Chữ trong khung]\n#line(length: 5cm)"
    )
    document = read(tmp_path, pdf(source))
    assert [[row.texts for row in table.rows] for table in document.tables()] == [
        [["TT", "Điểm"], ["1", "2,5"], ["2", "3"]]
    ]
    assert texts(document) == ["Chữ trong khung"]


@pytest.mark.parametrize(
    ("quarters", "first", "second"),
    [
        (b"0", "1 0 0 1 100 320", "1 0 0 1 100 300"),
        (b"90", "0 1 -1 0 300 100", "0 1 -1 0 320 100"),
        (b"180", "-1 0 0 -1 500 300", "-1 0 0 -1 500 320"),
        (b"270", "0 -1 1 0 320 500", "0 -1 1 0 300 500"),
    ],
)
def test_a_page_turned_sideways_reads_as_shown(tmp_path: Path, quarters: bytes, first: str, second: str) -> None:
    content = f"BT /F 12 Tf {first} Tm (Mot hai) Tj {second} Tm (Ba bon) Tj ET".encode()
    turned = raw_pdf(content).replace(b"/MediaBox", b"/Rotate " + quarters + b"/MediaBox")
    assert texts(read(tmp_path, turned)) == ["Mot hai", "Ba bon"]


def glyph(letter: str, x0: float, x1: float) -> Glyph:
    return Glyph(letter, x0, x1, 100.0, 10.0, False, False)


@pytest.mark.parametrize(
    ("glyphs", "words"),
    [
        ([glyph("c", 0, 4), glyph("ó", 4, 9), glyph(" ", 9, 11), glyph("a", 11, 15)], ["có", "a"]),
        ([glyph("c", 0, 4), glyph("m", 12, 18), glyph("ố", 4, 9)], ["cố", "m"]),  # letters with marks drawn last
        ([glyph("\u0301", 5, 6), glyph("o", 4, 9), glyph("c", 0, 4)], ["có"]),  # the mark before its letter
        ([glyph("e", 0, 4), glyph("\u0323", 1, 3), glyph("\u0302", 1, 3)], ["ệ"]),
        ([glyph("T", 0, 6), glyph("T", 0.2, 6.2), glyph("a", 6.2, 10)], ["Ta"]),  # drawn twice to look bold
        ([glyph("ﬁ", 0, 6)], ["fi"]),
    ],
)
def test_glyphs_are_put_together_by_where_they_stand(glyphs: list[Glyph], words: list[str]) -> None:
    assert [w.text for w in words_of(glyphs)] == words


def test_pieces_of_a_line_are_put_together() -> None:
    pieces = [Rule(True, 10, 0, 50), Rule(True, 11, 52, 90), Rule(True, 40, 0, 50), Rule(False, 10, 0, 2)]
    assert merged(pieces) == [Rule(True, 10.5, 0, 90), Rule(True, 40, 0, 50)]


def test_progress_is_told_by_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("một\n#pagebreak()\nhai"))
    seen: list[tuple[int, int]] = []
    read_document(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


SCAN = '#image(bytes((9, 9, 9)), format: (encoding: "rgb8", width: 1, height: 1), width: 9cm)'


def test_scans_among_typed_pages(tmp_path: Path) -> None:
    assert texts(read(tmp_path, pdf(f"Một\n#pagebreak()\n{SCAN}"))) == ["Một"]
    assert texts(read(tmp_path, pdf("Một" + "\n#pagebreak(weak: false)" * 3 + "Hai"))) == ["Một", "Hai"]
    with pytest.raises(UnreadableDocument, match="2/3 trang không có chữ"):
        read(tmp_path, pdf("Một" + f"\n#pagebreak()\n{SCAN}" * 2))


def test_letters_without_a_known_code_are_refused(tmp_path: Path) -> None:
    font = "6 0 obj <</Length 164>>\nstream\nbegincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    font += "1 beginbfrange <20> <7f> <e020> endbfrange endcmap\nendstream endobj\n"
    font += "7 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>> endobj\n"
    content = b"BT /G 12 Tf 100 700 Td (Khong doc duoc) Tj ET"
    with pytest.raises(UnreadableDocument, match="bảng mã của phông"):
        read(tmp_path, raw_pdf(content, resources="/Font<</G 7 0 R>>", objects=font))
