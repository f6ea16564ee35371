"""A report as finished text and tables, before anybody sets it: what documents, pages and workbooks print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands around the content. Number and day are blank until it is issued."""

    body: str
    parent: str = ""
    place: str = ""
    number: str = ""
    dated: date | None = None
    year: int = 0
    recipients: tuple[str, ...] = ()
    signer_title: str = ""
    signer_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of texts: (heading, share in percent, centred) of each column, rows, and which rows are strong."""

    columns: tuple[tuple[str, int, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A section: sentences from figures and words of people as paragraphs, then lists with their titles."""

    title: str
    paragraphs: tuple[str, ...]
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole report. `draft`: nobody has approved it. `figures` are (name, value, unit, origin) for the workbook."""

    head: Head
    summary: str
    opening: str
    parts: tuple[tuple[str, tuple[Block, ...]], ...]
    ending: str
    annexes: tuple[Grid, ...] = ()
    bases: tuple[str, ...] = ()
    to: str = ""
    draft: bool = False
    figures: tuple[tuple[str, str, str, str], ...] = ()
