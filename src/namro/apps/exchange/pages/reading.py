"""The page of one document: what was read, beside the printed text."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.exchange.bridge import passages_of, reading_of
from namro.apps.exchange.matters import is_blank, matters
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages import kinds
from namro.apps.exchange.pages.places import Places
from namro.apps.exchange.pages.review import Pile, doubts, piles, tones
from namro.apps.exchange.pages.rows import Group, numbered, spans, toned
from namro.apps.exchange.pages.source import Block, blocks
from namro.apps.exchange.pages.totals import Totals, totals
from namro.core.improvement import report
from namro.core.printed import Header
from namro.ui.formats import moment, printed_day, size

#: Formats in which a drafted plan is offered, the usual one first.
PLAN_KINDS = ("docx", "pdf", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """Everything the page shows. `clashes` counts contradictions, `to_see` everything to look at."""

    blank: bool
    title: str
    about: str
    original_url: str
    plan_urls: tuple[tuple[str, str], ...]
    totals: Totals
    clashes: int
    to_see: int
    piles: tuple[Pile, ...]
    groups: tuple[Group, ...]
    source: tuple[Block, ...]
    passages: int


def reading_page(document: ImportedDocument) -> ReadingPage:
    """Return the context of the page; the audit and the lost points are computed here, from the stored reading."""
    reading = reading_of(document)
    passages = passages_of(document)
    found = report(reading)
    groups = numbered(kinds.groups(reading, {lost.id: lost for lost in found.findings}), Places(passages))
    rows = [row for group in groups for row in group.rows]
    review = doubts(matters(reading), rows)
    worst = tones(review)
    return ReadingPage(
        blank=is_blank(reading),
        title=reading.header.title or document.name,
        about=_about(document, reading.header),
        original_url=reverse("exchange:original", args=[document.code]),
        plan_urls=_plan_urls(document) if found.findings or reading.tasks else (),
        totals=totals(reading, found),
        clashes=sum(doubt.css == "e" for doubt in review),
        to_see=len(review),
        piles=piles(review),
        groups=tuple(toned(group, worst) for group in groups),
        source=blocks(passages, spans(rows, worst)),
        passages=len(passages),
    )


def _plan_urls(document: ImportedDocument) -> tuple[tuple[str, str], ...]:
    return tuple((kind, reverse("exchange:plan", args=[document.code, kind])) for kind in PLAN_KINDS)


def _about(document: ImportedDocument, header: Header) -> str:
    number = ""
    if header.doc_code:
        number = _("số %(code)s") % {"code": header.doc_code}
        if header.date:
            number += " " + _("ngày %(day)s") % {"day": printed_day(header.date)}
    uploaded = _("%(person)s nhập lúc %(moment)s") % {
        "person": document.uploaded_by.full_name,
        "moment": moment(document.uploaded_at),
    }
    return " · ".join(filter(None, (document.name, size(document.size), number, header.issuing_body, uploaded)))
