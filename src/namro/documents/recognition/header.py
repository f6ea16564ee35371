"""The head and foot of an administrative document: who, what number, where, when, about what, signed by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from namro.core.base.folding import fold
from namro.core.printed import Header
from namro.documents.model import Paragraph
from namro.documents.recognition.letterhead import issuing_body
from namro.documents.recognition.signature import read_recipients, read_signer
from namro.documents.recognition.years import assessed_and_subject_year

#: Name of a type and the pattern of its word, folded.
Types = tuple[tuple[str, str], ...]

_TYPES: Types = (
    ("ke_hoach", r"ke\s*hoach"),
    ("bao_cao", r"bao\s*cao"),
    ("thong_bao", r"thong\s*bao"),
    ("quyet_dinh", r"quyet\s*dinh"),
    ("chi_thi", r"chi\s*thi"),
    ("phu_luc", r"phu\s*luc(?:\s+[ivx\d]+)?"),
)
_NUMBER = re.compile(r"so\s*:?\s*(\d{0,5})\s*[.…_]*\s*/\s*")
_CODE_TAIL = re.compile(r"[A-ZĐ][\wĐđ&]*(?:\s?-\s?[A-ZĐ][\wĐđ&]*)*")
_PLACE_DATE = re.compile(
    r"([^\W\d_][^,;:.]{1,40}?)\s*,\s*ngay\s*[.…_]*\s*(\d{0,2})\s*[.…_]*\s*thang\s*[.…_]*\s*(\d{0,2})\s*[.…_]*\s*nam\s*(\d{4})"
)
#: A score sheet that is printed without being a document of its own begins with its name.
_SHEET = re.compile(r"(?:bang|bieu|phieu|danh muc)\b")
_TITLE_ENDS = re.compile(
    r"(?:can cu|thuc hien|theo|de\b|uy ban nhan dan|ubnd|vao luc|nham|tiep tuc|kinh gui|trong|hom nay|so\s*:|\(|v/v|"
    r"sau khi|(?:sang |chieu )?ngay \d|qua |dong chi|uy vien|du thao|"
    r"nguoi (?:lap|tong hop)|chu tich|truong (?:phong|ban)|ghi chu|noi nhan)"
)


@dataclass(frozen=True, slots=True)
class HeaderZone:
    """The header and the index of the first paragraph after the title."""

    header: Header
    body_starts: int


def read_header(paragraphs: list[Paragraph], *, other_types: Types = ()) -> HeaderZone:
    """Read the header from the paragraphs outside tables, in printed order.

    `other_types`: documents that are told by their title beside those that are read whole.
    """
    folded = [fold(p.text) for p in paragraphs]
    number_at, code = _doc_code(paragraphs, folded)
    date_at, place, day = _place_and_date(paragraphs, folded)
    type_at, doc_type = _doc_type(paragraphs, folded, after=max(number_at, date_at, -1), types=_TYPES + other_types)
    if doc_type == "cong_van":
        title, body_starts = _subject(paragraphs, folded, type_at)
    else:
        title, body_starts = _title(paragraphs, folded, type_at, typed=doc_type is not None)
    body, parent = issuing_body(paragraphs[: max(type_at, 0)], folded, place=place, code=code)
    assessed, subject = assessed_and_subject_year(title or "", folded, doc_type=doc_type, dated=day)
    header = Header(
        issuing_body=body,
        parent_body=parent,
        doc_code=code,
        place=place,
        date=day,
        doc_type=doc_type,
        title=title,
        assessed_year=assessed,
        subject_year=subject,
        signer=read_signer(paragraphs),
        recipients=read_recipients(paragraphs),
        at=paragraphs[type_at].place if type_at >= 0 else None,
    )
    return HeaderZone(header, body_starts)


def _doc_code(paragraphs: list[Paragraph], folded: list[str]) -> tuple[int, str | None]:
    for i, text in enumerate(folded[:20]):
        found = _NUMBER.search(text)
        if not found or found.start() > 3:
            continue
        tail = _CODE_TAIL.match(paragraphs[i].text, found.end())
        if tail:
            symbol = re.sub(r"\s", "", tail.group())
            return i, f"{found.group(1)}/{symbol}"
    return -1, None


def _place_and_date(paragraphs: list[Paragraph], folded: list[str]) -> tuple[int, str | None, str | None]:
    for i, text in enumerate(folded[:20]):
        found = _PLACE_DATE.search(text)
        if not found or len(text) > 90:
            continue
        place = paragraphs[i].text[found.start(1) : found.end(1)].strip(" *|")
        day, month, year = found.group(2), found.group(3), found.group(4)
        if not month:
            return i, place, year
        return i, place, f"{year}-{int(month):02d}-{int(day):02d}" if day else f"{year}-{int(month):02d}"
    return -1, None, None


def _doc_type(paragraphs: list[Paragraph], folded: list[str], *, after: int, types: Types) -> tuple[int, str | None]:
    """The type stands alone in capitals; a letter has none but "V/v" or "Kính gửi"."""
    for i in range(min(len(folded), 25)):
        text = re.sub(r"[^a-z\d ]", "", folded[i]).strip()
        for name, pattern in types:
            alone = re.fullmatch(pattern, text)
            opens = re.match(rf"{pattern}\b", text) and i > after and _capital_start(paragraphs[i].text)
            if alone or opens:
                return i, name
    if any(t.startswith(("v/v", "kinh gui")) for t in folded[:25]):
        return next(i for i, t in enumerate(folded[:25]) if t.startswith(("v/v", "kinh gui"))), "cong_van"
    sheet_at = next((i for i, t in enumerate(folded[:25]) if _SHEET.match(t) and paragraphs[i].text.isupper()), -1)
    return sheet_at, None


def _capital_start(text: str) -> bool:
    return " ".join(text.split()[:2]).isupper()


def _title(paragraphs: list[Paragraph], folded: list[str], type_at: int, *, typed: bool) -> tuple[str | None, int]:
    """The lines after the type word up to the preamble."""
    if type_at < 0:
        return None, 0
    words = paragraphs[type_at].text.split()
    if not typed:
        words = ["", "", *words]
    parts = [" ".join(words[2:])] if len(words) > 2 and not folded[type_at].startswith("phu luc") else []
    i = type_at + 1
    while i < len(paragraphs) and i <= type_at + 8:
        text = paragraphs[i].text
        if (text.isupper() and len(text) < 4) or re.fullmatch(r"[\W_]+", text):
            i += 1
            continue
        if parts and (
            _TITLE_ENDS.match(folded[i])
            or text.endswith((".", ":", ";"))
            or re.match(r"(?:[ivx]+|\d+)[.)]\s", folded[i])
        ):
            break
        parts.append(text)
        i += 1
        if text.endswith((".", ";", ":")):
            break
    title = " ".join(p for p in parts if p).strip(" .*;:")
    return title or None, i


def _subject(paragraphs: list[Paragraph], folded: list[str], type_at: int) -> tuple[str | None, int]:
    """The "V/v …" lines of a letter, up to "Kính gửi"; its body starts after the addressees."""
    start = next((i for i, t in enumerate(folded[:25]) if t.startswith("v/v")), None)
    greeting = next((i for i, t in enumerate(folded[:30]) if t.startswith("kinh gui")), type_at)
    body_starts = greeting + 1
    while body_starts < len(folded) and folded[body_starts].startswith(("-", "+")):
        body_starts += 1
    if start is None:
        return None, body_starts
    lines = []
    for i in range(start, min(start + 6, len(folded))):
        if i > start and (i >= greeting or _PLACE_DATE.search(folded[i]) or paragraphs[i].text.isupper()):
            break
        lines.append(paragraphs[i].text)
    title = re.sub(r"^[Vv]\s*/\s*[Vv]\s*:?\s*", "", " ".join(lines)).strip(" .*;:")
    return title[:1].upper() + title[1:] or None, body_starts
