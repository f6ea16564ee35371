"""What somebody has to look at, as shown: in piles by kind, worst first, linked to the items."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.answers import Option, options
from namro.apps.exchange.matters import Matter
from namro.apps.exchange.pages.rows import Row
from namro.apps.exchange.pages.source import Tone
from namro.core.printed.corrections import question_key

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
    """One thing to look at, with the items it is about; without items, `part` says which part of the document.

    `after` is the anchor of what comes next when this one is settled; `seen` says that somebody left it as it is.
    """

    anchor: str
    kind: str
    css: str
    tone: Tone
    text: str
    rows: tuple[Row, ...]
    part: str
    key: str
    seen: bool
    question: str
    options: tuple[Option, ...]
    after: str = ""

    @property
    def item(self) -> str:
        """The key of the item that a correction would begin with; "" when it is about no item."""
        return next((row.item for row in self.rows), "")


@dataclass(frozen=True, slots=True)
class Pile:
    """Doubts of one kind."""

    word: str
    css: str
    open: bool
    doubts: tuple[Doubt, ...]


def doubts(found: Iterable[Matter], rows: Iterable[Row], *, seen: Container[str] = ()) -> list[Doubt]:
    """Return the matters with the items that they are about; `seen` are the keys of those that were looked at."""
    located = [row for row in rows if row.number]
    by_key = {row.key: row for row in reversed(located) if row.key}
    shown = []
    for matter in found:
        css, tone = _SEVERITIES[matter.severity]
        at = tuple(row for row in located if matter.at and row.at == matter.at)[:1]
        about = at or tuple(by_key[key] for key in matter.where if key in by_key)
        part = next((_(_PARTS[key]) for key in matter.where if key in _PARTS), "")
        asked = matter.question
        shown.append(
            Doubt(
                anchor=anchor_of(matter),
                kind=_(matter.kind),
                css=css,
                tone=tone,
                text=matter.text,
                rows=about,
                part=part,
                key=matter.key,
                seen=matter.key in seen,
                question=question_key(asked) if asked else "",
                options=options(asked) if asked else (),
            )
        )
    return shown


def anchor_of(matter: Matter) -> str:
    """Return the matter's anchor in the page: it stays the same while other things are corrected."""
    return f"x{matter.key.rpartition(':')[2]}"


def piles(found: list[Doubt]) -> tuple[Pile, ...]:
    """Group doubts by kind; the piles keep the order of their first doubt."""
    first: dict[str, int] = {}
    for position, doubt in enumerate(found):
        first.setdefault(doubt.kind, position)
    ordered = sorted(found, key=lambda doubt: first[doubt.kind])
    following = [*ordered[1:], *ordered[-2:-1]]  # after the last one comes the one before it
    if following:
        ordered = [replace(doubt, after=other.anchor) for doubt, other in zip(ordered, following, strict=True)]
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
