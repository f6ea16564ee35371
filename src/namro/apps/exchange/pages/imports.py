"""The list of documents as finished text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.exchange.pages.jobs import JobEntry, job_entries
from namro.ui.formats import lost, moment, size


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of the list."""

    url: str
    sheet_url: str
    title: str
    file: str
    lost: str
    contradictions: int
    doubts: int
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """The list and where it stands in the whole; page numbers are 0 where there is none."""

    entries: tuple[Entry, ...]
    jobs: tuple[JobEntry, ...]
    total: int
    number: int
    pages: int
    previous: int
    next: int


def imports_page(page: Page[ImportedDocument], jobs: Iterable[ImportJob]) -> ImportsPage:
    """Return the context of the list; `jobs` are the person's files that have not become documents."""
    return ImportsPage(
        tuple(_entry(document) for document in page.object_list),
        job_entries(jobs),
        page.paginator.count,
        page.number,
        page.paginator.num_pages,
        page.previous_page_number() if page.has_previous() else 0,
        page.next_page_number() if page.has_next() else 0,
    )


def _entry(document: ImportedDocument) -> Entry:
    return Entry(
        url=reverse("exchange:reading", args=[document.code]),
        sheet_url=reverse("exchange:sheet", args=[document.code]) if document.lost else "",
        title=document.title or document.name,
        file=f"{document.name} · {size(document.size)}",
        lost=lost(document.lost) if document.lost else "",
        contradictions=document.contradictions,
        doubts=document.doubts,
        person=document.uploaded_by.full_name,
        at=moment(document.uploaded_at),
    )
