"""Paragraphs as they were meant: lines that a page break or a narrow column cut are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from namro.core.base.folding import fold
from namro.documents.model import Block, Paragraph, Table
from namro.documents.recognition.markers import TEXT, split_marker
from namro.documents.recognition.scores import find_score

#: A line that ends in one of these words is not finished, whatever the next one starts with.
_OPEN_WORD = re.compile(
    r"(?:^|\s)(?:cua|va|cac|voi|cho|trong|tai|theo|ve|ngay|so|de|la|duoc|den|tu|hoac|tren|nham|thuoc|do|o|boi|khi|"
    r"ma|thi|nhung|moi|tung|dat|tru|khong|da|se|nam|thang|quy|dieu|khoan|-|–)$"
)
_CLOSED = re.compile(r"[.:;!?…/]\W*$|\bdiem\W*$")
_LABEL = re.compile(
    r"(?:bien phap|yeu cau cua|diem cham|noi nhan|so\s*:|kinh gui|can cu|tm\.|kt\.|tl\.|q\.|tuq\.|ghi chu|don vi)"
)
_FIGURE = re.compile(r"\d[\d./,%]*\s")


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with continued lines put together; tables pass unchanged and end a paragraph."""
    held: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            if held:
                yield held
            held = None
            yield block
        elif held and continues(held.text, block.text):
            held = replace(held, text=f"{held.text} {block.text}")
        else:
            if held:
                yield held
            held = block
    if held:
        yield held


def continues(before: str, text: str) -> bool:
    """True if `text` goes on in the sentence that `before` left open."""
    folded_before, folded = fold(before), fold(text)
    if not text or not before or _LABEL.match(folded):
        return False
    marker, _ = split_marker(text)
    open_word = bool(_OPEN_WORD.search(folded_before))
    if _FIGURE.match(folded) and open_word and len(before) > 25:
        return True
    if marker.rank != TEXT:
        return False
    if open_word and not before.isupper():
        return True
    if _lacks_its_points(before) and find_score(text):
        return True
    if _CLOSED.search(folded_before) and not text[0].islower():
        return False
    if before.isupper() or len(before) < 25:
        return False
    starts_low = text[0].islower() or text[0] in ",;)"
    return starts_low and not re.search(r"[:!?…]\W*$|\./\.\W*$", folded_before)


def _lacks_its_points(before: str) -> bool:
    """True for a numbered criterion or a bullet that breaks off before its points."""
    marker, _ = split_marker(before)
    started = marker.bullet or "." in marker.number
    return started and not re.search(r"[.;:!?]\W*$", before) and find_score(before) is None
