"""The gallery of broken files: what each message must say."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import limits, read_document
from tests.documents.reading.files import content_types, docx, p, pdf, raw_pdf, xlsx, zipped

pytestmark = pytest.mark.apart

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HELLO = b"BT /F 12 Tf 100 700 Td (Hello) Tj ET"
ENCRYPT = f"/Encrypt <</Filter/Standard/V 1/R 2/O({'x' * 32})/U({'y' * 32})/P -4>>/ID[(a)(a)]"
ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><document><body>&c;</body></document>'


def word_with(document: str | bytes) -> bytes:
    """A .docx whose document part is this."""
    return zipped({"[Content_Types].xml": content_types(WORD, "word/document.xml"), "word/document.xml": document})


def locked(data: bytes) -> bytes:
    """The zip with the mark "encrypted" on its members."""
    changed = bytearray(data)
    with_mark = [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]
    for magic, offset in with_mark:
        start = changed.find(magic)
        while start >= 0:
            changed[start + offset] |= 1
            start = changed.find(magic, start + 4)
    return bytes(changed)


def lying_about_size(data: bytes) -> bytes:
    """The zip whose directory says that each member is one byte long."""
    changed = bytearray(data)
    start = changed.find(b"PK\x01\x02")
    while start >= 0:
        changed[start + 24 : start + 28] = (1).to_bytes(4, "little")
        start = changed.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


GALLERY: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("rong.txt", lambda: b"", "empty", "rỗng"),
    ("trang.txt", lambda: b" \n\n ", "no_text", "không có chữ"),
    ("cu.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "old_format", "lưu lại dạng .docx"),
    ("cu.docx", lambda: OLE + "WordDocument".encode("utf-16-le"), "old_format", "Word 97–2003"),
    ("cu.xls", lambda: OLE + "Workbook".encode("utf-16-le"), "old_format", "lưu lại dạng .xlsx"),
    ("thu.msg", lambda: OLE, "wrong_type", "kiểu cũ"),
    ("ole.doc", lambda: OLE, "wrong_type", "lưu lại dạng .docx hoặc .xlsx"),
    ("a.csv", lambda: b"a,b", "wrong_type", "chỉ đọc văn bản .docx, .pdf có chữ, .xlsx, .txt, .md"),
    ("khong-duoi", lambda: b"a,b", "wrong_type", "không có đuôi"),
    ("khoa.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "Bỏ mật khẩu"),
    ("khoa-zip.docx", lambda: locked(docx(p("a"))), "encrypted", "mật khẩu"),
    ("khoa.pdf", lambda: raw_pdf(HELLO, trailer=ENCRYPT), "encrypted", "Bỏ mật khẩu"),
    ("a.rtf", lambda: b"{\\rtf1\\ansi Xin chao}", "old_format", "lưu lại dạng .docx"),
    ("a.odt", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "old_format", ".docx"),
    ("a.ods", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "old_format", ".xlsx"),
    ("a.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "old_format", "trang web"),
    ("a.xml", lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "old_format", "XML"),
    ("anh.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "photo", "OCR"),
    ("anh.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(50), "photo", "ảnh"),
    ("anh.heic", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(50), "photo", "ảnh"),
    ("anh.pdf", lambda: pdf("#rect(fill: gray)"), "scan", "nhận dạng chữ (OCR) hoặc nạp bản .docx"),
    (
        "macro.docm",
        lambda: docx(p("a"), main=WORD.replace("document.main", "document.macroEnabled.main")),
        "macros",
        "macro",
    ),
    (
        "macro.docx",
        lambda: zipped({"[Content_Types].xml": "", "word/vbaProject.bin": "x"}),
        "macros",
        ".docx không có macro",
    ),
    (
        "macro.xlsx",
        lambda: zipped({"[Content_Types].xml": "", "xl/vbaProject.bin": "x"}),
        "macros",
        ".xlsx không có macro",
    ),
    ("a.pptx", lambda: zipped({"[Content_Types].xml": "presentationml"}), "wrong_type", "PowerPoint"),
    ("a.zip", lambda: zipped({"a.txt": "a"}), "archive", "Giải nén"),
    ("a.rar", lambda: b"Rar!\x1a\x07" + bytes(9), "archive", ".rar"),
    ("a.exe", lambda: b"MZ" + bytes(90), "wrong_type", "chương trình"),
    ("a-bin.txt", lambda: bytes(range(256)) * 8, "wrong_type", "không phải văn bản chữ"),
    ("cp1258.txt", lambda: "Cộng hòa".encode("cp1258", "replace") + b"\xe9\xf2 a", "encoding", "UTF-8"),
    ("doi-ten.pdf", lambda: b"Xin chao", "wrong_type", "đuôi .pdf"),
    ("doi-ten.docx", lambda: b"Xin chao", "wrong_type", "đuôi .docx"),
    ("cut.docx", lambda: docx(p("a" * 9000))[:-40], "damaged", "Tệp Word (.docx) bị hỏng"),
    (
        "thieu.docx",
        lambda: zipped({"[Content_Types].xml": content_types(WORD, "word/document.xml")}),
        "damaged",
        "hỏng",
    ),
    ("muc-luc.xlsx", lambda: zipped({"Xl_workbook.xml": "a"}), "damaged", "Tệp Excel (.xlsx) bị hỏng"),
    ("xml.docx", lambda: word_with("<w:document"), "damaged", "hỏng"),
    ("than.docx", lambda: word_with("<a/>"), "damaged", "hỏng"),
    ("thuc-the.docx", lambda: word_with(ENTITY), "bomb", "bất thường"),
    ("sau.docx", lambda: docx("<w:sdt>" * 60_000 + "</w:sdt>" * 60_000), "bomb", "bất thường"),
    ("phinh.docx", lambda: word_with(b" " * (limits.PART_MB + 1) * limits.MB), "bomb", "phình ra"),
    ("doi-co.docx", lambda: lying_about_size(docx(p("a" * 9000))), "damaged", "hỏng"),
    ("the.docx", lambda: word_with(b"<a/>" * (limits.XML_TAGS + 1)), "bomb", "bất thường"),
    ("cut.xlsx", lambda: xlsx("<row><c><v>1</v></c>")[:-90], "damaged", "Tệp Excel (.xlsx) bị hỏng"),
    ("xml.xlsx", lambda: xlsx("<row><c"), "damaged", "hỏng"),
    ("xa.xlsx", lambda: xlsx('<row r="9"><c r="A9"><v>1</v></c><c r="XFD99999"><v>1</v></c></row>'), "too_long", "ô"),
    ("cut.pdf", lambda: b"%PDF-1.7\n" + bytes(50), "damaged", "PDF"),
    ("phinh.pdf", lambda: raw_pdf(b"0 0 m 1 1 l S\n" * 2_000_000, packed=1), "bomb", "phình ra"),
    ("phinh-2.pdf", lambda: raw_pdf(b"0 0 m 1 1 l S\n" * 2_000_000, packed=2), "bomb", "phình ra"),
    ("ve.pdf", lambda: raw_pdf(HELLO + b" 0 0 m 1 1 l S" * 70_000, packed=1), "too_long", "đối tượng vẽ"),
    ("dong.txt", lambda: b"a" * (limits.LINE_CHARACTERS + 1), "too_long", "ký tự trên một dòng"),
    ("dong.docx", lambda: docx(p("a" * (limits.LINE_CHARACTERS + 1))), "too_long", "ký tự trong một đoạn"),
    ("chu.docx", lambda: docx(p("a" * 50_000) * 161), "too_long", "8.000.000 ký tự"),
    ("dai.txt", lambda: b"a\n" * (limits.BLOCKS + 1), "too_long", "60.000 đoạn"),
    ("nang.txt", lambda: b"a\n" * (limits.TEXT_MB * limits.MB), "too_large", "8 MB"),
]


@pytest.mark.parametrize(("name", "content", "code", "words"), GALLERY, ids=[entry[0] for entry in GALLERY])
def test_each_broken_file_says_what_it_is(
    tmp_path: Path, name: str, content: Callable[[], bytes], code: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert (caught.value.code, words in caught.value.message) == (code, True), caught.value.message


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with path.open("wb") as file:
        file.truncate(limits.FILE_MB * limits.MB + 1)
    with pytest.raises(UnreadableDocument, match="64 MB"):
        read_document(path)


def test_empty_paragraphs_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARAGRAPHS", 1_000)
    path = tmp_path / "trong.docx"
    path.write_bytes(docx(p("a") + "<w:p/>" * 1_000))
    with pytest.raises(UnreadableDocument, match=r"1\.000 đoạn, kể cả đoạn trống"):
        read_document(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path, tmp_path / "khong-co.txt", tmp_path / "fifo", Path("a\x00b")):
        with pytest.raises(UnreadableDocument) as caught:
            read_document(path)
        assert caught.value.code == "missing"


def test_a_false_name_does_not_matter(tmp_path: Path) -> None:
    for content, kind in ((docx(p("Xin chào")), "docx"), (pdf("Xin chào"), "pdf")):
        path = tmp_path / "ten-sai.txt"
        path.write_bytes(content)
        assert read_document(path).kind == kind


def test_links_to_the_outside_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    outside = '<Relationship Id="h" Type="x/header" TargetMode="External" Target="file:///etc/hostname"/>'
    with zipfile.ZipFile(io.BytesIO(docx(p("Xin chào")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = f"<Relationships>{outside}{outside.replace('header', 'styles')}</Relationships>"
    path.write_bytes(zipped(parts | {"word/_rels/document.xml.rels": relations}))
    assert [b.text for b in read_document(path).paragraphs()] == ["Xin chào"]
