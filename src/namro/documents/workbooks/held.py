"""What a cell can hold, and the room that its text needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from math import ceil

from namro.core.base.errors import NamroError

#: A cell that starts with "=" or holds an address stays text, whoever wrote it.
TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767
_FORBIDDEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
#: Letters of text that stand where a column's width counts one figure.
_LETTERS = 1.1
LINE_PT, _MOST_LINES = 15, 20


def held(text: str) -> str:
    """The text itself. Raises `NamroError` for one that no cell can hold."""
    if len(text) > _LONGEST or _FORBIDDEN.search(text):
        message = f"Nội dung “{_FORBIDDEN.sub('?', text[:60])}…” quá dài hoặc có ký tự mà ô Excel không chứa được."
        raise NamroError(f"{message} Hãy rút gọn rồi xuất lại.", code="cell_too_long")
    return text


def row_height(texts: Iterable[tuple[str | Decimal, int]]) -> int:
    """Room for wrapped texts, each with its column's width; not every program makes it by itself."""
    lines = (
        sum(max(1, ceil(len(line) / (width * _LETTERS))) for line in cell.split("\n"))
        for cell, width in texts
        if isinstance(cell, str)
    )
    return LINE_PT * min(max(lines, default=1), _MOST_LINES)
