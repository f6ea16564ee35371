"""All communes of a period in one table: total, six groups, ranks, the mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from namro.apps.people.queries.organisation import Node
from namro.apps.service_index.computing import Province
from namro.core.indicators.periods import Period
from namro.core.service.index import Group, ServiceIndex
from namro.core.service.points import GroupPoints, UnitPoints
from namro.ui.formats import day, points

TOTAL = "tong"


@dataclass(frozen=True, slots=True)
class Cell:
    """A group's points; `whole`: nothing of it is missing."""

    name: str
    points: str
    rank: int
    imported: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One commune; `rank` None: nothing is known of it."""

    url: str
    name: str
    rank: int | None
    total: str
    whole: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """The table; `heads` are the columns with the word that orders by them."""

    rows: tuple[Row, ...]
    heads: tuple[tuple[str, str, str], ...]
    mean: tuple[str, ...]
    order: str
    known: int
    all: int
    until: str


def province_page(
    found: Province, nodes: Sequence[Node], period: Period, *, order: str, index: ServiceIndex
) -> ProvincePage:
    """Put the table together, best first by total or by the group of `order`; units without figures stand last."""
    by_unit = {int(one.unit): one for one in found.standing.units}
    order = order if order in {group.code for group in index.groups} else TOTAL
    ordered = sorted(nodes, key=lambda node: (-_sorted_by(by_unit.get(node.id), order), node.name))
    mean = (found.standing.mean_total, *(_mean(found, group) for group in index.groups))
    return ProvincePage(
        tuple(_row(node, by_unit.get(node.id), period, index.groups, order=order) for node in ordered),
        tuple((group.code, group.name, points(group.max)) for group in index.groups),
        tuple(points(one) for one in mean),
        order,
        len(found.known),
        len(nodes),
        day(found.until) if found.until else "",
    )


def _mean(found: Province, group: Group) -> Decimal | None:
    """The mean of a group; None where no unit's points of it are known, which is not a mean of 0."""
    known = any(_is_known(one.groups[group.code]) for one in found.standing.units)
    return found.standing.mean_groups.get(group.code) if known else None


def _is_known(group: GroupPoints) -> bool:
    return group.complete or bool(group.score)


def _sorted_by(one: UnitPoints | None, order: str) -> Decimal:
    if one is None:
        return Decimal(-1)
    return one.total if order == TOTAL else one.groups[order].score


def _row(node: Node, one: UnitPoints | None, period: Period, groups: tuple[Group, ...], *, order: str) -> Row:
    url = f"{reverse('service_index:unit', args=[node.code])}?ky={period.name}"
    if one is None:
        return Row(url, node.name, None, "", False, ())
    rank = one.rank if order == TOTAL else one.groups[order].rank
    cells = tuple(_cell(one.groups[group.code]) for group in groups)
    return Row(url, node.name, rank, points(one.total), one.complete, cells)


def _cell(group: GroupPoints) -> Cell:
    shown = points(group.score if _is_known(group) else None)
    return Cell(group.group.name, shown, group.rank, group.imported, group.complete)
