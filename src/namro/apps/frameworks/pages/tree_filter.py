"""Which criteria a person wants to see: words looked for, domain, source, who can bring the points in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from namro.core.base.folding import fold, tidy
from namro.core.framework.model import LEVELS, SOURCES, Framework, Leaf, Node

#: Longer than any name; what is typed beyond it is not looked for.
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for; "" asks for nothing."""

    words: str = ""
    domain: str = ""
    source: str = ""
    controller: str = ""
    opened: bool = False

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.domain or self.source or self.controller)

    def query(self, **changes: str) -> str:
        """Return the query string of this sieve with changes: "?q=…"."""
        values = {"q": self.words, "lv": self.domain, "nguon": self.source, "ai": self.controller}
        values |= {"mo": "het"} if self.opened else {}
        chosen = {key: value for key, value in (values | changes).items() if value}
        return f"?{urlencode(chosen)}" if chosen else "?"


def sieve_of(asked: Mapping[str, str], tree: Framework) -> Sieve:
    """Return the sieve of a page's address; what the set does not know is passed over."""
    domains = {node.id for node in tree.criteria}
    return Sieve(
        words=tidy(asked.get("q", ""))[:_LONGEST],
        domain=_one_of(asked.get("lv", ""), domains),
        source=_one_of(asked.get("nguon", ""), SOURCES),
        controller=_one_of(asked.get("ai", ""), LEVELS),
        opened=asked.get("mo") == "het",
    )


def chosen_leaves(tree: Framework, sieve: Sieve) -> list[Leaf]:
    """Return the leaves that pass, in the order of the file; a heading that holds the words lets all below it pass."""
    wanted = fold(sieve.words)
    passed = {leaf.node.id for node in tree.criteria for leaf in _passing(node, tree, wanted)} if wanted else None
    below = {node.id for node in _below(tree, sieve.domain)} if sieve.domain else None
    return [
        leaf
        for leaf in tree.leaves.values()
        if (passed is None or leaf.node.id in passed)
        and (below is None or leaf.node.id in below)
        and (not sieve.source or leaf.source == sieve.source)
        and (not sieve.controller or sieve.controller in leaf.controllable_by)
    ]


def _passing(node: Node, tree: Framework, wanted: str, *, above: bool = False) -> list[Leaf]:
    hit = above or node.id.casefold().startswith(wanted) or wanted in fold(tidy(node.name))
    if not node.children:
        return [tree.leaves[node.id]] if hit else []
    return [leaf for child in node.children for leaf in _passing(child, tree, wanted, above=hit)]


def _below(tree: Framework, domain: str) -> list[Node]:
    found = [node for node in tree.criteria if node.id == domain]
    for node in found:
        found.extend(node.children)
    return found


def _one_of(text: str, known: tuple[str, ...] | set[str]) -> str:
    return text if text in known else ""
