"""The stamp of a secret document (MẬT, TỐI MẬT, TUYỆT MẬT), so that such a file is refused before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from namro.core.base.folding import tidy
from namro.documents.model import Block, Paragraph, Table
from namro.documents.reading import faults

_STAMPS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_LEVEL = re.compile(r"\W*(?:mức )?độ mật\s*[:：.]?\s*(mật|tối mật|tuyệt mật)\W*", re.IGNORECASE)
_TITLED = re.compile(
    r"\W*(?:(?:tài liệu|văn bản|hồ sơ)\s+(mật|tối mật|tuyệt mật)|(tối mật|tuyệt mật))\W*", re.IGNORECASE
)
_FIRST_LINE = re.compile(r"\W*(mật)\W*", re.IGNORECASE)
_COLUMN_GAP = re.compile(r"\s*\t\s*|[ \u00a0]{2,}")
_NEAR_TOP = 40
_LETTERHEAD_LINES = 12
_FIRST_ROWS = 5
_LONE_CELLS = 2


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise `UnreadableDocument` if one of the lines, or two in a row, is nothing but a secrecy stamp.

    The word inside a sentence, in lower case, or after "BÍ" of a broken title is no stamp.
    """
    before = ""
    for text, following in pairwise([*texts, ""]):
        stamp = _stamp(text) or (_stamp(f"{text} {following}") if _is_half(text) else None)
        if stamp and not before.casefold().endswith("bí"):
            raise faults.secret(stamp)
        before = text


def refuse_titled(texts: Iterable[str]) -> None:
    """Refuse "Tối mật", "Tài liệu mật" in any case among the first lines of a document or of a page's header."""
    first = [text for text in texts if text.strip()][:_LETTERHEAD_LINES]
    for index, text in enumerate(first):
        found = _TITLED.fullmatch(text) or (_FIRST_LINE.fullmatch(text) if index == 0 else None)
        if found:
            raise faults.secret(next(filter(None, found.groups())).upper())


def refuse_beside(lines: Sequence[str]) -> None:
    """Refuse a stamp that stands beside other words near the top; the lines still hold their gaps and tabs."""
    for line in lines[:_NEAR_TOP]:
        pieces = [tidy(piece) for piece in _COLUMN_GAP.split(line.strip()) if piece.strip()]
        if len(pieces) > 1 and not line.lstrip().startswith("|"):
            refuse_secret(stamps_in_row(pieces))


def refuse_stamped(blocks: Sequence[Block]) -> None:
    """Refuse a document with a stamp in a line or row of its own anywhere, or with one in words at the top."""
    refuse_secret(_lines(blocks))
    refuse_titled(block.text for block in blocks[:_NEAR_TOP] if isinstance(block, Paragraph))


def stamps_in_row(cells: Sequence[str]) -> Iterator[str]:
    """Yield the texts of a row near the top that may be a stamp.

    In a row that holds numbers they are data, say of a list of documents, and so are several levels side by side.
    """
    if (
        not cells
        or any(cell.rstrip(".)").isdecimal() for cell in cells)
        or sum(bool(_stamp(cell)) for cell in cells) > 1
    ):
        return
    if len(cells) <= _LONE_CELLS:
        yield from cells
        yield " ".join(cells)
    else:
        yield cells[0]


def stamps_below(cells: Sequence[str]) -> Iterator[str]:
    """Yield the text of a row further down that may be a stamp: what stands alone."""
    if len(cells) == 1:
        yield cells[0]


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines that may be a stamp: paragraphs, and what stands alone in a row of a table."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for index, row in enumerate(block.rows):
                lines = [p.text for cell in row.cells for p in cell.paragraphs]
                yield from stamps_in_row(lines) if index < _FIRST_ROWS else stamps_below(lines)


def _stamp(text: str) -> str | None:
    level = _LEVEL.fullmatch(text)
    if level:
        return level.group(1).upper()
    if len(text) > 30:
        return None
    return _STAMPS.get("".join(c for c in text if c.isalpha()))


def _is_half(text: str) -> bool:
    return "".join(c for c in text if c.isalpha()) in {"TỐI", "TUYỆT"}
