"""Text carried over from the last period: what is still the old wording, what was changed, what is new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from namro.core.base.folding import tidy

_BREAK = re.compile(r"(?<=[.;!?])\s+|\n+")
_WORD = re.compile(r"\s+|[^\s]+")


class Mark(StrEnum):
    """What a piece of the text is, compared with the last period's."""

    OLD = "old"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with their mark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """How much of a text is carried over: sentences that stand as they stood, of all."""

    kept: int
    sentences: int

    @property
    def untouched(self) -> bool:
        """Nothing was changed since the last period."""
        return 0 < self.sentences == self.kept


def marked(before: str, now: str) -> tuple[Piece, ...]:
    """Return the words of both texts in order, neighbours with the same mark joined."""
    old, new = _WORD.findall(before), _WORD.findall(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.OLD, "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece(Mark.GONE, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(Mark.NEW, "".join(new[c:d])))
    return tuple(pieces)


def carried(before: str, now: str) -> Carried:
    """Count the sentences of a text that stood in the last period's word for word."""
    old = set(_sentences(before))
    own = list(_sentences(now))
    return Carried(sum(one in old for one in own), len(own))


def _sentences(text: str) -> Iterator[str]:
    for one in _BREAK.split(text):
        if bare := tidy(one):
            yield bare
