"""One edition: its tree, how totals are formed, the editions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages import words
from namro.apps.frameworks.pages.choices import Option
from namro.apps.frameworks.pages.edition_facts import Adjusting, adjustments_of, band_words, facts_of
from namro.apps.frameworks.pages.tree_filter import Sieve, chosen_leaves
from namro.apps.frameworks.pages.tree_rows import Row, rows_of
from namro.core.framework.model import LEVELS, SOURCES, Framework
from namro.ui.formats import day, moment

#: Criteria on one page: all of a usual set; a larger one is shown in parts.
PER_PAGE = 250


@dataclass(frozen=True, slots=True)
class Other:
    """Another edition of the set; `compare_url` is empty for the one being looked at."""

    url: str
    name: str
    status: str
    published: str
    compare_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPage:
    """The whole page."""

    address: tuple[str, str]
    title: str
    name: str
    draft: bool
    status: str
    facts: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, str], ...]
    sha256: str
    counts: str
    rows: tuple[Row, ...]
    adjustments: tuple[Adjusting, ...]
    others: tuple[Other, ...]
    domains: tuple[Option, ...]
    sources: tuple[Option, ...]
    controllers: tuple[Option, ...]
    searched: str
    active: bool
    opened: bool
    toggle: str
    number: int
    pages: int
    previous: str
    next: str


def edition_page(
    edition: Edition, tree: Framework, *, sieve: Sieve, family: Sequence[Edition], page: str = ""
) -> EditionPage:
    """Return the context."""
    leaves = chosen_leaves(tree, sieve)
    part = Paginator(leaves, PER_PAGE).get_page(page)
    opened = sieve.opened or bool(sieve.words)
    return EditionPage(
        address=(edition.framework, edition.edition.isoformat()),
        title=tree.title,
        name=edition_name(edition),
        draft=not edition.is_published,
        status=status_words(edition),
        facts=facts_of(tree),
        bands=tuple((band.name, band_words(band, tree.labels)) for band in tree.bands),
        sha256=edition.sha256,
        counts=_counts(len(leaves), tree, active=sieve.active),
        rows=rows_of(tree, list(part.object_list), opened=opened),
        adjustments=() if sieve.active else adjustments_of(tree, opened=opened),
        others=tuple(_other(one, edition) for one in family),
        domains=tuple(Option(n.id, f"{n.id}. {n.name}", n.id == sieve.domain) for n in tree.criteria),
        sources=tuple(Option(s, words.source_word(s), s == sieve.source) for s in SOURCES),
        controllers=tuple(Option(x, words.level_word(x), x == sieve.controller) for x in LEVELS),
        searched=sieve.words,
        active=sieve.active,
        opened=sieve.opened,
        toggle=sieve.query(mo="" if sieve.opened else "het"),
        number=part.number,
        pages=part.paginator.num_pages,
        previous=sieve.query(trang=str(part.previous_page_number())) if part.has_previous() else "",
        next=sieve.query(trang=str(part.next_page_number())) if part.has_next() else "",
    )


def edition_name(edition: Edition) -> str:
    """How people call an edition: by the day of its act."""
    return _("phiên bản %(day)s") % {"day": day(edition.edition)}


def status_words(edition: Edition) -> str:
    """Who published it and when, or who uploaded the draft."""
    if edition.published_by and edition.published_at:
        values = {"person": edition.published_by.full_name, "moment": moment(edition.published_at)}
        return _("%(person)s công bố lúc %(moment)s") % values
    values = {"person": edition.uploaded_by.full_name, "moment": moment(edition.uploaded_at)}
    return _("%(person)s nạp lúc %(moment)s, chưa công bố") % values


def _other(one: Edition, shown: Edition) -> Other:
    address = [one.framework, one.edition.isoformat()]
    here = one.pk == shown.pk
    older, newer = sorted((one.edition, shown.edition))
    there = [one.framework, older.isoformat(), newer.isoformat()]
    return Other(
        url="" if here else reverse("frameworks:edition", args=address),
        name=day(one.edition),
        status=str(one.get_status_display()),
        published=status_words(one),
        compare_url="" if here else reverse("frameworks:comparison", args=there),
    )


def _counts(shown: int, tree: Framework, *, active: bool) -> str:
    if active:
        return _("%(shown)d trong %(all)d tiêu chí") % {"shown": shown, "all": len(tree.leaves)}
    return _("%(all)d tiêu chí, %(nodes)d mục cả thảy") % {"all": shown, "nodes": len(tree.nodes)}
