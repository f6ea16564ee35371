"""One edition: its tree, how totals are formed, the editions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages import words
from namro.apps.frameworks.pages.tree_filter import Sieve, chosen_leaves
from namro.apps.frameworks.pages.tree_rows import Row, item_rows, rows_of
from namro.core.framework.model import LEVELS, SOURCES, Adjustment, Band, Framework, Scale
from namro.ui.formats import day, moment, number, printed_day

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


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Adjusting:
    """Bonus or penalty items with the most they count."""

    title: str
    cap: str
    rows: tuple[Row, ...]


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
        facts=_facts(tree),
        bands=tuple((band.name, _band(band)) for band in tree.bands),
        sha256=edition.sha256,
        counts=_counts(len(leaves), tree, active=sieve.active),
        rows=rows_of(tree, list(part.object_list), opened=opened),
        adjustments=() if sieve.active else _adjustments(tree, opened=opened),
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


def _facts(tree: Framework) -> tuple[tuple[str, str], ...]:
    act = ", ".join(part for part in (tree.source.document, tree.source.issuer) if part)
    signed = printed_day(tree.source.date)
    found = [
        (_("Căn cứ"), f"{act}, {signed}" if act and signed else act or signed),
        (_("Áp dụng"), words.level_word(tree.level)),
        (_("Chấm điểm năm"), words.years(tree.first_year, tree.last_year)),
        (_("Tổng điểm"), _scale(tree.scale)),
        (_("Mục không áp dụng"), words.policy_word(tree.not_applicable)),
    ]
    return tuple((word, value) for word, value in found if value)


def _scale(scale: Scale) -> str:
    told = [number(scale.max)]
    if scale.floor is not None:
        told.append(_("không dưới %(n)s") % {"n": number(scale.floor)})
    if scale.ceiling is not None:
        told.append(_("không quá %(n)s") % {"n": number(scale.ceiling)})
    return ", ".join(told)


def _band(band: Band) -> str:
    told = [_("từ %(n)s %%") % {"n": number(band.start)}]
    for required in band.requires:
        what = f"“{required.input}”" if required.input else _("tiêu chí %(id)s") % {"id": required.criterion}
        unit = " %" if required.criterion else ""
        if required.at_least is not None:
            told.append(f"{what} ≥ {number(required.at_least)}{unit}")
        if required.at_most is not None:
            told.append(f"{what} ≤ {number(required.at_most)}{unit}")
    return ", ".join(told)


def _adjustments(tree: Framework, *, opened: bool) -> tuple[Adjusting, ...]:
    both = ((_("Điểm thưởng"), tree.bonus), (_("Điểm trừ"), tree.penalty))
    return tuple(
        Adjusting(title, _cap(adjustment), item_rows(tree, adjustment.items, opened=opened))
        for title, adjustment in both
        if adjustment.items
    )


def _cap(adjustment: Adjustment) -> str:
    return "" if adjustment.cap is None else _("nhiều nhất %(n)s điểm") % {"n": number(adjustment.cap)}
