"""Losses of another year printed inside a sheet: "Năm 2022 bị trừ 1 điểm …" in the sheet of 2023."""

from __future__ import annotations

import re

from namro.core.base.folding import fold

_N = r"\d{1,3}(?:[.,]\d{1,3})?"
_REST = r"(?:[^.;)]|\.(?=\d)){0,200}[.;)]*"
_WHO = r"(?:(?:xa|phuong|dac khu|don vi|dia phuong|ubnd|da|cung|con|tung|van)\s+){0,5}"
_LAST_YEAR = re.compile(
    rf"\(?\s*\b(?:nam (?:truoc|ngoai|lien truoc)|ky truoc)\b(?=[^.;)]{{0,80}}\b(?:tru|mat)\b){_REST}"
)
_NAMED = r"(?:^|(?<=[.;:,(*–-]))[\s(*]{0,4}(?:(?:trong|rieng|o)\s+)?nam\s+(20\d\d)\b"
_LOST = rf"\b(?:tru|mat)\s*:?\s*(?:di\s+)?{_N}\s*diem\b"
#: The year itself is said to have lost the points.
_SAID = re.compile(
    rf"{_NAMED}\W{{0,3}}{_WHO}(?:bi\s+)?{_LOST}{_REST}"
    rf"|\b(?:bi\s+)?(?:tru|mat)\s*{_N}\s*diem\s*\(?\s*(?:(?:cua|o|trong)\s+)?nam\s+(20\d\d)"
    rf"\s*(?=$|[).,;]|do\b|vi\b){_REST}"
)
#: Something of that year is said to have lost them, which may as well be the reason of a loss of this year.
_MEANT = re.compile(rf"{_NAMED}(?:[^.;)]|\.(?=\d)){{0,120}}?{_LOST}{_REST}")
_OPENS = re.compile(r"\W{0,6}(?:(?:trong|rieng|o)\s+)?nam\s+(20\d\d)\b")


def without_other_years(text: str, year: int | None, *, full: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text, as long as before, with blanks for losses of another year than `year`, and their wordings.

    `full` says that the criterion lost nothing this year, so that whatever is said to be lost was lost in another.
    """
    folded = fold(text)
    spans = [found.span() for found in _LAST_YEAR.finditer(folded)]
    for pattern in (_SAID, *((_MEANT,) if full else ())):
        for found in pattern.finditer(folded):
            printed = next(group for group in found.groups() if group)
            known = any(start < found.end() and found.start() < end for start, end in spans)
            if year is not None and int(printed) != year and not known:
                spans.append(found.span())
    wordings = tuple(text[start:end].strip(" ()*") for start, end in spans)
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text, wordings


def opens_with_other_year(text: str, year: int | None) -> bool:
    """True for "Năm 2022 chưa ban hành kế hoạch" in the sheet of 2023."""
    found = _OPENS.match(fold(text))
    return found is not None and year is not None and int(found[1]) != year
