"""What an official document says of itself in its letterhead: number, date, issuer, abstract, kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from namro.core.printed import Header
from namro.documents.model import Paragraph
from namro.documents.reading import read_document
from namro.documents.recognition.flow import joined
from namro.documents.recognition.header import Types, read_header

#: Titles that are told apart as proof although such documents are not read for their content.
_OTHER_TYPES: Types = (
    ("bien_ban", r"bien\s*ban"),
    ("nghi_quyet", r"nghi\s*quyet"),
    ("to_trinh", r"to\s*trinh"),
    ("chuong_trinh", r"chuong\s*trinh"),
    ("huong_dan", r"huong\s*dan"),
    ("giay_moi", r"giay\s*moi"),
    ("quy_che", r"quy\s*che"),
)
#: Types of documents as kinds of proof (`core.framework.model.PROOF_KINDS`); the others are "other".
_PROOF_KINDS = {
    "ke_hoach": "plan",
    "chuong_trinh": "plan",
    "bao_cao": "report",
    "quyet_dinh": "decision",
    "nghi_quyet": "decision",
    "bien_ban": "minutes",
}
#: Minutes are numbered by few bodies, so a missing number is no doubt there.
_UNNUMBERED = {"bien_ban"}
_ABSTRACT_LENGTH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The letterhead, to be looked at by people. `number`, `issuer`, `abstract` are "" where nothing was found.

    `kind` is one of `core.framework.model.PROOF_KINDS`; `doc_type` the type by its title, "" for none. `confidence`:
    the share of number, date, issuer and abstract that was found without doubt. `doubts`: sentences for people.
    """

    number: str
    dated: date | None
    issuer: str
    abstract: str
    kind: str
    doc_type: str
    confidence: float
    doubts: tuple[str, ...]


def describe_document(path: Path) -> Described:
    """Describe a .txt, .md, .docx or .pdf by its letterhead. Raises `UnreadableDocument` like `read_document`."""
    blocks = joined(read_document(path).blocks)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return described(read_header(paragraphs, other_types=_OTHER_TYPES).header)


def described(header: Header) -> Described:
    """Describe a document by its header as it was read."""
    number, dated = _number(header.doc_code), _day(header.date)
    issuer, abstract = header.issuing_body or "", (header.title or "")[:_ABSTRACT_LENGTH]
    doc_type = header.doc_type or ""
    found = (bool(number) or doc_type in _UNNUMBERED, dated is not None, bool(issuer), bool(abstract))
    return Described(
        number=number,
        dated=dated,
        issuer=issuer,
        abstract=abstract,
        kind=_PROOF_KINDS.get(doc_type, "other"),
        doc_type=doc_type,
        confidence=sum(found) / len(found),
        doubts=tuple(_doubts(header, found)),
    )


def _number(code: str | None) -> str:
    """The number with its symbol; a symbol whose number was left blank is no number."""
    return code if code and re.match(r"\d", code) else ""


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed) if printed and len(printed) == len("2026-03-14") else None
    except ValueError:
        return None


def _doubts(header: Header, found: tuple[bool, bool, bool, bool]) -> Iterator[str]:
    number, dated, issuer, abstract = found
    if not number:
        blank = f"Số văn bản còn để trống ({header.doc_code})." if header.doc_code else "Không thấy số văn bản."
        yield f"{blank} Ghi số như trên bản đã ban hành."
    if not dated:
        yield f"{_printed(header.date)} Ghi ngày như trên bản đã ban hành."
    if not issuer:
        yield "Không rõ cơ quan ban hành. Ghi tên cơ quan như trên văn bản."
    if not abstract:
        yield "Không thấy trích yếu. Ghi trích yếu như trên văn bản."


def _printed(printed: str | None) -> str:
    parts = (printed or "").split("-")
    if parts == [""]:
        return "Không thấy ngày ban hành."
    if len(parts) == 3:
        return f"Ngày ban hành in là {'/'.join(reversed(parts))}, không có ngày này."
    return f"Ngày ban hành còn để trống, chỉ có {'tháng ' if len(parts) == 2 else 'năm '}{'/'.join(reversed(parts))}."
