"""What stands on a page: words and lines of words. Coordinates are points, x to the right, y downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Word(NamedTuple):
    """Characters without a gap; `box` has the height of the font, the same for every word of a size."""

    text: str
    box: Box
    bold: bool
    italic: bool


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


def in_lines(words: Iterable[Word]) -> list[Line]:
    """Put words that overlap in height by half into lines, from top to bottom, words from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.middle[1]):
        middle = word.box.middle[1]
        current = lines[-1] if lines else None
        if current and middle < _middle(current) + 0.5 * min(_height(current), word.box.bottom - word.box.top):
            current.append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda w: w.box.x0)), i) for i, line in enumerate(lines, 1)]


def _middle(words: Sequence[Word]) -> float:
    return words[0].box.middle[1]


def _height(words: Sequence[Word]) -> float:
    return words[0].box.bottom - words[0].box.top
