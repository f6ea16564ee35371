"""Remedies printed below a loss, and which losses they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from namro.core.base.folding import fold

_LABEL = re.compile(
    r"(?:(?:bien phap|giai phap|huong|phuong an|cach)(?: de)? (?:khac phuc|xu ly|thuc hien|cai thien)"
    r"|khac phuc|bien phap|giai phap)\s*:\s*"
)
_FIELD = re.compile(
    r"(?:^|(?<=[.;])\s+)(?:(?P<people>(?:nguoi|don vi|ca nhan|can bo|cong chuc|bo phan|co quan)"
    r"(?: (?:duoc giao|chiu trach nhiem))?"
    r" ?(?:thuc hien|phu trach|chu tri|tham muu)|chu tri|phu trach|phan cong|trach nhiem)"
    r"|(?P<time>thoi (?:han|gian)(?: (?:hoan thanh|thuc hien|khac phuc))?"
    r"|han(?: hoan thanh| khac phuc)?|tien do|hoan thanh))\s*:\s*"
)
_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W\d_]+")
#: Words that any loss and any remedy may share; a common pair made of them says nothing.
_EMPTY_TEXT = """
    khong co chua duoc cua cac va theo do tru diem yeu cau dat ho so minh chung tai lieu kiem thuc hien dam bao giao
    phoi hop tham muu xay dung cong chuc can bo xa nam noi dung quy dinh viec ve cho tren dong chi ke hoach
"""
_EMPTY_WORDS = frozenset(_EMPTY_TEXT.split())


def remedy_text(text: str) -> str | None:
    """The remedy after its label, "" when it follows in bullets, None if the line is no remedy."""
    found = _LABEL.match(fold(text))
    return text[found.end() :].strip() if found else None


@dataclass(frozen=True, slots=True)
class Fields:
    """Who does a remedy and until when, as printed on a line below it."""

    people: str = ""
    time: str = ""


def remedy_fields(text: str) -> Fields | None:
    """The labels "Người thực hiện: …", "Thời hạn: …" of a line that starts with one, else None."""
    labels = list(_FIELD.finditer(fold(text)))
    if not labels or labels[0].start() > 0:
        return None
    found: dict[str, str] = {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        found.setdefault("people" if label["people"] else "time", text[label.end() : end].strip(" .;"))
    return Fields(**found)


def shares_subject(reason: str, remedy: str) -> bool:
    """True if both texts have two neighbouring words in common that mean something."""
    return bool(_pairs(reason) & _pairs(remedy))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(_BRACKETS.sub(" ", fold(text)))
    return {(a, b) for a, b in pairwise(words) if not {a, b} <= _EMPTY_WORDS}
