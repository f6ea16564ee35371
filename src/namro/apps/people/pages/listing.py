"""All units of a day: as they were then, or what of them is where on today's map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import CodeSystem, Kind
from namro.apps.people.pages.unit import percent
from namro.apps.people.pages.wording import Link
from namro.apps.people.queries.listing import coded_like, is_meant, on_map_of, units_of
from namro.apps.people.queries.organisation import Node, Tree
from namro.apps.people.queries.relations import appraisers_of, codes_of
from namro.core.base.maps import Part
from namro.core.base.spans import Handover
from namro.ui.formats import NOTHING
from namro.ui.formats import day as day_words

PER_PAGE = 50
#: The value of `?ban-do=` for today's map.
TODAY = "hom-nay"
Parts = Sequence[Part[int, Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit; `before` are the units of the chosen day that it has something of, with shares."""

    unit: Link
    kind: str
    codes: str
    parent: str
    appraiser: str
    before: tuple[tuple[Link, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """The whole page; `views` are (words, address, whether it is this one)."""

    day: str
    iso_day: str
    today: bool
    search: str
    rows: tuple[Row, ...]
    found: Page[int]
    query: str
    views: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    day: date
    today: bool
    search: str
    number: str | None


def listing_page(asked: Asked, then: Tree, now: Tree, handovers: Iterable[Handover[int]]) -> ListingPage:
    """Return the page; `then` is the tree of the chosen day, `now` today's. Three queries for a page of any list."""
    parts: Mapping[int, Parts] = {}
    if asked.today:
        parts = on_map_of({node.id: node for node in units_of(then)}, handovers, then=then.day, now=now)
    tree = now if asked.today else then
    nodes = units_of(tree) + [then.nodes[key] for key in parts if key not in now.nodes]
    coded = coded_like(asked.search, tree.day)
    meant = [
        node
        for node in nodes
        if node.id in coded
        or is_meant(asked.search, node.name, node.code, *(p.value.name for p in parts.get(node.id, ())))
    ]
    found = Paginator([node.id for node in meant], PER_PAGE).get_page(asked.number)
    by_id = {node.id: node for node in meant}
    shown = [by_id[key] for key in found.object_list]
    codes, appraisers = codes_of(found.object_list, tree.day), appraisers_of(found.object_list, tree.day)
    rows = tuple(
        _row(node, tree, then=then.day, codes=codes, appraiser=appraisers.get(node.id), parts=parts.get(node.id))
        for node in shown
    )
    return ListingPage(
        day=day_words(asked.day),
        iso_day=asked.day.isoformat(),
        today=asked.today,
        search=asked.search,
        rows=rows,
        found=found,
        query=_query(asked, today=asked.today),
        views=(
            (_("Như lúc đó"), f"?{_query(asked, today=False)}", not asked.today),
            (_("Theo địa giới hôm nay"), f"?{_query(asked, today=True)}", asked.today),
        ),
    )


def _row(
    node: Node,
    tree: Tree,
    *,
    then: date,
    codes: Mapping[tuple[int, str], str],
    appraiser: int | None,
    parts: Parts | None,
) -> Row:
    own = [codes[node.id, system] for system in CodeSystem if (node.id, system) in codes]
    before: tuple[tuple[Link, str], ...] = ()
    note = ""
    if node.id not in tree.nodes:
        note = _("đã kết thúc, chưa ghi nơi kế tiếp")
    elif parts is not None:
        before = tuple((_link(part.value, then), percent(part.share)) for part in parts)
        if [(part.of, part.value.name, part.share) for part in parts] == [(node.id, node.name, 1)]:
            before, note = (), _("như hôm nay")
    return Row(
        unit=_link(node, tree.day if node.id in tree.nodes else then),
        kind=str(Kind(node.kind).label),
        codes=" · ".join(own) or NOTHING,
        parent=_name(tree, node.parent),
        appraiser=_name(tree, appraiser),
        before=before,
        note=note,
    )


def _name(tree: Tree, key: int | None) -> str:
    return tree.nodes[key].name if key in tree.nodes else NOTHING


def _link(node: Node, day: date) -> Link:
    return Link(f"{reverse('people:unit', args=[node.code])}?{urlencode({'ngay': day.isoformat()})}", node.name)


def _query(asked: Asked, *, today: bool) -> str:
    told = {"ngay": asked.day.isoformat(), "ban-do": TODAY if today else "", "tim": asked.search}
    return urlencode({key: value for key, value in told.items() if value})
