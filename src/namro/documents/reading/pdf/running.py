"""Page numbers and running headers, which are not part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from namro.documents.reading.pdf.shapes import Line

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_FEWEST_PAGES = 3


def without_running(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Drop the page number and what stands at the top or foot of at least half of the pages (and of three)."""
    tops = Counter(_key(lines[0]) for lines in pages if lines)
    feet = Counter(_key(lines[-1]) for lines in pages if lines)
    enough = max(_FEWEST_PAGES, len(pages) / 2)
    cleaned: list[list[Line]] = []
    for lines in pages:
        kept = list(lines)
        if kept and (_PAGE_NUMBER.fullmatch(kept[0].text) or tops[_key(kept[0])] >= enough):
            kept.pop(0)
        if kept and (_PAGE_NUMBER.fullmatch(kept[-1].text) or feet[_key(kept[-1])] >= enough):
            kept.pop()
        cleaned.append(kept)
    return cleaned


def _key(line: Line) -> tuple[str, int]:
    """The words without digits, at their height on the page."""
    return _DIGITS.sub("#", line.text), round(line.top / 4)
