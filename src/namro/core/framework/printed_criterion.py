"""Which criterion of an edition a printed number and name mean, when they may be those of the edition before."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from namro.core.framework.compare import compare
from namro.core.framework.matching import same_words
from namro.core.framework.model import Framework, Node

#: Names less alike than this are not proposed (1: the same).
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Meant:
    """The leaf that is meant, "" for none; `certain` when nobody needs to be asked."""

    leaf: str
    certain: bool


def criterion_meant(number: str, name: str, *, old: Framework | None, new: Framework) -> Meant:
    """Return the leaf of `new` that a number and a name ("" where not known) mean.

    `old` is the edition they were printed by, where it is known: then its comparison with `new` decides. Without it,
    only the same number with the same name is certain; else the name proposes. A criterion that now has parts is never
    certain.
    """
    number, words = number.strip().rstrip("."), same_words(name)
    source = new if old is None else old
    numbered = next((node for node in source.nodes if node.id == number), None)
    same = numbered is not None and words == same_words(numbered.name)
    found = numbered if same or not words else _called(words, source)
    if found is None:
        return Meant("", certain=False)
    key = found.id if old is None else compare(old, new).ids.get(found.id, "")
    node = next((one for one in new.nodes if one.id == key), None)
    if node is None:
        return Meant("", certain=False)
    certain = not node.children and (same or (old is not None and not words))
    return Meant(_first_leaf(node), certain)


def _called(words: str, framework: Framework) -> Node | None:
    """The criterion of that name, else the one whose name is most alike, if any is; a leaf before what holds it."""
    named: dict[str, Node] = {}
    for node in sorted(framework.nodes, key=lambda node: bool(node.children)):
        named.setdefault(same_words(node.name), node)
    close = get_close_matches(words, named, n=1, cutoff=_ALIKE)
    return named[close[0]] if close else None


def _first_leaf(node: Node) -> str:
    while node.children:
        node = node.children[0]
    return node.id
