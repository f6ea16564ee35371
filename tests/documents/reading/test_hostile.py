"""Hostile files in processes of their own: memory and time stay within bounds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import apart, faults, limits, read_document
from tests.documents.reading.files import content_types, docx, p, pdf, raw_pdf, xlsx, zipped

ONE_GB = 1024
MEASURE = """
import resource, sys
from pathlib import Path
from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import read_document
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
try:
    read_document(Path(sys.argv[1]))
    print("read", end=" ")
except UnreadableDocument as fault:
    print(fault.code, end=" ")
kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
print(sum(resource.getrusage(kind).ru_maxrss for kind in kinds) // 1024)
"""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def gigabytes() -> bytes:
    """A .docx of 2 MB that unpacks to two gigabytes, in parts each below the limit of one part."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": content_types(WORD, "word/document.xml")}
    block = bytes(60 * limits.MB)
    return zipped(parts | {f"word/media/{i}.bin": block for i in range(34)})


def one_huge_string() -> bytes:
    """A workbook of a few kilobytes whose cells all show one string of a megabyte."""
    rows = "".join(f'<row r="{i}"><c t="s"><v>0</v></c></row>' for i in range(1, 4000))
    return xlsx(rows, strings=["a" * limits.MB])


def attributes() -> bytes:
    """A paragraph with nearly two million attributes."""
    return docx("<w:p " + " ".join(f'a{i}=""' for i in range(1_900_000)) + "/>")


def forms_in_forms() -> bytes:
    """A page that calls a form ten times, which calls a form ten times, twelve deep."""
    objects = "".join(
        f"{10 + i} 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {11 + i} 0 R>>>>"
        f"/Length 60>>\nstream\n{'/A Do ' * 10}\nendstream endobj\n"
        for i in range(12)
    )
    return raw_pdf(b"/A Do", resources="/XObject<</A 10 0 R>>", objects=objects)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("tags.docx", lambda: docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000), "too_long"),
    ("attributes.docx", attributes, "no_text"),
    ("wide.xlsx", lambda: xlsx('<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>'), "too_long"),
    ("string.xlsx", one_huge_string, "bomb"),
    ("forms.pdf", forms_in_forms, "bomb"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content", "code"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_memory_stays_below_a_gigabyte(tmp_path: Path, name: str, content: Callable[[], bytes], code: str) -> None:
    assert measured(tmp_path / name, content()) == code


def test_a_zip_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    assert measured(tmp_path / "a.docx", gigabytes()) == "bomb"


def measured(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    command = [sys.executable, "-c", MEASURE, str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    code, megabytes = answer.stdout.split()
    assert int(megabytes) < ONE_GB
    return code


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Xin chào"))
    monkeypatch.setattr(limits, "SECONDS", 0)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.code == "too_slow"
    assert "0 giây" in caught.value.message


def test_a_child_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Xin chào"))
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import os; os.abort()"))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.message == faults.too_complex().message


def test_a_caller_who_stops_the_reading_leaves_no_child(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("Xin chào"))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_document(path, progress=stop)


def test_a_small_file_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("Xin chào")))
    assert read_document(path).name == "a.docx"
