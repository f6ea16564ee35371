"""Recognised items as rows: numbered by their place in the text, grouped by kind, marked on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from namro.apps.exchange.pages.places import Places, Spot, place_words
from namro.apps.exchange.pages.source import TONE_CLASS, Span, Tone
from namro.core.printed import Place
from namro.ui.clears import Five


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item. `number` is 0 for what has no place in the text (no link then); `figure` stands at the right.

    `key` is what the audit calls the item; `code` what is shown; `item` is its key for corrections, `read_as` what the
    reader had read where people corrected it.
    """

    at: Place | None = None
    key: str = ""
    code: str = ""
    text: str = ""
    details: tuple[str, ...] = ()
    figure: str = ""
    remark: str = ""
    five: Five | None = None
    number: int = 0
    anchor: str = ""
    spot: Spot | None = None
    place: str = ""
    css: str = ""
    item: str = ""
    read_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind; `kind` is that of their keys."""

    anchor: str
    word: str
    rows: tuple[Row, ...]
    kind: str = ""


def numbered(groups: Iterable[Group], places: Places) -> tuple[Group, ...]:
    """Return the groups with every row numbered by its place in the text, and linked to it."""
    groups = tuple(groups)
    located = [
        (spot.index, row.at.start, order, spot)
        for order, row in enumerate(row for group in groups for row in group.rows)
        if row.at and (spot := places.spot(row.at))
    ]
    found = {order: (count, spot) for count, (_, _, order, spot) in enumerate(sorted(located, key=_by_place), start=1)}
    orders = iter(range(sum(len(group.rows) for group in groups)))
    return tuple(
        replace(group, rows=tuple(_placed(row, *found.get(next(orders), (0, None))) for row in group.rows))
        for group in groups
    )


def toned(group: Group, tones: dict[int, Tone]) -> Group:
    """Return the group with the items that something was found about marked."""
    return replace(group, rows=tuple(replace(row, css=TONE_CLASS[_tone(row, tones)]) for row in group.rows))


def spans(rows: Iterable[Row], tones: dict[int, Tone]) -> dict[int, list[Span]]:
    """Return the characters to mark, by position of the passage."""
    marked: dict[int, list[Span]] = {}
    for row in rows:
        if row.spot and row.at:
            span = Span(row.at.start, row.at.end, row.number, _tone(row, tones))
            marked.setdefault(row.spot.index, []).append(span)
    return marked


def _tone(row: Row, tones: dict[int, Tone]) -> Tone:
    return tones.get(row.number, Tone.KNOWN) if row.number else Tone.KNOWN


def _by_place(entry: tuple[int, int, int, Spot]) -> tuple[int, int, int]:
    return entry[:3]


def _placed(row: Row, count: int, spot: Spot | None) -> Row:
    return replace(row, number=count, spot=spot, anchor=f"m{count}" if count else "", place=place_words(row.at))
