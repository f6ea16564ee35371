"""Which year the index measures, and which year the document plans for."""

from __future__ import annotations

import re
from collections import Counter

from namro.core.base.folding import fold

_YEAR = re.compile(r"\bnam\s+(20\d\d)\b")
#: "Kết quả chấm điểm … năm 2023": the year is measured, however often the year before is named.
_RESULT = re.compile(r"\bket qua\b[^.;]*?\bnam\s+(20\d\d)\b")


def assessed_and_subject_year(
    title: str, folded: list[str], *, doc_type: str | None, dated: str | None
) -> tuple[int | None, int | None]:
    """Return (assessed, subject). A plan follows the year it mends, so the pair (y, y + 1) named most often wins.

    The year of a result in the title is the assessed one. A document that names one year only measures it, and plans
    for it if it is dated in that year and no report.
    """
    counts: Counter[int] = Counter()
    for text in folded:
        counts.update(int(y) for y in _YEAR.findall(text))
    in_title = {int(y) for y in _YEAR.findall(fold(title))}
    for year in in_title:
        counts[year] += 3
    if not counts:
        return None, None
    if doc_type is None and len(in_title) == 1:  # a score sheet is headed by its year
        return in_title.pop(), None
    pairs = [(min(counts[y], counts[y + 1]), counts[y] + counts[y + 1], y) for y in counts if y + 1 in counts]
    pairs = [p for p in pairs if not in_title or p[2] in in_title or p[2] + 1 in in_title] or pairs
    result = _RESULT.search(fold(title))
    if result:
        pairs = [p for p in pairs if p[2] == int(result[1])]
    if pairs:
        year = max(pairs)[2]
        return year, year + 1
    year = int(result[1]) if result else counts.most_common(1)[0][0]
    plans = doc_type != "bao_cao" and dated is not None and dated.startswith(str(year))
    return year, year if plans else None
