"""Units of a day in the order of the tree, and those that a search means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from namro.apps.people.models import OfficialCode, on_day
from namro.apps.people.queries.organisation import Node, Tree
from namro.core.base.folding import fold, tidy
from namro.core.base.maps import Part, on_map
from namro.core.base.spans import Handover

Value = TypeVar("Value")


def units_of(tree: Tree) -> list[Node]:
    """Return all units, without bodies: each before those that stand under it."""
    return list(_below(tree, None))


def _below(tree: Tree, unit: int | None) -> Iterator[Node]:
    for node in tree.children(unit):
        if node.home is None:
            yield node
            yield from _below(tree, node.id)


def on_map_of(
    values: Mapping[int, Value], handovers: Iterable[Handover[int]], *, then: date, now: Tree
) -> dict[int, tuple[Part[int, Value], ...]]:
    """Return values of the units of a day by the units of a later one, with shares; no query.

    `values` are by id of units that were there on `then`; what went into a body of a unit is told with the unit.
    """
    found: dict[int, list[Part[int, Value]]] = {}
    for key, parts in on_map(values, handovers, then=then, day=now.day).items():
        node = now.nodes.get(key)
        owner = node.home if node is not None and node.home is not None else key
        found.setdefault(owner, []).extend(parts)
    return {owner: tuple(parts) for owner, parts in found.items()}


def coded_like(text: str, day: date) -> set[int]:
    """Return the units whose official code of a day begins with a text. One query, none for an empty text."""
    if not text:
        return set()
    rows = OfficialCode.objects.filter(on_day(day), code__istartswith=text)
    return set(rows.values_list("unit_id", flat=True))


def is_meant(search: str, *words: str) -> bool:
    """Whether one of the words holds the text, whatever its marks and case."""
    wanted = fold(tidy(search))
    return any(wanted in fold(word) for word in words)
