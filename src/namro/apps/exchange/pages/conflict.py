"""Two people changed one thing: both values side by side."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.exchange.correcting import Conflict, Filled
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages.words import field_word
from namro.ui.formats import NOTHING, moment


@dataclass(frozen=True, slots=True)
class Side:
    """One field: what stands there now, and what was about to be written; `name` and `mine` go into the form."""

    name: str
    word: str
    theirs: str
    shown: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Everything the page shows. `values` are all fields that were sent, so that nothing typed is lost."""

    title: str
    code: str
    key: str
    person: str
    at: str
    version: int
    sides: tuple[Side, ...]
    values: tuple[tuple[str, str], ...]
    back: str


def conflict_page(document: ImportedDocument, filled: Filled, clash: Conflict, *, back: str) -> ConflictPage:
    """Return the context of the page."""
    sides = tuple(
        Side(name, field_word(name), clash.theirs[name] or NOTHING, clash.mine[name] or NOTHING, clash.mine[name])
        for name in clash.mine
    )
    return ConflictPage(
        title=document.title or document.name,
        code=document.code,
        key=filled.key,
        person=clash.entry.by.full_name,
        at=moment(clash.entry.at),
        version=document.version,
        sides=sides,
        values=clash.sent,
        back=back,
    )
