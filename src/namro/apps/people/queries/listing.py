"""Units of a day in the order of the tree, and those that a search means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from namro.apps.people.models import OfficialCode, on_day
from namro.apps.people.queries.organisation import Node, Tree
from namro.core.base.folding import fold, tidy


def units_of(tree: Tree) -> list[Node]:
    """Return all units, without bodies: each before those that stand under it."""
    return list(_below(tree, None))


def _below(tree: Tree, unit: int | None) -> Iterator[Node]:
    for node in tree.children(unit):
        if node.home is None:
            yield node
            yield from _below(tree, node.id)


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
