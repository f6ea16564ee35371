"""What stands in a sheet and is not decided by the reader: each becomes a question to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.folding import fold
from namro.core.printed import Place, Question
from namro.documents.recognition.sheet_lines import ScoreLine

_KIND = r"(?:thuong|phat|cong(?:\s+them)?|tru)"
#: Points given or taken outside the scale; they belong to no criterion.
_BONUS = re.compile(
    r"(?:so )?(?:diem )?(?:thuong|phat|cong them)\b\s*(?:\([^)]*\)\s*)?:|(?:so )?diem (?:thuong|phat|cong)\b"
)
_KINDS = rf"(?:so )?diem {_KIND}(?:,? (?:va )?diem {_KIND})?\s*"
#: Folding makes "điểm phát thanh" and "điểm công cộng" look like them.
_SPELT = re.compile(r"\b(?:th[ưu][ởơo]ng|ph[ạa]t|c[ộo]ng)\b", re.IGNORECASE)
_OWN_ITEM = re.compile(rf"(?:muc |phan )?{_KINDS}(?:\([^)]*\)\s*)?:")
_SEVERAL = re.compile(r"cac khoan (?:diem )?(?:tru|cong|thuong)\b[^:]{0,40}:|diem tru\s*\(neu co\)")
_ROW = re.compile(rf"(?:tong )?{_KINDS}(?:\([^)]*\))?")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


class Why(StrEnum):
    """Why a person has to look. The values are the messages."""

    MISREAD = "“{found}” có chữ cái lẫn trong số, được đọc là số. Số đọc ra có đúng không?"
    OTHER_YEAR = "“{found}” nói về năm khác nên chưa tính vào điểm mất của mục {where}. Có phải điểm của năm này không?"
    OTHER_REASON = "“{found}” nói về năm khác. Có đúng là lý do mất điểm của mục {where} không?"
    OUTSIDE = "“{found}” là điểm cộng, trừ ngoài thang điểm nên chưa tính vào mục {where}. Có tính vào tổng điểm không?"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A wording near `line` that raises a question."""

    why: Why
    found: str
    at: Place
    line: ScoreLine


def questions_of(doubts: Iterable[Doubt]) -> tuple[Question, ...]:
    """The questions, once the lines have their numbers."""
    return tuple(
        Question(
            kind="points",
            where=doubt.line.id,
            found=doubt.found,
            message=doubt.why.format(found=doubt.found, where=doubt.line.id),
            at=doubt.at,
        )
        for doubt in doubts
    )


def is_bonus(text: str) -> bool:
    """True for a line of bonus or penalty points."""
    found = _BONUS.match(fold(text))
    return found is not None and _SPELT.search(text, 0, found.end()) is not None


def is_outside_item(text: str, *, numbered: bool) -> bool:
    """True for an item of its own for points outside the scale: "9. Điểm trừ: 1 điểm", "Các khoản điểm trừ: …"."""
    folded = fold(text)
    return bool(_SEVERAL.match(folded) or (numbered and _OWN_ITEM.match(folded)))


def is_outside_row(name: str) -> bool:
    """True for the name of such a row in a table."""
    return bool(_ROW.fullmatch(fold(name).strip(" .:*")))


def has_points(text: str) -> bool:
    """True if the first figure printed is not 0."""
    figure = _FIGURE.search(text)
    return figure is not None and bool(figure.group().strip("0.,"))
