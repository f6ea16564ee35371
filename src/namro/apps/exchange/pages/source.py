"""The printed text with its recognised parts marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from namro.apps.exchange.bridge import Passage


class Tone(IntEnum):
    """How sure the reader is of a part; the worst of overlapping parts wins."""

    KNOWN = 0
    DOUBT = 1
    CLASH = 2


#: CSS class of a mark and of an item.
TONE_CLASS = {Tone.KNOWN: "", Tone.DOUBT: "w", Tone.CLASH: "e"}


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
class Line:
    """A printed line or a table cell as shown. `css` is the worst tone in it; `starts_row` begins a table row."""

    anchor: str
    label: str
    segments: tuple[Segment, ...]
    css: str
    heading: bool
    in_table: bool
    starts_row: bool


def lines(passages: Sequence[Passage], spans: dict[int, list[Span]]) -> tuple[Line, ...]:
    """Return the passages as shown; `spans` by position of the passage."""
    shown = []
    row: int | None = None
    for index, passage in enumerate(passages):
        own = spans.get(index, [])
        worst = max((span.tone for span in own), default=Tone.KNOWN)
        shown.append(
            Line(
                anchor=f"d{index + 1}",
                label=str(passage.line or "") if passage.cell is None else passage.cell.rpartition("!")[2],
                segments=segments(passage.text, own),
                css=TONE_CLASS[worst],
                heading=passage.bold,
                in_table=passage.row is not None,
                starts_row=passage.row is not None and passage.row != row,
            )
        )
        row = passage.row
    return tuple(shown)


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
