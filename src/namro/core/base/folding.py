"""Folding Vietnamese text for comparison, one character for one character.

Patterns run on the folded text and their spans hold for the printed one, so that a lost tone mark
(the commonest OCR fault) never hides a word and the printed wording is still what people see.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LONE_MARKS = dict.fromkeys(range(0x0300, 0x0370), "")


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Return `text` lower-cased and without marks; same length as the NFC text given."""
    return "".join(map(_fold_character, text))


#: Every capital letter of Vietnamese, for character classes: plain ranges would mix both cases.
CAPITALS = "".join(c for c in map(chr, range(0x1EFA)) if c.isupper() and fold(c).isascii())


def tidy(text: str) -> str:
    """NFC, without stray combining marks and with white space folded to single spaces."""
    composed = unicodedata.normalize("NFC", text).translate(_LONE_MARKS)
    return " ".join(composed.split())
