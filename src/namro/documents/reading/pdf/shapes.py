"""What stands on a page: glyphs, words, lines of words. Coordinates are points, x to the right, y downwards."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

#: Shares of the font size: height above and below the base line, two base lines that are one, a letter drawn again.
_ASCENT, _DESCENT = 0.9, 0.25
_SAME_LINE, _OVER_ITSELF = 0.4, 0.1
_WITHIN = 0.1

#: A gap that ends a word, as a share of the font size. Not every program draws the spaces that it leaves.
_GAP = 0.14


class Box(NamedTuple):
    """A rectangle on the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float


class Glyph(NamedTuple):
    """One character: its extent, its base line and font size. `letter` may be a space."""

    letter: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    italic: bool


class Word(NamedTuple):
    """Characters without a gap; the box is as high as the font, whatever letters the word has."""

    text: str
    box: Box
    bold: bool
    italic: bool

    @property
    def start(self) -> tuple[float, float]:
        """A point in its first letter: it tells where the word belongs, even if its end sticks out of its cell."""
        size = self.box.bottom - self.box.top
        return self.box.x0 + _WITHIN * size, self.box.bottom - 0.5 * size


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line from left to right, and its number on the page, counted from 1."""

    words: tuple[Word, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(w.box.x1 for w in self.words)

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(w.box.top for w in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(w.box.bottom for w in self.words)

    @property
    def size(self) -> float:
        """The usual height of its words."""
        return median(w.box.bottom - w.box.top for w in self.words)

    @property
    def bold(self) -> bool:
        """True if most of its characters are bold."""
        return 2 * sum(len(w.text) for w in self.words if w.bold) > sum(len(w.text) for w in self.words)

    @property
    def italic(self) -> bool:
        """True if most of its characters are italic."""
        return 2 * sum(len(w.text) for w in self.words if w.italic) > sum(len(w.text) for w in self.words)


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """Put glyphs on the same base line together and part them into words."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - rows[-1][0].base < _SAME_LINE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [word for row in rows for word in _words(row)]


def in_lines(words: Iterable[Word]) -> list[Line]:
    """Put words on the same base line together, from top to bottom, words from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.bottom):
        size = word.box.bottom - word.box.top
        if rows and word.box.bottom - rows[-1][0].box.bottom < _SAME_LINE * size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Line(tuple(sorted(row, key=lambda w: w.box.x0)), i) for i, row in enumerate(rows, 1)]


def _words(row: Sequence[Glyph]) -> Iterator[Word]:
    """Words from left to right; a mark comes behind the letter it stands over."""
    row = sorted(row, key=lambda g: (g.x0 + g.x1) / 2 if unicodedata.combining(g.letter) else g.x0)
    word: list[Glyph] = []
    for glyph in row:
        if word and (glyph.letter == " " or glyph.x0 - max(g.x1 for g in word[-2:]) > _GAP * glyph.size):
            yield _word(word)
            word = []
        if glyph.letter != " " and not (word and _drawn_twice(word[-1], glyph)):
            word.append(glyph)
    if word:
        yield _word(word)


def _drawn_twice(one: Glyph, other: Glyph) -> bool:
    """True for a letter drawn again over itself to look bold."""
    return one.letter == other.letter and abs(one.x0 - other.x0) < _OVER_ITSELF * one.size


def _word(glyphs: Sequence[Glyph]) -> Word:
    letters = "".join(_without_ligature(g.letter) for g in glyphs)
    first = glyphs[0]
    top, bottom = first.base - _ASCENT * first.size, first.base + _DESCENT * first.size
    box = Box(first.x0, top, max(g.x1 for g in glyphs), bottom)
    return Word(unicodedata.normalize("NFC", letters), box, first.bold, first.italic)


def _without_ligature(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if "\ufb00" <= letter <= "\ufb06" else letter
