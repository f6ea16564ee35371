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

pytestmark = pytest.mark.apart

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
own = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print((int(own) + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def gigabytes() -> bytes:
    """A small .docx whose directory says that a picture unpacks to two gigabytes."""
    types = content_types(WORD, "word/document.xml")
    packed = zipped({"[Content_Types].xml": types, "word/media/image.bin": bytes(20 * limits.MB)})
    return packed.replace((20 * limits.MB).to_bytes(4, "little"), (2 << 30).to_bytes(4, "little"))


def one_huge_part() -> bytes:
    """A .docx of 100 kB whose document is a hundred megabytes of nothing."""
    types = content_types(WORD, "word/document.xml")
    return zipped({"[Content_Types].xml": types, "word/document.xml": bytes(100 * limits.MB)})


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


@pytest.mark.parametrize("content", [gigabytes, one_huge_part])
def test_a_zip_bomb_is_refused_in_little_memory(tmp_path: Path, content: Callable[[], bytes]) -> None:
    assert measured(tmp_path / "a.docx", content()) == "bomb"


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
    # A child that never answers: one that only reads may be done before anybody looks at the clock.
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-c", "import threading; threading.Event().wait()"))
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
