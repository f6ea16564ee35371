"""Paragraphs as they were meant: lines that a page break or a narrow column cut are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from namro.core.base.folding import fold
from namro.documents.model import Block, Paragraph, Table
from namro.documents.recognition.markers import TEXT, opens_chapter, split_marker
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
#: A small table that holds a letterhead or a signature and no data.
_FRAME = re.compile(r"cong hoa xa hoi chu nghia|noi nhan\s*:")
_FRAME_ROWS = 4
#: A hard-wrapped text: lines of this width, several of them full; the last word may be this long.
_NARROW, _WIDE, _ENOUGH_LINES, _WORD_LENGTH, _MARGIN = 50, 130, 5, 8, 6
_FIGURE = re.compile(r"\d[\d./,%]*\s")


def joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with continued lines put together; tables pass unchanged and end a paragraph."""
    blocks = [part for block in blocks for part in _unfolded(block)]
    width = _wrap_width([b for b in blocks if isinstance(b, Paragraph)])
    held: Paragraph | None = None
    last: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Table):
            if held:
                yield held
            held = last = None
            yield block
            continue
        if held and last and (_wrapped(last, block, width) or continues(held.text, block.text)):
            held = replace(held, text=f"{held.text} {block.text}")
        else:
            if held:
                yield held
            held = block
        last = block
    if held:
        yield held


def _unfolded(block: Block) -> Iterator[Block]:
    """A letterhead or signature printed as a table is read column by column, as lines."""
    if isinstance(block, Paragraph) or len(block.rows) > _FRAME_ROWS or not _FRAME.search(fold(_text_of(block))):
        yield block
        return
    for i in range(max(len(row.cells) for row in block.rows)):
        for row in block.rows:
            yield from row.cells[i].paragraphs if i < len(row.cells) else ()


def _text_of(table: Table) -> str:
    return " ".join(cell.text for row in table.rows for cell in row.cells)


def _wrap_width(paragraphs: list[Paragraph]) -> int:
    """The width at which the lines of a hard-wrapped text break; 0 if lines are whole paragraphs."""
    lengths = [len(a.text) for a, b in pairwise(paragraphs) if _adjacent(a, b) and split_marker(b.text)[0].rank == TEXT]
    widest = max(lengths, default=0)
    full = sum(1 for n in lengths if n > widest - _WORD_LENGTH)
    return widest if _NARROW < widest < _WIDE and full >= _ENOUGH_LINES else 0


def _wrapped(before: Paragraph, here: Paragraph, width: int) -> bool:
    """True if `here` starts with a word that had no room on the line above."""
    if not width or not _adjacent(before, here) or split_marker(here.text)[0].rank != TEXT:
        return False
    return len(before.text) + 1 + len(here.text.split(" ", 1)[0]) > width - _MARGIN and not before.text.isupper()


def _adjacent(before: Paragraph, here: Paragraph) -> bool:
    first, second = before.place.line, here.place.line
    return first is not None and second == first + 1 and before.place.cell is None and here.place.cell is None


def continues(before: str, text: str) -> bool:
    """True if `text` goes on in the sentence that `before` left open."""
    folded_before, folded = fold(before), fold(text)
    if not text or not before or _LABEL.match(folded):
        return False
    if opens_chapter(before):
        return text.isupper()
    marker, _ = split_marker(text)
    open_word = bool(_OPEN_WORD.search(folded_before))
    if _FIGURE.match(folded) and open_word and len(before) > 25:
        return not (
            marker.decimal and find_score(text, bare=True)
        )  # "… niêm yết nội quy", then "5.4. Đánh giá: đạt 1/1 điểm"
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
