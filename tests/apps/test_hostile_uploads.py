"""Bombs and disguises at the forms that take files: each is answered with words, soon, and nothing is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.chasing.models import AssignedUpload
from namro.apps.indicators.models import IndicatorUpload
from namro.apps.people.models import Role, User
from namro.apps.registers.models import RegisterUpload
from namro.apps.surveys.models import Instrument
from namro.core.base.clock import system_clock
from namro.documents.reading import limits
from tests.apps.yearly.giving import sheets_of
from tests.documents.reading.files import docx, p, xlsx

pytestmark = pytest.mark.apart

Browsers = Callable[[str], Client]
#: Where somebody hands in a workbook that is read while the person waits: address, who.
WORKBOOKS = {
    "register": ("/so/kiem-tra/nhap?don-vi=suoi-may", Role.OFFICER),
    "tasks from above": ("/nhiem-vu-cap-tren", Role.COORDINATOR),
    "indicators": ("/chi-tieu/nap", Role.COORDINATOR),
    "instruments": ("/bo-cau-hoi/nap", Role.COORDINATOR),
}
CHECK = "/van-ban/kiem-tra"
#: Seconds in which each is answered, on a busy machine.
_PATIENCE = 45


def with_part(content: bytes, name: str, part: bytes, times: int = 1) -> bytes:
    """The package with a part replaced by one so many times as long, without holding it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        with new.open(name, "w", force_zip64=True) as stream:
            for _ in range(times):
                stream.write(part)
    return made.getvalue()


def entities() -> bytes:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    )
    return with_part(xlsx(_cell("x")), "xl/sharedStrings.xml", f"{text}]><sst><si><t>&m;</t></si></sst>".encode())


def _cell(text: str, place: str = "A1") -> str:
    return f'<row><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def letters(n: int) -> str:
    found = ""
    while n:
        n, rest = divmod(n - 1, 26)
        found = chr(65 + rest) + found
    return found


SHEETS: dict[str, Callable[[], bytes]] = {
    "a part of 600 MB": lambda: with_part(xlsx(_cell("x")), "xl/worksheets/sheet1.xml", bytes(limits.MB), 600),
    "a million empty rows": lambda: xlsx(
        _cell("Ngày kiểm tra") + "".join(f'<row r="{n}"/>' for n in range(2, 1_000_000))
    ),
    "16,384 columns": lambda: xlsx(
        "<row>" + "".join(f'<c r="{letters(n)}1"><v>1</v></c>' for n in range(1, 16_385)) + "</row>"
    ),
    "the last cell of all": lambda: xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a huge string in every cell": lambda: xlsx(
        "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 4000)), strings=["a" * limits.MB]
    ),
    "a million strings": lambda: xlsx(_cell("x"), strings=["a"] * 1_000_000),
    "entities in entities": entities,
    "a .docx": lambda: docx(p("Không phải bảng tính")),
    "a program": lambda: b"MZ" + bytes(4000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(4000),
    "half a workbook": lambda: xlsx(_cell("x"))[:-200],
}
WORDS: dict[str, Callable[[], bytes]] = {
    "a part of 600 MB": lambda: with_part(docx(p("x")), "word/document.xml", bytes(limits.MB), 600),
    "tables in tables": lambda: docx("<w:tbl><w:tr><w:tc>" * 30_000 + p("x") + "</w:tc></w:tr></w:tbl>" * 30_000),
    "boxes in boxes": lambda: docx("<w:sdt><w:sdtContent>" * 200_000 + p("x") + "</w:sdtContent></w:sdt>" * 200_000),
    "entities": lambda: with_part(
        docx(p("x")), "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document>&b;</w:document>'
    ),
    "a workbook": lambda: xlsx(_cell("x")),
    "a million paragraphs": lambda: docx("<w:p/>" * 1_000_000),
    "half a document": lambda: docx(p("x"))[:-100],
}


def sent(client: Client, address: str, content: bytes, name: str) -> str:
    """Send a file; return the page that refuses it. Nothing may be a fault of the program, nor take long."""
    start = perf_counter()
    answer = client.post(address, {"file": SimpleUploadedFile(name, content)})
    assert perf_counter() - start < _PATIENCE
    assert answer.status_code == 400, answer.headers.get("Location", answer.status_code)
    return str(answer.text)


@pytest.mark.slow
@pytest.mark.parametrize("what", SHEETS)
def test_a_hostile_workbook_is_refused_with_words(cast: dict[str, User], browser_of: Browsers, what: str) -> None:
    content = SHEETS[what]()
    for address, role in WORKBOOKS.values():
        page = sent(browser_of(role), address, content, "bảng.xlsx")
        assert 'class="inp bad"' in page or 'role="alert"' in page or "id_file_error" in page, address
    for model in (RegisterUpload, AssignedUpload, IndicatorUpload, Instrument):
        assert not model.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("what", WORDS)
def test_a_hostile_document_is_not_checked_but_refused(cast: dict[str, User], browser_of: Browsers, what: str) -> None:
    page = sent(browser_of(Role.OFFICER), CHECK, WORDS[what](), "kế hoạch.docx")
    assert "id_file_error" in page


NAMES = [
    "../../../etc/passwd.xlsx",
    "..\\..\\windows.xlsx",
    "bang\u202exslx.xlsx",
    "a\r\nX-B: c.xlsx",
    "x" * 300 + ".xlsx",
    ".xlsx",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_path_nor_turned_round(
    cast: dict[str, User], browser_of: Browsers, data_folder: Path, name: str
) -> None:
    for address, role in WORKBOOKS.values():
        page = sent(browser_of(role), address, xlsx(_cell("Không có tiêu đề")), name)
        assert "\u202e" not in page
        assert "../" not in page
    page = sent(browser_of(Role.OFFICER), CHECK, b"PK\x03\x04 rac", name.replace("xlsx", "docx"))
    assert "\u202e" not in page


PROOFS: dict[str, tuple[str, Callable[[], bytes], bool]] = {
    "a program called .pdf": ("bien-nhan.pdf", lambda: b"MZ" + bytes(4000), False),
    "a page called .png": ("anh.png", lambda: b"<html><script>alert(1)</script>", False),
    "nothing": ("anh.png", lambda: b"", False),
    "a page": ("trang.html", lambda: b"<html>", False),
    # Kept as it is, never unpacked; a name that is turned round on the screen is not kept.
    "a bomb": ("../../bom\u202excod.xlsx", lambda: with_part(xlsx(_cell("x")), "a.xml", bytes(limits.MB), 600), True),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", PROOFS)
def test_the_proof_of_a_yearly_sheet(cast: dict[str, User], browser_of: Browsers, data_folder: Path, what: str) -> None:
    name, content, taken = PROOFS[what]
    sheet = sheets_of(cast, system_clock().date())[Role.OFFICER]
    client, address = browser_of(Role.OFFICER), f"/nam/{sheet.year}/{sheet.code}"
    typed = {"muc": "initiatives", "viec-thieu": "Sáng kiến", "ly-do": "Đã được công nhận", "version": sheet.version}
    answer = client.post(f"{address}/sua", {**typed, "tep": SimpleUploadedFile(name, content())})
    assert answer.status_code == (302 if taken else 400), answer.text[:2000]
    if taken:
        given = client.get(f"{address}/minh-chung/1")
        assert given.headers["Content-Disposition"].startswith("attachment")
        assert "\u202e" not in given.headers["Content-Disposition"]
        assert "%E2%80%AE" not in given.headers["Content-Disposition"]
        assert ".." not in given.headers["Content-Disposition"]
    else:
        assert "Đã được công nhận" in answer.text  # what was typed stays
        assert client.get(f"{address}/minh-chung/1").status_code == 404
