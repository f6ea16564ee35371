"""Everything that people did with a reading: who, when, what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from namro.apps.exchange.corrected import corrected_by
from namro.apps.exchange.edits import form_fields
from namro.apps.exchange.models import CorrectionEntry, ImportedDocument
from namro.apps.exchange.pages.words import act_word, field_word, kind_word
from namro.core.printed.corrections import HEADER, Act, is_added, kind_of
from namro.core.printed.fields import FIELDS
from namro.ui.formats import NOTHING, moment

PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act: `changes` says what; `dropped` is the key of an item that can be taken back."""

    word: str
    item: str
    changes: tuple[str, ...]
    person: str
    at: str
    holds: bool
    dropped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """The acts of one document, newest first, a page of them."""

    title: str
    code: str
    version: int
    open: bool
    lines: tuple[Line, ...]
    page: Page[tuple[CorrectionEntry, ...]]


def history_page(document: ImportedDocument, entries: Sequence[CorrectionEntry], number: str | None) -> HistoryPage:
    """Return the context of the page."""
    now = corrected_by(document, entries)
    held = {act[0].version for act in now.acts}
    acts = [tuple(group) for _version, group in groupby(reversed(entries), key=lambda entry: entry.version)]
    page = Paginator(acts, PER_PAGE).get_page(number)
    gone = {key for key in now.printed if key not in now.items}
    return HistoryPage(
        title=document.title or document.name,
        code=document.code,
        version=document.version,
        open=document.confirmed_at is None,
        lines=tuple(_line(act, holds=act[0].version in held, gone=gone) for act in page.object_list),
        page=page,
    )


def _line(act: tuple[CorrectionEntry, ...], *, holds: bool, gone: set[str]) -> Line:
    first = act[-1]  # the entries of an act come last first, as the acts do
    kind = Act(first.kind) if not any(entry.kind == Act.ANSWER for entry in act) else Act.ANSWER
    shown = [entry for entry in reversed(act) if entry.kind == Act.CHANGE and _is_shown(entry)]
    settled = next((entry for entry in act if entry.kind == Act.ANSWER and entry.old), None)
    dropped = first.item if kind is Act.DROP and holds and first.item in gone else ""
    return Line(
        word=act_word(kind),
        item=settled.old if settled else _item(first.item),
        changes=tuple(_change(entry) for entry in shown),
        person=first.by.full_name,
        at=moment(first.at),
        holds=holds or kind is Act.UNDO,
        dropped=dropped,
    )


def _is_shown(entry: CorrectionEntry) -> bool:
    return entry.field in form_fields(kind_of(entry.item))


def _change(entry: CorrectionEntry) -> str:
    told = {"field": field_word(entry.field), "old": entry.old or NOTHING, "new": entry.new or NOTHING}
    return _("%(field)s: %(old)s → %(new)s") % told


def _item(key: str) -> str:
    kind, _colon, name = key.partition(":")
    if kind not in FIELDS:
        return ""
    named = "" if key == HEADER or is_added(key) else name
    return f"{kind_word(kind)} {named}".strip()
