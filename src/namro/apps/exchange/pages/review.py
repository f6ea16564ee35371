"""What somebody has to look at, as shown: in piles by kind, worst first, linked to the items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.matters import Matter
from namro.apps.exchange.pages.rows import Row
from namro.apps.exchange.pages.source import Tone

#: Severity → CSS class, tone in the text. What is only worth knowing is not marked there.
_SEVERITIES = {
    "error": ("e", Tone.CLASH),
    "gap": ("w", Tone.DOUBT),
    "text": ("w", Tone.DOUBT),
    "info": ("i", Tone.KNOWN),
}

#: What the audit calls the parts of a document that are no items.
_PARTS = {
    "header": _mark("đầu văn bản"),
    "total": _mark("tổng điểm"),
    "remediation": _mark("biện pháp khắc phục"),
    "assignees": _mark("người được giao"),
}

#: A pile with more entries than this starts closed, unless they are contradictions.
_OPEN_UP_TO = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at, with the items it is about; without items, `part` says which part of the document."""

    anchor: str
    kind: str
    css: str
    tone: Tone
    text: str
    rows: tuple[Row, ...]
    part: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Doubts of one kind."""

    word: str
    css: str
    open: bool
    doubts: tuple[Doubt, ...]


def doubts(found: Iterable[Matter], rows: Iterable[Row]) -> list[Doubt]:
    """Return the matters with the items that they are about."""
    located = [row for row in rows if row.number]
    by_key = {row.key: row for row in reversed(located) if row.key}
    shown = []
    for count, matter in enumerate(found, start=1):
        css, tone = _SEVERITIES[matter.severity]
        at = tuple(row for row in located if matter.at and row.at == matter.at)[:1]
        about = at or tuple(by_key[key] for key in matter.where if key in by_key)
        part = next((_(_PARTS[key]) for key in matter.where if key in _PARTS), "")
        shown.append(Doubt(f"x{count}", _(matter.kind), css, tone, matter.text, about, part))
    return shown


def piles(found: list[Doubt]) -> tuple[Pile, ...]:
    """Group doubts by kind; the piles keep the order of their first doubt."""
    first: dict[str, int] = {}
    for position, doubt in enumerate(found):
        first.setdefault(doubt.kind, position)
    ordered = sorted(found, key=lambda doubt: first[doubt.kind])
    return tuple(_pile(word, tuple(group)) for word, group in groupby(ordered, key=lambda doubt: doubt.kind))


def tones(found: Iterable[Doubt]) -> dict[int, Tone]:
    """Return the worst tone of each item by its number."""
    worst: dict[int, Tone] = {}
    for doubt in found:
        for row in doubt.rows:
            worst[row.number] = max(worst.get(row.number, Tone.KNOWN), doubt.tone)
    return worst


def _pile(word: str, group: tuple[Doubt, ...]) -> Pile:
    css = min((doubt.css for doubt in group), key="ewi".index)
    return Pile(word, css, css == "e" or len(group) <= _OPEN_UP_TO, group)
