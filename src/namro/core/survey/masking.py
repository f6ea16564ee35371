"""What citizens wrote, without what says who they are: telephone numbers, mail, numbers of papers, names after titles.

A rule finds most of it, never all: a person reads each text before it is shown to others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from namro.core.base.folding import CAPITALS, fold

PHONE, MAIL, NUMBER, NAME = "[số điện thoại]", "[thư điện tử]", "[số giấy tờ]", "[tên người]"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: +84 or 0 and nine or ten more digits, however they are parted.
_PHONE = re.compile(r"(?<![\d])(?:\+?84|0)(?:[ .\-()]?\d){8,10}(?!\d)")
#: Identity cards have 9 or 12 digits, dossiers and accounts more than eight.
_NUMBER = re.compile(r"(?<![\d,.])\d(?:[ .\-]?\d){8,18}(?!\d)")
#: A dossier's code: "H21.17-250301-0012".
_DOSSIER = re.compile(r"\b[A-Z]\d{1,3}(?:[.\-]\d+){2,}\b")
#: As people write them, with marks or without; those that mean something else without marks only with them.
_TITLES = (
    "ông|ong|bà|anh|chị|em|cô|chú|bác|cậu|dì|thầy|đồng chí|dong chi|đ/c|d/c|cán bộ|can bo|công chức|cong chuc|"
    "nhân viên|"
    "phó chủ tịch|chủ tịch|chu tich|bí thư|trưởng phòng|giám đốc|tôi tên là|tên tôi là|tôi tên|tôi là|tên là|họ tên|"
    "họ và tên|ho ten|ten la"
)
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLES})\s*:?\s+(?=\S)")
_WORD = re.compile(rf"[{CAPITALS}][\w]*(?:\s+[{CAPITALS}][\w]*){{0,4}}")
#: Capitalised words after a title that are no names.
_NO_NAMES = {"ubnd", "uy ban", "mot cua", "bo phan", "phong", "xa", "phuong", "tinh", "so", "cong an", "nha nuoc"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with marks in place of what was found; `found` counts the marks."""

    text: str
    found: int


def masked(text: str) -> Masked:
    """Return the text with marks in place of personal data."""
    count = 0
    for pattern, mark in ((_MAIL, MAIL), (_DOSSIER, NUMBER), (_PHONE, PHONE), (_NUMBER, NUMBER)):
        text, times = pattern.subn(mark, text)
        count += times
    text, times = _without_names(text)
    return Masked(text, count + times)


def _without_names(text: str) -> tuple[str, int]:
    """Replace capitalised words that follow a title; titles are found in any capitals."""
    parts: list[str] = []
    end = count = 0
    for title in _TITLED.finditer(text.lower()):
        name = _WORD.match(text, title.end())
        if name is None or title.end() < end or _is_office(name.group()):
            continue
        parts += [text[end : title.end()], NAME]
        end = name.end()
        count += 1
    return "".join((*parts, text[end:])), count


def _is_office(words: str) -> bool:
    folded = fold(words)
    return any(folded == one or folded.startswith(f"{one} ") for one in _NO_NAMES)
