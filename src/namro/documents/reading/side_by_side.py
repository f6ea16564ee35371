"""The letterhead and the signature printed in two columns, where a format gives only lines with a gap in them.

Each is read column by column, as people read it: the issuing body, then the national title; the recipients, then
the signer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from namro.core.base.folding import fold
from namro.documents.model import Cell, Paragraph, Table

_GAP = re.compile(r"\s*\t\s*|[ \u00a0]{3,}")
_NATIONAL_TITLE = re.compile(r"cong hoa xa hoi|dang cong san viet nam")
_NUMBER = re.compile(r"\W*so\s*:[\d\s]*/")
_RECIPIENTS = re.compile(r"\W*(?:noi nhan|kinh gui)\b")
_SHORT_LINE = 60
_RECIPIENT_LINES = 15
_LAYOUT_ROWS = 3


def has_national_title(text: str) -> bool:
    """True if the text holds the national title, or the name of the party that heads its own documents."""
    return bool(_NATIONAL_TITLE.search(fold(text)))


def is_letterhead(text: str) -> bool:
    """True if the text holds the national title or begins with the number of a document."""
    return has_national_title(text) or bool(_NUMBER.match(fold(text)))


def starts_recipients(text: str) -> bool:
    """True for "Nơi nhận:"."""
    return bool(_RECIPIENTS.match(fold(text)))


def reading_order(texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return (index of the line, text) in reading order; the lines of a two-column part come as two pieces each."""
    ordered: list[tuple[int, str]] = []
    index = 0
    while index < len(texts):
        end = _end_of_columns(texts, index)
        if end is None:
            ordered.append((index, texts[index]))
            index += 1
            continue
        pieces = [(i, _halves(texts[i])) for i in range(index, end)]
        ordered += [(i, left) for i, (left, _) in pieces if left]
        ordered += [(i, right) for i, (_, right) in pieces if right]
        index = end
    return ordered


def unfolded(table: Table, *, ruled: bool) -> list[Paragraph]:
    """Return the paragraphs of a table that only serves layout, column by column; [] if it is a real table.

    Such are the letterhead and the signature, and any small table of one or two columns drawn without lines.
    """
    columns = [[p for cell in column for p in cell.paragraphs] for column in _columns(table)]
    filled = [column for column in columns if column]
    if not 0 < len(filled) <= 2 or len(table.rows) > _RECIPIENT_LINES:
        return []
    known = starts_recipients(filled[0][0].text) or is_letterhead(" ".join(p.text for c in filled for p in c))
    small = not ruled and len(table.rows) <= _LAYOUT_ROWS
    return [p for column in filled for p in column] if small or (known and len(filled) == 2) else []


def _columns(table: Table) -> list[list[Cell]]:
    """The cells by the column in which they begin."""
    columns: dict[int, list[Cell]] = {}
    for row in table.rows:
        start = 0
        for cell in row.cells:
            columns.setdefault(start, []).append(cell)
            start += cell.span
    return [columns[start] for start in sorted(columns)]


def _halves(text: str) -> tuple[str, str]:
    """The left and the right piece; a line far to the right has only a right one."""
    parts = [p for p in _GAP.split(text.strip()) if p]
    if len(parts) == 2:
        return parts[0], parts[1]
    indent = len(text.expandtabs(8)) - len(text.expandtabs(8).lstrip())
    return ("", text.strip()) if indent >= 24 else (text.strip(), "")


def _is_split(text: str) -> bool:
    left, right = _halves(text) if len(text) < 4 * _SHORT_LINE else ("", "")
    return bool(right) and sum(c.isalpha() for c in left) >= 4


def _end_of_columns(texts: Sequence[str], start: int) -> int | None:
    """The index after the last line of the columns that begin at `start`, or None if none begin there."""
    if not _is_split(texts[start]):
        return None
    recipients = starts_recipients(texts[start])
    end = start + 1
    for index in range(start + 1, min(start + _RECIPIENT_LINES, len(texts))):
        text = texts[index]
        if _is_split(text):
            end = index + 1
        elif text.strip() and not (recipients and len(text.strip()) < _SHORT_LINE):
            break
    if not recipients:
        both = texts[start].isupper() and end > start + 1  # two signatures: the roles over the names
        return end if both or is_letterhead(" ".join(texts[start:end])) else None
    while end < len(texts) and texts[end].lstrip().startswith(("-", "+")):
        end += 1
    return end
