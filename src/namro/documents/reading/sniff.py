"""What a file really is, by its content: the name only separates .md from .txt and from other text."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive

Kind = Literal["txt", "md", "docx", "pdf", "xlsx"]

_OFFICE_TYPES: Final = "application/vnd.openxmlformats-officedocument."
_MAIN_PARTS: Final[tuple[tuple[str, Kind], ...]] = (
    (_OFFICE_TYPES + "wordprocessingml.document.main+xml", "docx"),
    (_OFFICE_TYPES + "wordprocessingml.template.main+xml", "docx"),
    (_OFFICE_TYPES + "spreadsheetml.sheet.main+xml", "xlsx"),
    (_OFFICE_TYPES + "spreadsheetml.template.main+xml", "xlsx"),
)
_PHOTOS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x01\x00", b"\xff\x0a")
_PHOTO_BRANDS = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_ARCHIVES = (
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf'\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ", ".xz"),
)
_ZIP_NAMES = {".docx": "Word (.docx)", ".xlsx": "Excel (.xlsx)"}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL)


def kind_of(path: Path) -> Kind:
    """Return the kind of a readable file; everything else is refused with what it is and what to do."""
    head = _head(path)
    with path.open("rb") as file:
        if head.startswith(b"PK"):
            with Archive(file, kind=_ZIP_NAMES.get(path.suffix.lower(), "nén .zip")) as archive:
                return _zip_kind(archive)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            raise _compound_fault(file.read())
    if b"%PDF-" in head:
        return "pdf"
    _refuse_foreign(head)
    suffix = path.suffix.lower()
    if suffix in {".docx", ".xlsx", ".pdf", ".doc", ".xls", ".docm", ".xlsm", ".rtf", ".odt"}:
        raise faults.not_as_named(suffix)
    if suffix not in {".txt", ".md", ".markdown"}:
        raise faults.wrong_type(f"Tệp có đuôi {suffix}" if suffix else "Tên tệp không có đuôi")
    return "txt" if suffix == ".txt" else "md"


def _head(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise faults.missing("đây không phải một tệp thường")
        if status.st_size == 0:
            raise faults.empty()
        if status.st_size > limits.FILE_MB * limits.MB:
            raise faults.too_large(limits.FILE_MB)
        with path.open("rb") as file:
            return file.read(1024)
    except FileNotFoundError as fault:
        raise faults.missing("không có tệp này") from fault
    except (OSError, ValueError) as fault:  # a name with a NUL or a lone surrogate is a ValueError
        raise faults.missing("không có quyền đọc hoặc tên tệp không hợp lệ") from fault


def _zip_kind(archive: Archive) -> Kind:
    names = archive.names
    if "[Content_Types].xml" not in names:
        raise _foreign_zip(archive)
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    found = next((kind for part, kind in _MAIN_PARTS if part in types), None)
    if "macroEnabled" in types or any(n.lower().endswith("vbaproject.bin") for n in names):
        if "sheet.binary" in types:
            raise faults.old_format("bảng tính nhị phân .xlsb", ".xlsx")
        raise faults.macros("xlsx" if any(n.startswith("xl/") for n in names) else "docx")
    if found is None:
        if "presentationml" in types:
            raise faults.wrong_type("Đây là bài trình chiếu PowerPoint")
        raise faults.damaged("nén kiểu Office")
    return found


def _foreign_zip(archive: Archive) -> UnreadableDocument:
    mimetype = archive.read("mimetype")[:100] if "mimetype" in archive.names else b""
    if b"opendocument.text" in mimetype:
        return faults.old_format("văn bản OpenDocument (.odt)", ".docx")
    if b"opendocument.spreadsheet" in mimetype:
        return faults.old_format("bảng tính OpenDocument (.ods)", ".xlsx")
    if archive.kind in _ZIP_NAMES.values() or any(n.startswith(("word/", "xl/")) for n in archive.names):
        return faults.damaged(archive.kind)
    return faults.archive(".zip")


def _compound_fault(data: bytes) -> UnreadableDocument:
    """The container of Office 97–2003, which also wraps encrypted .docx and .xlsx files."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return faults.encrypted()
    if has("WordDocument"):
        return faults.old_format("văn bản Word 97–2003 (.doc)", ".docx")
    if has("Workbook") or has("Book"):
        return faults.old_format("bảng tính Excel 97–2003 (.xls)", ".xlsx")
    return faults.unknown_compound()


def _refuse_foreign(head: bytes) -> None:
    checks: tuple[tuple[bool, Callable[[], UnreadableDocument]], ...] = (
        (_is_photo(head), faults.photo),
        (head.startswith(b"{\\rtf"), lambda: faults.old_format("văn bản Rich Text (.rtf)", ".docx")),
        (bool(_HTML.match(head)), lambda: faults.old_format("trang web (HTML)", ".docx")),
        (b"<?mso-application" in head, lambda: faults.old_format("tệp Office dạng XML", ".docx hoặc .xlsx")),
        (head.startswith(_PROGRAMS), lambda: faults.wrong_type("Đây là một chương trình, không phải văn bản")),
        *((head.startswith(magic), lambda name=name: faults.archive(name)) for magic, name in _ARCHIVES),
    )
    for found, fault in checks:
        if found:
            raise fault()


def _is_photo(head: bytes) -> bool:
    if head.startswith(b"BM"):  # also two letters that a text may begin with
        return b"\x00" in head[:30]
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return webp or head.startswith(_PHOTOS) or head[4:12] in _PHOTO_BRANDS
