"""A person's yearly sheet as it goes on paper: finished words, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row behind a figure."""

    text: str
    on: str
    detail: str


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """A figure with its rows; the value is text because nobody may know it."""

    words: str
    value: str
    rows: tuple[PaperRow, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperCorrection:
    """What the person asked to have corrected, and the answer."""

    text: str
    wanted: str
    said: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPaper:
    """The whole sheet; `standing` says how far it is, `closer` who closed it ("" as long as it is open)."""

    year: int
    unit: str
    parent: str
    place: str
    name: str
    posts: str
    standing: str
    printed_on: date
    closer: str
    groups: tuple[tuple[str, tuple[PaperFigure, ...]], ...]
    corrections: tuple[PaperCorrection, ...] = ()
