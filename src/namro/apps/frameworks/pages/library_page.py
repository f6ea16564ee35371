"""The library: every set with its editions, and the shipped ones that are not taken over yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages import words
from namro.apps.frameworks.pages.edition_page import status_words
from namro.apps.frameworks.shipped import Shipped
from namro.core.framework.model import Framework
from namro.ui.formats import day, printed_day


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """One edition."""

    url: str
    try_url: str
    name: str
    years: str
    leaves: int
    draft: bool
    status: str
    by: str


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One set, with the title and level of its newest edition."""

    framework: str
    title: str
    level: str
    editions: tuple[EditionEntry, ...]


@dataclass(frozen=True, slots=True)
class ShippedEntry:
    """A shipped edition to be taken over."""

    key: str
    title: str
    name: str
    level: str
    years: str
    leaves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """The whole page."""

    sets: tuple[SetEntry, ...]
    shipped: tuple[ShippedEntry, ...]
    number: int
    pages: int
    previous: str
    next: str


def set_entries(editions: Iterable[Edition]) -> tuple[SetEntry, ...]:
    """Return the sets of editions that come in order of sets, the newest edition first."""
    found = []
    for framework, rows in groupby(editions, key=lambda row: row.framework):
        family: Sequence[Edition] = list(rows)
        newest = family[0]
        level = words.level_word(newest.level)
        found.append(SetEntry(framework, newest.title, level, tuple(_entry(row) for row in family)))
    return tuple(found)


def shipped_entry(one: Shipped, tree: Framework) -> ShippedEntry:
    """Return a shipped edition as the page lists it."""
    return ShippedEntry(
        key=one.key,
        title=tree.title,
        name=printed_day(one.edition),
        level=words.level_word(tree.level),
        years=words.years(tree.first_year, tree.last_year),
        leaves=len(tree.leaves),
    )


def _entry(row: Edition) -> EditionEntry:
    address = [row.framework, row.edition.isoformat()]
    return EditionEntry(
        url=reverse("frameworks:edition", args=address),
        try_url=reverse("frameworks:trial", args=address),
        name=day(row.edition),
        years=words.years(row.first_year, row.last_year),
        leaves=row.leaves,
        draft=not row.is_published,
        status=str(row.get_status_display()),
        by=status_words(row),
    )
