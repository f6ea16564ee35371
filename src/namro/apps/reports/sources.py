"""Where figures and lists of reports come from: each kind of source is registered by whoever has the data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from namro.core.reporting.outline import Outline, Source
from namro.core.reporting.paper import Grid
from namro.core.reporting.periods import Period
from namro.core.reporting.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report asks a source: of which unit, about which data window of which period, counted on which day."""

    unit: int
    period: Period
    window: tuple[date, date]
    today: date


class Figures(Protocol):
    """A kind of source."""

    def values(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Value]:
        """Return the figures by their reference; what is not known is left out. A fixed number of queries."""

    def grids(self, asked: Asked, refs: Collection[str]) -> Mapping[str, Grid]:
        """Return the lists by their reference."""

    def behind(self, asked: Asked, ref: str) -> Sequence[tuple[str, str, str]]:
        """Return what a figure was counted from: (words, address, how it stands)."""


_sources: dict[Source, Figures] = {}


def register_source(kind: Source, source: Figures) -> None:
    """Have a kind of source answered."""
    _sources[kind] = source


def source_of(kind: Source) -> Figures | None:
    """The source of a kind; None while nobody has it."""
    return _sources.get(kind)


def values_for(outline: Outline, asked: Asked) -> dict[str, Value]:
    """Return the figures of an outline that sources know, by their ids."""
    found: dict[str, Value] = {}
    for kind in {figure.source for figure in outline.figures}:
        source = source_of(kind)
        if source is None:
            continue
        wanted = {figure.id: figure.ref for figure in outline.figures if figure.source == kind}
        known = source.values(asked, frozenset(wanted.values()))
        found |= {key: known[ref] for key, ref in wanted.items() if ref in known}
    return found


def grids_for(outline: Outline, asked: Asked) -> dict[str, Grid]:
    """Return the lists of an outline, by their ids."""
    found: dict[str, Grid] = {}
    for kind in {one.source for one in outline.lists}:
        source = source_of(kind)
        if source is None:
            continue
        wanted = {one.id: one.ref for one in outline.lists if one.source == kind}
        known = source.grids(asked, frozenset(wanted.values()))
        found |= {key: known[ref] for key, ref in wanted.items() if ref in known}
    return found
