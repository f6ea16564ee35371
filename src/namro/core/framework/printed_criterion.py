"""Which criterion of an edition a printed number and name mean, when they may be those of the edition before."""

from __future__ import annotations

from dataclasses import dataclass

from namro.core.framework.compare import compare
from namro.core.framework.matching import same_words
from namro.core.framework.model import Framework, Node


@dataclass(frozen=True, slots=True)
class Meant:
    """The leaf that is meant, "" for none; `certain` when nobody needs to be asked."""

    leaf: str
    certain: bool


def criterion_meant(number: str, name: str, *, old: Framework | None, new: Framework) -> Meant:
    """Return the leaf of `new` that a number and a name ("" where not known) mean.

    `old` is the edition they were printed by, where it is known: then its comparison with `new` decides. Without it,
    only the same number with the same name is certain. A criterion that now has parts is never certain.
    """
    number, words = number.strip().rstrip("."), same_words(name)
    source = new if old is None else old
    numbered = next((node for node in source.nodes if node.id == number), None)
    same = numbered is not None and words == same_words(numbered.name)
    by_name = [node for node in source.nodes if words and same_words(node.name) == words]
    found = numbered if same or not words or len(by_name) != 1 else by_name[0]
    if found is None:
        return Meant("", certain=False)
    key = found.id if old is None else compare(old, new).ids.get(found.id, "")
    node = next((one for one in new.nodes if one.id == key), None)
    if node is None:
        return Meant("", certain=False)
    certain = not node.children and (same or (old is not None and not words))
    return Meant(_first_leaf(node), certain)


def _first_leaf(node: Node) -> str:
    while node.children:
        node = node.children[0]
    return node.id
