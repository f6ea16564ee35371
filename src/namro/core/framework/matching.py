"""Which criterion of an edition is which of the next, though it may carry another number or another name."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from namro.core.base.folding import fold, tidy
from namro.core.framework.model import Item, Node

Bearer = TypeVar("Bearer", Node, Item)
_Key = Callable[[Bearer], Hashable]


def same_words(name: str) -> str:
    """Return a name without what editions change freely: capitals, marks, punctuation, white space."""
    return re.sub(r"[\W_]+", " ", fold(tidy(name))).strip()


def paths(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Return for every node by id the names from the top down to it."""
    found: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        here = (*above, same_words(node.name))
        found[node.id] = here
        found.update(paths(node.children, here))
    return found


def matched(
    old: Iterable[Bearer], new: Iterable[Bearer], keys: Iterable[tuple[_Key[Bearer], _Key[Bearer]]]
) -> dict[str, str]:
    """Return old id → new id. Each key is tried on what is left; only what it names once on both sides is matched."""
    left, right = list(old), list(new)
    found: dict[str, str] = {}
    for old_key, new_key in keys:
        before, after = _once(left, old_key), _once(right, new_key)
        pairs = {before[key]: after[key] for key in before.keys() & after.keys()}
        found.update(pairs)
        taken = set(pairs.values())
        left = [one for one in left if one.id not in found]
        right = [one for one in right if one.id not in taken]
    return found


def _once(bearers: list[Bearer], key: _Key[Bearer]) -> dict[Hashable, str]:
    found: dict[Hashable, str] = {}
    twice: set[Hashable] = set()
    for one in bearers:
        named = key(one)
        if named in found:
            twice.add(named)
        found[named] = one.id
    return {named: place for named, place in found.items() if named not in twice}
