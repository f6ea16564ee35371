"""Texts that are refused for what they say or how they are typed: secrecy stamps, fonts before Unicode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import read_document
from namro.documents.reading.legacy import legacy_font
from tests.documents.reading.files import docx, p, pdf

HEAD = "ỦY BAN NHÂN DÂN\nXÃ SUỐI MÂY\n"


def refusal(path: Path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    return caught.value


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        (HEAD + "MẬT\nKẾ HOẠCH", "MẬT"),
        (HEAD + "**TỐI MẬT**\nKẾ HOẠCH", "TỐI MẬT"),
        (HEAD + "TUYỆT\n\nMẬT\nKẾ HOẠCH", "TUYỆT MẬT"),
        (HEAD + "[ M Ậ T ]", "MẬT"),
        (HEAD + "Độ mật: Mật", "MẬT"),
        (HEAD + "Mức độ mật: tối mật.", "TỐI MẬT"),
        (HEAD + "| TỐI MẬT |\n|---|", "TỐI MẬT"),
        (HEAD + "| Độ mật | Tuyệt mật |\n|---|---|", "TUYỆT MẬT"),
        (HEAD + "TỐI MẬT               Suối Mây, ngày 1 tháng 2 năm 2026", "TỐI MẬT"),
        ("ỦY BAN NHÂN DÂN  MẬT\nXÃ SUỐI MÂY", "MẬT"),
        ("ỦY BAN NHÂN DÂN\tTUYỆT MẬT\nXÃ SUỐI MÂY", "TUYỆT MẬT"),
        ("Tài liệu TỐI MẬT\n" + HEAD, "TỐI MẬT"),
        ("Tối mật\n" + HEAD, "TỐI MẬT"),
        (HEAD + "Nội dung\n" * 60 + "MẬT", "MẬT"),
        (HEAD + "Nội dung\n" * 60 + "| A | B |\n|---|---|\n| TỐI MẬT |\n", "TỐI MẬT"),
    ],
)
def test_a_stamped_document_is_refused(tmp_path: Path, text: str, stamp: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    fault = refusal(path)
    assert fault.code == "secret"
    assert f"“{stamp}”" in fault.message
    assert "không có nội dung nào được lưu" in fault.message


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Kế hoạch bảo vệ bí mật nhà nước",
        HEAD + "KẾ HOẠCH BẢO VỆ BÍ\nMẬT\n",
        HEAD + "Mật",
        HEAD + "Độ mật: không",
        HEAD + "Văn bản MẬT được quản lý riêng",
        HEAD + "Công tác bảo vệ bí mật nhà nước    được bảo mật",
        HEAD + "Nguyễn Văn Mật    Chủ tịch",
        HEAD + "Văn bản    MẬT    TỐI MẬT    TUYỆT MẬT",
        HEAD + "1    Báo cáo    MẬT\n2.    Kế hoạch    MẬT",
        HEAD + "Nội dung\n" * 60 + "Tối mật",
        HEAD + "| Nội dung | Độ mật | Số |\n|---|---|---|\n| Báo cáo | Mật | 3 |",
        HEAD + "| Số | Độ mật |\n|---|---|\n| 1 | MẬT |\n| 2 | MẬT |\n| 3 | MẬT |\n| 4 | TỐI MẬT |",
    ],
)
def test_the_word_alone_is_no_stamp(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert read_document(path).blocks


def test_stamps_in_office_files(tmp_path: Path) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('MẬT')}</w:txbxContent></w:pict></w:r></w:p>"
    files = {
        "box.docx": docx(p("UBND XÃ") + box + p("KẾ HOẠCH")),
        "header.docx": docx(p("KẾ HOẠCH"), header=p("TỐI MẬT")),
        "watermark.docx": docx(p("KẾ HOẠCH"), header='<w:p><w:r><textpath string="MẬT"/></w:r></w:p>'),
        "column.pdf": pdf("#grid(columns: (40%, 60%), [UBND XÃ SUỐI MÂY \\ MẬT], [Tỉnh A, ngày 1 \\ KẾ HOẠCH])"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name).code == "secret", name
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["ỦY BAN NHÂN DÂN", "", "TUYỆT MẬT"])
        sheet.write_row("A2", ["TT", "Nội dung", "Điểm"])
    assert refusal(tmp_path / "a.xlsx").code == "secret"


def test_stamps_in_the_margins_and_hidden_sheets_of_a_workbook(tmp_path: Path) -> None:
    def book(name: str, work: Callable[[xlsxwriter.Workbook], None]) -> str:
        with xlsxwriter.Workbook(str(tmp_path / name)) as made:
            made.add_worksheet("Phiếu").write_row("A1", ["TT", "Nội dung", "Điểm"])
            work(made)
        return name

    def hidden(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet("Phụ lục")
        sheet.write("A1", "TUYỆT MẬT")
        sheet.hide()

    books = [
        book("header.xlsx", lambda made: made.get_worksheet_by_name("Phiếu").set_header('&C&"Arial,Bold"&14TỐI MẬT')),
        book("footer.xlsx", lambda made: made.get_worksheet_by_name("Phiếu").set_footer("&LMẬT&RTrang &P")),
        book("box.xlsx", lambda made: made.get_worksheet_by_name("Phiếu").insert_textbox("B2", "MẬT")),
        book("hidden.xlsx", hidden),
        book("three.xlsx", lambda made: made.add_worksheet("B").write_row("A1", ["MẬT", "UBND XÃ", "Mẫu số"])),
        book("low.xlsx", lambda made: made.add_worksheet("B").write("A90", "MẬT")),
    ]
    for name in books:
        assert refusal(tmp_path / name).code == "secret", name
    fine = book("fine.xlsx", lambda made: made.get_worksheet_by_name("Phiếu").set_header("&CTrang &P/&N"))
    assert read_document(tmp_path / fine).blocks


def test_stamps_on_later_pages(tmp_path: Path) -> None:
    files = {
        "annex.docx": docx(p("Nội dung") * 60 + p("TỐI MẬT")),
        "annex.pdf": pdf("Nội dung \n#pagebreak()\nTỐI MẬT\n\nPhụ lục"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name).code == "secret", name


TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, ñy ban nh©n d©n x·"
VNI = "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM Ñoäc laäp - Töï do - Haïnh phuùc, UÛy ban nhaân daân xaõ"


@pytest.mark.parametrize(("text", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_fonts_before_unicode_are_named(tmp_path: Path, text: str, name: str) -> None:
    bytes_of = {"a.txt": text.encode("latin-1"), "b.txt": text.encode(), "c.docx": docx(p(text)), "d.pdf": pdf(text)}
    for file, content in bytes_of.items():
        (tmp_path / file).write_bytes(content)
        fault = refusal(tmp_path / file)
        assert fault.code == "legacy_font", file
        assert name in fault.message
        assert "UniKey" in fault.message
    with xlsxwriter.Workbook(str(tmp_path / "e.xlsx")) as book:
        book.add_worksheet().write_row("A1", text.split())
    assert refusal(tmp_path / "e.xlsx").code == "legacy_font"


def test_stray_foreign_letters_do_not_condemn_a_text() -> None:
    modern = "Theo Keát luận của Ủy ban nhân dân xã về việc thực hiện chỉ số cải cách hành chính "
    assert legacy_font([modern * 5, "Müller, Citroën, señor, «Chính quyền thân thiện»"]) is None
    assert legacy_font([modern, TCVN3]) == "TCVN3 (ABC)"
