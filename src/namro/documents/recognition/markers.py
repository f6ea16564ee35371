"""Item numbers at the head of a paragraph: "II.", "1.1.", "a)", "-", "+", "Nhiệm vụ số 3:"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from namro.core.base.folding import fold
from namro.core.base.numerals import roman_value

#: Ranks order the outline from the outside in. A decimal number of n parts has rank 10 + n.
PART, ROMAN, NAMED, LETTER, TEXT, DASH, PLUS = 5, 10, 11.5, 20, 21, 22, 23


@dataclass(frozen=True, slots=True)
class Marker:
    """`number` is the printed number without punctuation ("" for bullets and plain text); `rank` its depth."""

    rank: float
    number: str = ""

    @property
    def bullet(self) -> bool:
        """True for "-" and "+" items."""
        return self.rank >= DASH

    @property
    def decimal(self) -> bool:
        """True for 1., 1.1., 1.1.1 …"""
        return ROMAN < self.rank < LETTER


_ORDINALS = {
    **dict(zip(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam"), range(1, 9), strict=True)),
    "nhat": 1,
    "tu": 4,
}
_NAMES = r"\W{0,4}(?:nhiem vu|linh vuc|tieu chi(?: thanh phan)?|tctp|tc|phan|muc|noi dung)\s*(?:so|thu)?\s*"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("named", re.compile(rf"{_NAMES}(\d{{1,2}}(?:\.\d{{1,2}}){{1,5}})(?:\s*[.:)–-])*\s+(?=\S)")),
    ("named", re.compile(rf"{_NAMES}(\d+(?:\.\d+)*|[ivx]+)\s*[.:)](?!\d)\s*")),
    ("chapter", re.compile(rf"(?:phan|chuong)\s+(?:thu\s+)?({'|'.join(_ORDINALS)}|[ivx]+|\d+)\b\s*[.:–-]?\s*")),
    ("plus", re.compile(r"(?:[-–•]\s*)?\+\s*(?=\S)")),
    ("dash", re.compile(r"[-–—•·●▪o*]\s+(?=\S)|[-–—•·●▪](?=[^\W\d_])")),
    ("roman", re.compile(r"(x{0,3}(?:ix|iv|v?i{0,3}))\s*[.)/:-]\s*(?=\S)")),
    (
        "decimal",
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2}){1,5})\s*[.):]?\s+(?=\S)|(\d{1,2})\s*[.)/]\s*(?=[^\W\d_])"
            r"|(\d{1,2})[.)]\s+(?=\d{1,3}(?:,\d+)?\s?%)"
        ),
    ),
    ("letter", re.compile(r"([a-z])\s*[).]\s*(?=\S)")),
    ("part", re.compile(r"([a-h])\s*[.)]\s+(?=\S)")),
)


def split_marker(text: str) -> tuple[Marker, str]:
    """Return the marker and what follows it; plain text has rank TEXT and no number."""
    folded = fold(text)
    for kind, pattern in _RULES:
        found = pattern.match(folded)
        if not found or not found.group().strip():
            continue
        marker = _marker(kind, found, text)
        if marker is not None:
            return marker, text[found.end() :].strip()
    return Marker(TEXT), text.strip()


def _marker(kind: str, found: re.Match[str], text: str) -> Marker | None:
    if kind == "chapter":
        return Marker(PART, _chapter_number(found.group(1))) if text[:1].isupper() else None
    if kind == "plus":
        return Marker(PLUS)
    if kind == "dash":
        return Marker(DASH)
    printed = text[found.start() : found.end()].strip(" .):/-–*")
    if kind == "named":
        number = found.group(1)
        if "." in number:
            return Marker(ROMAN + 1 + number.count("."), number)
        return Marker(NAMED, str(roman_value(number)) if number[0] in "ivx" else str(int(number)))
    if kind == "roman":
        value = found.group(1)
        if not value or not printed.isupper() or text[:3].lower() == "v/v":
            return None
        return Marker(ROMAN, printed)
    if kind == "decimal":
        number = next(g for g in found.groups() if g).lstrip("0") or "0"
        return Marker(ROMAN + 1 + number.count("."), number)
    if kind == "letter" and printed.islower():
        return Marker(LETTER, printed)
    if kind == "part" and printed.isupper():
        return Marker(PART, printed)
    return None


def _chapter_number(word: str) -> str:
    """ "thứ ba", "III" and "3" are all III."""
    value = _ORDINALS.get(word) or (int(word) if word.isdigit() else roman_value(word))
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[min(value, 10) - 1]


def outline_number(printed: str) -> str:
    """A workbook shows the number 1.1 as "1,1"; in a column of numbers it is an outline number all the same."""
    return printed.replace(",", ".") if re.fullmatch(r"\d+(?:,\d+)+", printed) else printed


def opens_chapter(text: str) -> bool:
    """True for a line that is nothing but "PHẦN THỨ BA"; its title stands below."""
    pattern = next(rule for kind, rule in _RULES if kind == "chapter")
    return bool(pattern.fullmatch(fold(text).strip(" *"))) and text[:1].isupper()
