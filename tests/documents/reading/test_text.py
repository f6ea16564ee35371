"""Plain text and Markdown: marks taken off, places kept, tables put together."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from namro.documents.model import Document, Paragraph, Table
from namro.documents.reading import read_document


def read(tmp_path: Path, text: str | bytes, name: str = "van-ban.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


@pytest.mark.parametrize(
    ("line", "text", "bold", "italic"),
    [
        ("Nội dung thường", "Nội dung thường", False, False),
        ("**Căn cứ chung**", "Căn cứ chung", True, False),
        ("*Yêu cầu của tiêu chí*", "Yêu cầu của tiêu chí", False, True),
        ("***Vừa đậm vừa nghiêng***", "Vừa đậm vừa nghiêng", True, True),
        ("*** Nhiệm vụ số 1: Chỉ đạo: đạt 8/10 điểm.**", "* Nhiệm vụ số 1: Chỉ đạo: đạt 8/10 điểm.", True, False),
        ("*** Nhiệm vụ 3. Cải cách:** đạt 1/2 điểm", "* Nhiệm vụ 3. Cải cách: đạt 1/2 điểm", True, False),
        ("- *Ý nghiêng: đạt 1/1,5 điểm.*", "- Ý nghiêng: đạt 1/1,5 điểm.", False, True),
        ("Vào ngày **20 hàng tháng**, báo cáo kết quả", "Vào ngày 20 hàng tháng, báo cáo kết quả", False, False),
        ("- + Phối hợp: Công chức xã", "- + Phối hợp: Công chức xã", False, False),
        ("a) Nội dung tồn tại", "a) Nội dung tồn tại", False, False),
        ("1.1. Báo cáo &amp; thống kê", "1.1. Báo cáo & thống kê", False, False),
        ("TN&TKQ xã, điểm < 5 và > 3", "TN&TKQ xã, điểm < 5 và > 3", False, False),
        (r"1\. Mục \* có sao", "1. Mục * có sao", False, False),
        ("Mẫu ____ điền tay, tệp ke_hoach_nam", "Mẫu ____ điền tay, tệp ke_hoach_nam", False, False),
        ("Xem [trang tỉnh](https://vi-du.vn)", "Xem trang tỉnh", False, False),
        ("Lẻ ** dấu sao", "Lẻ dấu sao", False, False),
    ],
)
def test_marks_are_taken_off(tmp_path: Path, line: str, text: str, bold: bool, italic: bool) -> None:
    (block,) = read(tmp_path, line).paragraphs()
    assert (block.text, block.bold, block.italic) == (text, bold, italic)


def test_headings_keep_their_level_and_place(tmp_path: Path) -> None:
    document = read(tmp_path, "## **KẾ HOẠCH**\n\n#### 1. Mục đích\nSố # không phải tiêu đề")
    found = [(b.text, b.heading, b.place.line, b.place.start, b.place.end) for b in document.paragraphs()]
    assert found == [
        ("KẾ HOẠCH", 2, 1, 5, 13),
        ("1. Mục đích", 4, 3, 5, 16),
        ("Số # không phải tiêu đề", 0, 4, 0, 23),
    ]


def test_a_bold_mark_over_several_lines_is_one_paragraph(tmp_path: Path) -> None:
    document = read(tmp_path, "**Kết luận cuộc họp\nđánh giá năm 2021**\n\n**Chưa đóng\n\nĐoạn sau")
    assert texts(document) == ["Kết luận cuộc họp đánh giá năm 2021", "Chưa đóng", "Đoạn sau"]


def test_lines_cut_by_a_page_break_stay_apart(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "nâng cao trách nhiệm\n\ncủa người đứng đầu")) == [
        "nâng cao trách nhiệm",
        "của người đứng đầu",
    ]


def test_rules_and_fences_are_dropped(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "Trên\n-----\n* * *\n_________\n```\nDưới")) == ["Trên", "Dưới"]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + "Ủy ban nhân dân".encode(),
        "Ủy ban nhân dân".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Ủy ban nhân dân".encode("utf-16-be"),
        "U\u0309y ban nha\u0302n da\u0302n".encode(),
    ],
)
def test_unicode_in_any_coat_becomes_nfc(tmp_path: Path, data: bytes) -> None:
    assert texts(read(tmp_path, data)) == ["Ủy ban nhân dân"]


def test_only_the_name_separates_markdown_from_text(tmp_path: Path) -> None:
    assert [read(tmp_path, "a", name).kind for name in ("a.txt", "a.md")] == ["txt", "md"]


TABLE = """Mở đầu

| TT | Nhiệm vụ | Tiến độ |
|---|:--:|---|
| I | CÔNG TÁC CHỈ ĐẠO | |
| 1 | Ban hành kế hoạch | Quý I |

| | | |
|--|---|--|
| | kiểm tra năm 2024 trên | |
| 2 | Tuyên truyền | <ul><li>- Trên loa</li><li>- Trên mạng</li></ul> |

| V CẢI CÁCH CHẾ ĐỘ CÔNG VỤ | | |
|---|---|---|
| 1 | <p>Đánh giá</p> <p>công chức</p> | Quý IV<br>Tháng 12 |
"""


def test_tables_cut_by_page_breaks_are_one(tmp_path: Path) -> None:
    table = only_table(read(tmp_path, TABLE))
    assert [row.texts for row in table.rows] == [
        ["TT", "Nhiệm vụ", "Tiến độ"],
        ["I", "CÔNG TÁC CHỈ ĐẠO", ""],
        ["1", "Ban hành kế hoạch kiểm tra năm 2024 trên", "Quý I"],
        ["2", "Tuyên truyền", "- Trên loa - Trên mạng"],
        ["V CẢI CÁCH CHẾ ĐỘ CÔNG VỤ", "", ""],
        ["1", "Đánh giá công chức", "Quý IV Tháng 12"],
    ]
    assert [p.text for p in table.rows[3].cells[2].paragraphs] == ["- Trên loa", "- Trên mạng"]


def test_cells_know_their_place(tmp_path: Path) -> None:
    table = only_table(read(tmp_path, TABLE))
    cell = table.rows[3].cells[1]
    place = cell.paragraphs[0].place
    assert (place.cell, place.line) == ("bảng 1, dòng 4, cột 2", 11)
    assert TABLE.splitlines()[10][place.start : place.end] == "Tuyên truyền"


def test_a_new_header_begins_a_new_table(tmp_path: Path) -> None:
    first = "| TT | Tên |\n|---|---|\n| 1 | Một |\n\n"
    assert len(list(read(tmp_path, first + first.replace("Tên", "Điểm")).tables())) == 2
    (whole,) = read(tmp_path, first + first.replace("| 1 | Một |", "| 2 | Hai |")).tables()
    assert [row.texts[0] for row in whole.rows] == ["TT", "1", "2"]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("- Công chức A báo cáo. - Công chức B theo dõi.", ["- Công chức A báo cáo.", "- Công chức B theo dõi."]),
        ("Thực hiện cụ thể: + Bước một; + Bước hai", ["Thực hiện cụ thể:", "+ Bước một;", "+ Bước hai"]),
        ("- Theo quy định - Kết quả xử lý được đăng", ["- Theo quy định", "- Kết quả xử lý được đăng"]),
        ("- Công chức Văn phòng - Thống kê theo dõi", ["- Công chức Văn phòng - Thống kê theo dõi"]),
        ("Công chức Tư pháp - Hộ tịch", ["Công chức Tư pháp - Hộ tịch"]),
    ],
)
def test_bullets_on_one_line_of_a_cell_are_parted(tmp_path: Path, cell: str, parts: list[str]) -> None:
    table = only_table(read(tmp_path, f"| 1 | {cell} |\n|---|---|\n| 2 | x |"))
    assert [p.text for p in table.rows[0].cells[1].paragraphs] == parts


def test_a_letterhead_in_columns_of_spaces_is_read_column_by_column(tmp_path: Path) -> None:
    head = (
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "    XÃ SUỐI MÂY\t\t\tĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 12/KH-UBND           Suối Mây, ngày 05 tháng 02 năm 2024\n\n"
        "KẾ HOẠCH\n"
        "Nơi nhận:                CHỦ TỊCH\n"
        "- Như trên;\n"
        "- Lưu: VT.               Đinh Văn Núi\n"
    )
    assert texts(read(tmp_path, head)) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ SUỐI MÂY",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Mây, ngày 05 tháng 02 năm 2024",
        "KẾ HOẠCH",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
        "Đinh Văn Núi",
    ]


def test_progress_ends_at_the_last_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\nhai\nba", "utf-8")
    seen: list[tuple[int, int]] = []
    read_document(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)
