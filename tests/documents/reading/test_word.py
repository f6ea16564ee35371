"""Word files: what the reader sees, automatic numbers included, deleted text left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from namro.documents.model import Document, Paragraph, Table
from namro.documents.reading import read_document
from namro.documents.reading.word.numbering import formatted
from tests.documents.reading.files import RULED, docx, p


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    path = tmp_path / "van-ban.docx"
    path.write_bytes(docx(body, **parts))
    return read_document(path)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def numbered(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(index: int, style: str, text: str, more: str = "") -> str:
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{index}">{start}<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "\uf0b7")
    + level(5, "bullet", "+")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path) -> None:
    levels = [0, 1, 2, 2, 3, 3, 4, 5, 1, 2, 0, 1]
    body = "".join(p("mục", numbered(i)) for i in levels)
    assert [t.removesuffix(" mục") for t in texts(read(tmp_path, body, numbering=NUMBERING))] == [
        *("I.", "1.", "1.1.", "1.2.", "a)", "b)", "-", "+", "2.", "2.1.", "II.", "1."),
    ]


def test_a_list_that_starts_anew_and_a_list_switched_off(tmp_path: Path) -> None:
    body = p("a", numbered(1)) + p("b", numbered(1, 2)) + p("c", numbered(1, 2)) + p("d", numbered(1, 0))
    assert texts(read(tmp_path, body, numbering=NUMBERING)) == ["1. a", "5. b", "6. c", "d"]


def test_numbers_and_headings_come_from_styles_too(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="Base"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="Mục"/><w:basedOn w:val="Base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = NUMBERING.replace('"%2."/>', '"%2."/><w:pStyle w:val="Own"/>')
    document = read(tmp_path, p("Đầu", '<w:pStyle w:val="Own"/>'), styles=styles, numbering=numbering)
    (block,) = document.paragraphs()
    assert (block.text, block.heading, block.bold) == ("1. Đầu", 2, True)


@pytest.mark.parametrize(
    ("count", "style", "text"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (2, "upperLetter", "B"),
        (12, "vietnameseCounting", "12"),
        (1, "none", ""),
        (5000, "upperRoman", "5000"),
    ],
)
def test_number_styles(count: int, style: str, text: str) -> None:
    assert formatted(count, style) == text


def test_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
    body = (
        f'<w:p><w:r><w:t xml:space="preserve">Đạt </w:t></w:r>{gone}'
        "<w:ins><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:t> điểm</w:t></w:r></w:p>"
        f"<w:p><w:pPr>{numbered(1)}<w:rPr><w:del/></w:rPr></w:pPr>{gone}</w:p>{p('còn', numbered(1))}"
        f"<w:del>{p('mất')}</w:del><w:ins>{p('thêm')}</w:ins>"
    )
    assert texts(read(tmp_path, body, numbering=NUMBERING)) == ["Đạt 2 điểm", "1. còn", "thêm"]


def test_boxes_controls_and_fields_are_not_lost(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("Trong khung") + "</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Trong ô điều khiển')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>Chữ</w:t></w:r><w:hyperlink><w:r><w:t> có liên kết</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:r><AlternateContent><Choice><drawing>{box}</drawing></Choice><Fallback><pict>{box}</pict></Fallback>"
        "</AlternateContent></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert texts(read(tmp_path, body)) == ["Trong ô điều khiển", "Chữ có liên kết", "Trong khung"]


def test_line_breaks_part_paragraphs_and_capitals_are_printed(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:b/><w:caps/></w:rPr><w:t>Ủy ban</w:t><w:br/><w:t>xã</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>"
    )
    found = [(b.text, b.bold, b.place.line) for b in read(tmp_path, body).paragraphs()]
    assert found == [("ỦY BAN", True, 1), ("XÃ", True, 1), ("a-b c", False, 2)]


def test_the_table_of_contents_is_left_out(tmp_path: Path) -> None:
    styles = '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = p("I. MỤC ĐÍCH 3", '<w:pStyle w:val="T1"/>') + p("I. MỤC ĐÍCH")
    assert texts(read(tmp_path, body, styles=styles)) == ["I. MỤC ĐÍCH"]


def tr(*cells: str) -> str:
    return "<w:tr>" + "".join(cells) + "</w:tr>"


def tc(*lines: str, merged: str = "") -> str:
    return f"<w:tc><w:tcPr>{merged}</w:tcPr>{''.join(map(p, lines))}</w:tc>"


SPAN, TOP, REST = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_hold_their_text_once(tmp_path: Path) -> None:
    rows = (
        tr(tc("TT"), tc("Nội dung"), tc("Điểm")),
        tr(tc("I"), tc("PHẦN MỘT", merged=SPAN)),
        tr(tc("1", merged=TOP), tc("a"), tc("- một", "- hai")),
        tr(tc(merged=REST), tc("b"), tc("2")),
    )
    document = read(tmp_path, p("Trước") + f"<w:tbl>{RULED}{''.join(rows)}</w:tbl>" + p("Sau"))
    before, table, after = document.blocks
    assert isinstance(table, Table)
    assert [row.texts for row in table.rows] == [
        ["TT", "Nội dung", "Điểm"],
        ["I", "PHẦN MỘT"],
        ["1", "a", "- một - hai"],
        ["", "b", "2"],
    ]
    assert table.rows[1].cells[1].span == 2
    assert table.rows[2].cells[2].paragraphs[1].text == "- hai"
    assert table.rows[3].cells[2].place.cell == "bảng 1, dòng 4, cột 3"
    assert (before.place.line, after.place.line) == (1, 13)


def test_a_layout_table_is_read_column_by_column(tmp_path: Path) -> None:
    left, right = tc("ỦY BAN NHÂN DÂN", "XÃ SUỐI MÂY"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    head = f"<w:tbl>{tr(left, right)}{tr(tc('Số: 5/KH-UBND'), tc('Suối Mây, ngày 1'))}</w:tbl>"
    assert texts(read(tmp_path, head)) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI MÂY",
        "Số: 5/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Suối Mây, ngày 1",
    ]
    signature = f"<w:tbl>{RULED}{tr(tc('Nơi nhận:', '- Lưu: VT.'), tc('CHỦ TỊCH', 'Đinh Văn Núi'))}</w:tbl>"
    assert texts(read(tmp_path, signature)) == ["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Đinh Văn Núi"]
    data = f"<w:tbl>{RULED}{tr(tc('Tiêu chí'), tc('Điểm'))}{tr(tc('Kế hoạch'), tc('2'))}</w:tbl>"
    assert len(list(read(tmp_path, data).tables())) == 1


def test_lines_of_a_layout_table_are_counted_in_the_order_of_reading(tmp_path: Path) -> None:
    head = f"<w:tbl>{tr(tc('XÃ SUỐI MÂY'), tc('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do'))}"
    head += f"{tr(tc('Số: 5/KH-UBND'), tc('Suối Mây, ngày 1'))}</w:tbl>"
    document = read(tmp_path, p("Trước") + head + p("Sau"))
    assert [block.place.line for block in document.blocks] == [1, 2, 3, 4, 5, 6, 7]
    assert texts(document)[2:4] == ["Số: 5/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_letterhead_made_with_tabs_is_read_column_by_column(tmp_path: Path) -> None:
    lines = (("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("XÃ SUỐI MÂY", "Độc lập - Tự do"))
    body = "".join(f"<w:p><w:r><w:t>{a}</w:t><w:tab/><w:tab/><w:t>{b}</w:t></w:r></w:p>" for a, b in lines)
    assert texts(read(tmp_path, body)) == ["ỦY BAN NHÂN DÂN", "XÃ SUỐI MÂY", lines[0][1], lines[1][1]]


def test_a_table_without_end_is_refused(tmp_path: Path) -> None:
    wide = f"<w:tbl>{RULED}{tr(*[tc('x')] * 300)}</w:tbl>"
    with pytest.raises(Exception, match="nhiều hơn 200 cột"):
        read(tmp_path, wide)
