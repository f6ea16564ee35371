"""The door for what sheets count beside the plans' work: initiatives, confirmed feedback.

Who has such things registers a source for their figure when the app is ready. A figure without a source is not known:
the sheet says so instead of 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from namro.core.improvement.yearly_figures import FROM_SOURCES, Figure, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of one person: its lasting name within the source, what it is, its day, and its address."""

    ref: str
    text: str
    on: date
    detail: str = ""
    path: str = ""


class Source(Protocol):
    """Answers for all people of a unit at once, with a fixed number of queries."""

    def entries_of(self, unit: int, people: Collection[int], year: int) -> Mapping[int, Sequence[Entry]]:
        """Return the things of a year by the id of the account."""


_sources: dict[Figure, Source] = {}


def register_source(kind: str, source: Source | None) -> None:
    """Let a source answer for a figure, `initiatives` or `feedback`; None takes it away."""
    figure = Figure(kind)
    if figure not in FROM_SOURCES:
        raise ValueError(f"{kind} is counted from the plans")
    if source is None:
        _sources.pop(figure, None)
    else:
        _sources[figure] = source


def known_sources() -> frozenset[Figure]:
    """Return the figures that have a source."""
    return frozenset(_sources)


def rows_from_sources(unit: int, people: Collection[int], year: int) -> dict[int, list[Row]]:
    """Return the rows of all sources by the id of the account."""
    found: dict[int, list[Row]] = {person: [] for person in people}
    for figure, source in _sources.items():
        for person, entries in source.entries_of(unit, people, year).items():
            if person in found:
                found[person] += [
                    Row(
                        ref=f"{figure}:{one.ref}", figures=(figure,), text=one.text, on=one.on, detail=one.detail,
                        path=one.path,
                    )
                    for one in entries
                ]  # fmt: skip
    return found
