"""The printed text with its recognised parts marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

from namro.apps.exchange.bridge import Passage


class Tone(IntEnum):
    """How sure the reader is of a part; the worst of overlapping parts wins."""

    KNOWN = 0
    DOUBT = 1
    CLASH = 2


#: CSS class of a mark and of an item.
TONE_CLASS = {Tone.KNOWN: "", Tone.DOUBT: "w", Tone.CLASH: "e"}
_RANK = list(TONE_CLASS.values())

#: Tables with more columns do not fit beside the items.
_NARROW = 6


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a passage that an item was read from; 0, 0 means all of it."""

    start: int
    end: int
    number: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, marked when it has numbers."""

    text: str
    numbers: tuple[int, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Passing:
    """A printed line or cell as shown; `css` is the worst tone in it, `span` the columns it covers."""

    anchor: str
    segments: tuple[Segment, ...]
    css: str
    span: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the source pane: one printed line, or the cells of one row of a table."""

    label: str
    cells: tuple[Passing, ...]
    css: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: a table, or lines outside tables. A `wide` table scrolls by itself."""

    lines: tuple[Line, ...]
    is_table: bool
    wide: bool


def blocks(passages: Sequence[Passage], spans: Mapping[int, list[Span]]) -> tuple[Block, ...]:
    """Return the passages as shown; `spans` by position of the passage."""
    shown = [(passage, _passing(index, passage, spans.get(index, []))) for index, passage in enumerate(passages)]
    return tuple(_block(table, list(group)) for table, group in groupby(shown, key=lambda pair: pair[0].table))


def _passing(index: int, passage: Passage, spans: list[Span]) -> Passing:
    worst = max((span.tone for span in spans), default=Tone.KNOWN)
    return Passing(f"d{index + 1}", segments(passage.text, spans), TONE_CLASS[worst], passage.span)


def _block(table: int, shown: list[tuple[Passage, Passing]]) -> Block:
    if not table:
        return Block(tuple(_line([pair]) for pair in shown), is_table=False, wide=False)
    lines = tuple(_line(list(group)) for _row, group in groupby(shown, key=lambda pair: pair[0].row))
    return Block(lines, is_table=True, wide=max(sum(cell.span for cell in line.cells) for line in lines) > _NARROW)


def _line(row: list[tuple[Passage, Passing]]) -> Line:
    first = row[0][0]
    cells = [passing for _passage, passing in row]
    if len(row) > 1 and first.text and not any(passage.text for passage, _passing in row[1:]):
        cells = [replace(cells[0], span=sum(cell.span for cell in cells))]  # a heading row: one cell over all columns
    css = max((cell.css for cell in cells), key=_RANK.index)
    return Line(str(first.line or ""), tuple(cells), css, first.bold)


def segments(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """Cut `text` at the spans; spans that overlap become one mark with all their numbers and the worst tone."""
    cut: list[Segment] = []
    position = 0
    for start, end, group in _merged(text, spans):
        if start > position:
            cut.append(Segment(text[position:start]))
        numbers = tuple(sorted({span.number for span in group}))
        cut.append(Segment(text[start:end], numbers, TONE_CLASS[max(span.tone for span in group)]))
        position = end
    if position < len(text):
        cut.append(Segment(text[position:]))
    return tuple(cut)


def _merged(text: str, spans: Iterable[Span]) -> list[tuple[int, int, list[Span]]]:
    merged: list[tuple[int, int, list[Span]]] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end, s.number)):
        start, end = _within(text, span)
        if merged and start < merged[-1][1]:
            first, last, group = merged[-1]
            merged[-1] = (first, max(last, end), [*group, span])
        else:
            merged.append((start, end, [span]))
    return merged


def _within(text: str, span: Span) -> tuple[int, int]:
    start, end = max(0, span.start), min(len(text), span.end)
    return (start, end) if start < end else (0, len(text))
