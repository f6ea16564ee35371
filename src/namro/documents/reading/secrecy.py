"""The stamp of a secret document (MẬT, TỐI MẬT, TUYỆT MẬT), so that such a file is refused before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from namro.documents.model import Block, Paragraph
from namro.documents.reading import faults

_STAMPS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_LEVEL = re.compile(r"\W*(?:mức )?độ mật\s*[:：.]?\s*(mật|tối mật|tuyệt mật)\W*", re.IGNORECASE)
_NEAR_TOP = 40
_FIRST_ROWS = 5
_LONE_CELLS = 2


def refuse_secret(texts: Iterable[str]) -> None:
    """Raise `UnreadableDocument` if one of the lines near the top, or two in a row, is nothing but a secrecy stamp.

    The word inside a sentence, in lower case, or after "BÍ" of a broken title is no stamp.
    """
    before = ""
    for text, following in pairwise([*texts, ""]):
        stamp = _stamp(text) or (_stamp(f"{text} {following}") if _is_half(text) else None)
        if stamp and not before.casefold().endswith("bí"):
            raise faults.secret(stamp)
        before = text


def lines_near_top(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines that may be a stamp: first paragraphs, and what stands alone in a row of a table."""
    for block in islice(blocks, _NEAR_TOP):
        if isinstance(block, Paragraph):
            yield block.text
            continue
        for row in block.rows[:_FIRST_ROWS]:
            lines = [p.text for cell in row.cells for p in cell.paragraphs]
            yield from stamps_in_row(lines)


def stamps_in_row(cells: Sequence[str]) -> Iterator[str]:
    """Yield the texts of a row that may be a stamp; in a numbered row they are data, say of a list of documents."""
    if 0 < len(cells) <= _LONE_CELLS and not cells[0].isdecimal():
        yield from cells
        yield " ".join(cells)


def _stamp(text: str) -> str | None:
    level = _LEVEL.fullmatch(text)
    if level:
        return level.group(1).upper()
    if len(text) > 30:
        return None
    return _STAMPS.get("".join(c for c in text if c.isalpha()))


def _is_half(text: str) -> bool:
    return "".join(c for c in text if c.isalpha()) in {"TỐI", "TUYỆT"}
