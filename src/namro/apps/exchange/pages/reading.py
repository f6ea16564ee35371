"""The page of one document: what was read and corrected, beside the printed text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.exchange.bridge import passages_of
from namro.apps.exchange.corrected import corrected_document
from namro.apps.exchange.decided import decided_by
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages import kinds
from namro.apps.exchange.pages.editing import Asked, Form, form_of, with_items
from namro.apps.exchange.pages.places import Places
from namro.apps.exchange.pages.review import Doubt, Pile, doubts, piles, tones
from namro.apps.exchange.pages.rows import Group, numbered, spans, toned
from namro.apps.exchange.pages.source import Block, blocks
from namro.apps.exchange.pages.totals import Totals, totals
from namro.apps.exchange.queries import decisions_of
from namro.apps.library.sending import WRITTEN
from namro.core.assessment.sheet import is_scored
from namro.core.printed import Header, is_blank
from namro.ui.formats import moment, printed_day, size

NOTHING_ASKED = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """Everything the page shows. `clashes` counts contradictions, `to_see` everything to look at that is still open.

    `locked` says who confirmed the reading and when; `form` is the form of one item when one is asked for.
    """

    blank: bool
    title: str
    about: str
    code: str
    version: int
    locked: str
    corrected: int
    original_url: str
    plan_urls: tuple[tuple[str, str], ...]
    totals: Totals
    scored: bool
    sheet_url: str
    clashes: int
    to_see: int
    piles: tuple[Pile, ...]
    seen: tuple[Doubt, ...]
    groups: tuple[Group, ...]
    source: tuple[Block, ...]
    passages: int
    only_doubts: bool
    form: Form | None


def reading_page(document: ImportedDocument, asked: Asked = NOTHING_ASKED) -> ReadingPage:
    """Return the context of the page; the audit and the lost points are computed here, from the corrected reading."""
    now = corrected_document(document)
    reading = now.reading
    passages = passages_of(document)
    found = decided_by(now, decisions_of(document)).report
    lost = {finding.id: finding for finding in found.findings}
    groups = with_items(numbered(kinds.groups(reading, lost), Places(passages)), now)
    rows = [row for group in groups for row in group.rows]
    review = doubts(now.matters, rows, seen=now.seen)
    worst = tones(review)
    still = [doubt for doubt in review if not doubt.seen]
    groups = tuple(toned(group, worst) for group in groups)
    return ReadingPage(
        blank=is_blank(reading),
        title=reading.header.title or document.name,
        about=_about(document, reading.header),
        code=document.code,
        version=document.version,
        locked=_locked(document),
        corrected=len(now.acts),
        original_url=reverse("exchange:original", args=[document.code]),
        plan_urls=_plan_urls(document) if found.findings or reading.tasks else (),
        totals=totals(reading, found),
        scored=any(map(is_scored, reading.criteria)),
        sheet_url=_sheet_url(document) if found.findings or any(map(is_scored, reading.criteria)) else "",
        clashes=sum(doubt.css == "e" for doubt in review),
        to_see=len(still),
        piles=piles(still),
        seen=tuple(doubt for doubt in review if doubt.seen),
        groups=tuple(_doubtful(groups)) if asked.only_doubts else groups,
        source=blocks(passages, spans(rows, worst)),
        passages=len(passages),
        only_doubts=asked.only_doubts,
        form=None if document.confirmed_at else form_of(now, asked, version=document.version),
    )


def _doubtful(groups: tuple[Group, ...]) -> list[Group]:
    left = [replace(group, rows=tuple(row for row in group.rows if row.css)) for group in groups]
    return [group for group in left if group.rows]


def _locked(document: ImportedDocument) -> str:
    if document.confirmed_by is None or document.confirmed_at is None:
        return ""
    told = {"person": document.confirmed_by.full_name, "moment": moment(document.confirmed_at)}
    return _("%(person)s xác nhận lúc %(moment)s. Kế hoạch tải về dùng số liệu đã sửa; muốn sửa nữa thì mở lại.") % told


def _plan_urls(document: ImportedDocument) -> tuple[tuple[str, str], ...]:
    return tuple((kind, reverse("exchange:plan", args=[document.code, kind])) for kind in WRITTEN)


def _sheet_url(document: ImportedDocument) -> str:
    return reverse("exchange:sheet", args=[document.code])


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
