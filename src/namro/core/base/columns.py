"""Tables of other systems: which row has the headings, what the columns mean, by what they are known again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from namro.core.base.folding import fold, tidy

#: A cell: text, or a day.
Cell = str | date
#: A row: its number as people see it, and its filled cells by column, counted from 0.
Row = tuple[int, Mapping[int, Cell]]
#: The words by which each meaning of a column is known; the first is its name.
Meanings = Mapping[str, tuple[str, ...]]

_TITLE_ROWS = 15
_LEAST_GUESSED = 2
#: More columns are left away.
_COLUMNS = 60
_WORD = re.compile(r"[^0-9a-z]+")
_NUMBERING = {"stt", "tt", "so tt", "so thu tu"}


def guess(headings: Mapping[int, str], meanings: Meanings) -> dict[str, int]:
    """Return which column most likely has each meaning; a column has one, and the same words before similar ones."""
    folded = {place: key_of(words) for place, words in headings.items()}
    found: dict[str, int] = {}
    for same in (True, False):
        for meaning, words in meanings.items():
            if meaning in found:
                continue
            for word in map(key_of, words):
                place = next((at for at, text in folded.items() if _means(text, word, same=same)), None)
                if place is not None and place not in found.values():
                    found[meaning] = place
                    break
    return found


def _means(text: str, word: str, *, same: bool) -> bool:
    if text in _NUMBERING:
        return False
    return text == word if same else len(word) > 3 and f" {word} " in f" {text} "


def key_of(words: str) -> str:
    """Return words without marks, case and signs."""
    return _WORD.sub(" ", fold(tidy(words))).strip()


def headings_of(rows: Sequence[Row], meanings: Meanings, needed: Collection[str]) -> tuple[int, dict[int, str]] | None:
    """Return which row holds the headings, by its place, and the headings; None where no row looks like it.

    One of the `needed` meanings must be among them.
    """
    best: tuple[int, int, dict[int, str]] | None = None
    for place, (_number, cells) in enumerate(rows[:_TITLE_ROWS]):
        heads = {at: tidy(value) for at, value in cells.items() if isinstance(value, str) and value.strip()}
        guessed = guess(heads, meanings)
        known = not guessed.keys().isdisjoint(needed)
        if known and len(guessed) >= _LEAST_GUESSED and (best is None or len(guessed) > best[0]):
            best = (len(guessed), place, heads)
    return best and (best[1], best[2])


def digest_of(headings: Mapping[int, str]) -> str:
    """Return by what the columns of a sheet are known again: all headings in their places."""
    told = "\x1f".join(f"{at}\x1e{key_of(words)}" for at, words in sorted(headings.items()))
    return sha256(told.encode()).hexdigest()


def plain_cells(cells: Mapping[int, object]) -> dict[str, Any]:
    """Return the cells of a row as JSON keeps them."""
    found: dict[str, Any] = {}
    for place, value in cells.items():
        if place >= _COLUMNS:
            continue
        if isinstance(value, date):
            found[str(place)] = {"day": f"{value:%Y-%m-%d}"}
        else:
            found[str(place)] = format(value, "f") if isinstance(value, Decimal) else str(value)
    return found


def kept_cells(cells: Mapping[str, Any]) -> Iterator[tuple[int, Cell]]:
    """Yield what `plain_cells` wrote as it was."""
    for place, value in cells.items():
        yield int(place), date.fromisoformat(value["day"]) if isinstance(value, dict) else value
