"""One choice of a list to choose from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """A value, its word, and whether it is the chosen one."""

    value: str
    word: str
    chosen: bool
