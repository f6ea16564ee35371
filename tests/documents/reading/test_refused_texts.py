"""Texts that are refused for what they say or how they are typed: secrecy stamps, fonts before Unicode."""

from __future__ import annotations

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
        HEAD + "Nội dung\n" * 60 + "MẬT",
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
