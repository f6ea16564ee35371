"""Which year the index measures, and which year the document plans for."""

from __future__ import annotations

import re
from collections import Counter

from namro.core.base.folding import fold

_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
_MEASURED = re.compile(
    r"(?:ket qua|cong bo|danh gia|xep hang|ton tai|han che|thuc hien|cham diem|dat duoc)[^.;]{0,160}?\bnam\s+(20\d\d)\b"
)
_PLANNED = re.compile(
    r"(?:trong|nang cao|cai thien|phuong huong|ke hoach|muc tieu|phan dau)[^.;]{0,120}?\bnam\s+(20\d\d)\b"
)


def assessed_and_subject_year(title: str, folded: list[str]) -> tuple[int | None, int | None]:
    """Return (assessed, subject). A plan follows the year it mends, so the pair (y, y + 1) named most often wins.

    A document that names one year only is about that year; the wording of the title then says which role it has.
    """
    counts: Counter[int] = Counter()
    for text in folded:
        counts.update(int(y) for y in _YEAR.findall(text))
    in_title = {int(y) for y in _YEAR.findall(fold(title))}
    for year in in_title:
        counts[year] += 3
    if not counts:
        return None, None
    pairs = [(min(counts[y], counts[y + 1]), counts[y] + counts[y + 1], y) for y in counts if y + 1 in counts]
    pairs = [p for p in pairs if not in_title or p[2] in in_title or p[2] + 1 in in_title] or pairs
    if pairs:
        year = max(pairs)[2]
        return year, year + 1
    year = counts.most_common(1)[0][0]
    planned = any(_PLANNED.search(t) for t in (fold(title),))
    measured = any(_MEASURED.search(t) for t in (fold(title),))
    if planned and not measured:
        return None, year
    return year, None
