"""Remedies printed below a loss, and which losses they answer."""

from __future__ import annotations

import re
from itertools import pairwise

from namro.core.base.folding import fold

_LABEL = re.compile(
    r"(?:(?:bien phap|giai phap|huong|phuong an|cach)(?: de)? (?:khac phuc|xu ly|thuc hien|cai thien)"
    r"|khac phuc|bien phap|giai phap)\s*:\s*"
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


def shares_subject(reason: str, remedy: str) -> bool:
    """True if both texts have two neighbouring words in common that mean something."""
    return bool(_pairs(reason) & _pairs(remedy))


def _pairs(text: str) -> set[tuple[str, str]]:
    words = _WORD.findall(_BRACKETS.sub(" ", fold(text)))
    return {(a, b) for a, b in pairwise(words) if not {a, b} <= _EMPTY_WORDS}
