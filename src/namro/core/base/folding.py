"""Folding Vietnamese text for comparison, one character for one character.

Patterns run on the folded text and their spans hold for the printed one, so that a lost tone mark
(the commonest OCR fault) never hides a word and the printed wording is still what people see.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: What no file and not every database holds: control characters but the line's end, halves of characters.
_UNWRITABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_LONE_MARKS = dict.fromkeys(range(0x0300, 0x0370), "")


#: Texts up to this length are kept folded: readers look at the same line many times.
_SHORT = 2000


class _Folded(dict[int, str]):
    """The folded form of each character by its code, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = "d" if character in "đĐ" else unicodedata.normalize("NFD", character)[0].lower()
        self[code] = base if len(base) == 1 else character
        return self[code]


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return `text` lower-cased and without marks; same length as the NFC text given."""
    return _fold_line(text) if len(text) <= _SHORT else text.translate(_FOLDED)


@lru_cache(maxsize=1024)
def _fold_line(text: str) -> str:
    return text.translate(_FOLDED)


#: Every capital letter of Vietnamese, for character classes: plain ranges would mix both cases.
CAPITALS = "".join(c for c in map(chr, range(0x1EFA)) if c.isupper() and fold(c).isascii())


def tidy(text: str) -> str:
    """NFC, without stray combining marks and with white space folded to single spaces."""
    composed = unicodedata.normalize("NFC", text).translate(_LONE_MARKS)
    return " ".join(composed.split())


def writable(text: str) -> str:
    """Return text of several lines as it can be stored and printed anywhere; each line ends as on every system."""
    return _UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
