"""The page of a sheet: as printed beside what its figures give, and what becomes of the lost points."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.exchange.bridge import passages_of
from namro.apps.exchange.decided import Decided, decided_document
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages.sheet_cells import Unread
from namro.apps.exchange.pages.sheet_losses import Cause, balance, causes, papers
from namro.apps.exchange.pages.sheet_rows import (
    SheetRow,
    TotalRow,
    anchors,
    only_different,
    sheet_rows,
    total_rows,
)
from namro.apps.library.sending import WRITTEN
from namro.apps.plans.pages.finding_form import Deciding, Form, form_of
from namro.apps.plans.pages.finding_words import Reach, anchor_of, reaches
from namro.core.assessment import audit
from namro.core.assessment.sheet import Sheet, is_scored
from namro.core.improvement import FindingsReport
from namro.ui.formats import lost, number, points

NOTHING_ASKED = Deciding()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the index, to jump to; `differs` says that something below it does not agree."""

    anchor: str
    code: str
    name: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything the page shows. `blank` says that the document holds no sheet; `different` counts rows that differ.

    Without a sheet there may still be limitations in words: `causes`, without points.
    """

    title: str
    heading: str
    code: str
    version: int
    blank: bool
    only_different: bool
    every: int
    different: int
    fields: tuple[Field, ...]
    rows: tuple[SheetRow, ...]
    totals: tuple[TotalRow, ...]
    lost: str
    count: int
    decided: int
    reaches: tuple[Reach, ...]
    balanced: bool
    balance: str
    papers: str
    causes: tuple[Cause, ...]
    plan_urls: tuple[tuple[str, str], ...]
    form: Form | None


def sheet_page(document: ImportedDocument, *, different: bool = False, asked: Deciding = NOTHING_ASKED) -> SheetPage:
    """Return the context of the page; every figure comes from the audit and the findings of the corrected reading."""
    found = decided_document(document)
    reading = found.now.reading
    sheet = Sheet(reading)
    said = audit(reading)
    unread = Unread(reading.criteria, passages_of(document))
    rows = sheet_rows(sheet, said, unread=unread, goals=_goals(found))
    report = found.report
    blank = not any(map(is_scored, reading.criteria))
    balanced, sentence = balance(report)
    return SheetPage(
        title=reading.header.title or document.name,
        heading=_heading(report, reading.header.assessed_year, blank=blank),
        code=document.code,
        version=found.version,
        blank=blank,
        only_different=different,
        every=len(rows),
        different=sum(row.differs for row in rows),
        fields=_fields(rows),
        rows=only_different(rows, sheet) if different else rows,
        totals=total_rows(sheet, said, report=report),
        lost=lost(report.total),
        count=len(report.findings),
        decided=len(found.holding),
        reaches=reaches(report),
        balanced=balanced,
        balance=sentence if report.total else "",
        papers=papers(report),
        causes=causes(document, found, rows=anchors(sheet)),
        plan_urls=tuple((kind, reverse("exchange:plan", args=[document.code, kind])) for kind in WRITTEN),
        form=form_of(found, asked),
    )


def _heading(report: FindingsReport, year: int | None, *, blank: bool) -> str:
    """The title of the page is what was found: the printed total and what was lost."""
    if blank:
        return _("Hướng xử lý tồn tại, hạn chế") if report.findings else _("Phiếu như in")
    if report.published is None:
        return _("Phiếu như in")
    reached = points(report.published)
    if report.maximum is not None:
        reached += f" / {number(report.maximum)}"
    told = {"year": year, "points": reached, "lost": points(report.total)}
    if year is None:
        return _("Phiếu như in: %(points)s, mất %(lost)s") % told
    return _("Phiếu %(year)s như in: %(points)s, mất %(lost)s") % told


def _goals(found: Decided) -> dict[str, str]:
    """The first loss of each criterion: where a row of the sheet leads."""
    goals: dict[str, str] = {}
    for finding, key in zip(found.report.findings, found.keys, strict=True):
        if finding.criterion is not None:
            goals.setdefault(finding.criterion.id, anchor_of(key))
    return goals


def _fields(rows: tuple[SheetRow, ...]) -> tuple[Field, ...]:
    fields: list[Field] = []
    for row in rows:
        if row.level == 0:
            fields.append(Field(anchor=row.anchor, code=row.code, name=row.name, differs=row.differs))
        elif row.differs and fields:
            last = fields[-1]
            fields[-1] = Field(anchor=last.anchor, code=last.code, name=last.name, differs=True)
    return tuple(fields)
