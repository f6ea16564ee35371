"""The rows of a tree, flat: each says how many levels end after it, so that a template needs no recursion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from namro.apps.frameworks.pages.proof_words import ProofWords, proof_words
from namro.apps.frameworks.pages.words import gives_words, holds_word, kind_word, level_words, points_words, source_word
from namro.core.framework.model import Framework, Item, Leaf, Node
from namro.core.framework.rules import within
from namro.core.framework.uses import rule_uses
from namro.core.framework.words import rule_words


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (`leaf` is None) or a criterion; `closes` has one entry for every level that ends after it."""

    id: str
    name: str
    max: str
    css: str
    opened: bool
    leaf: LeafWords | None = None
    closes: tuple[int, ...] = ()
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafWords:
    """What a criterion says about itself."""

    kind: str
    rule: str
    gives: str
    source: str
    who: str
    proof: ProofWords
    proofs: int
    inputs: tuple[tuple[str, str, str], ...]
    condition: str
    cite: str
    note: str


def rows_of(tree: Framework, leaves: Sequence[Leaf], *, opened: bool) -> tuple[Row, ...]:
    """Return the rows of these leaves and of the headings above them."""
    wanted = {leaf.node.id for leaf in leaves}
    return tuple(_rows(tree, tree.criteria, wanted, opened=opened))


def _rows(tree: Framework, nodes: Sequence[Node], wanted: set[str], *, opened: bool, depth: int = 0) -> Iterator[Row]:
    for node in nodes:
        if not node.children:
            if node.id in wanted:
                words = _leaf_words(tree, tree.leaves[node.id])
                yield Row(node.id, node.name, points_words(node.max), "leaf", opened, leaf=words)
            continue
        inner = list(_rows(tree, node.children, wanted, opened=opened, depth=depth + 1))
        if not inner:
            continue
        leaves = sum(1 for row in inner if row.leaf)
        count = ngettext("%(n)d tiêu chí", "%(n)d tiêu chí", leaves) % {"n": leaves}
        yield Row(node.id, node.name, points_words(node.max), "dom" if depth == 0 else "grp", True, count=count)
        yield from inner[:-1]
        yield _closing(inner[-1])


def _closing(row: Row) -> Row:
    closes = (*row.closes, 1)
    return Row(row.id, row.name, row.max, row.css, row.opened, leaf=row.leaf, closes=closes, count=row.count)


def _leaf_words(tree: Framework, leaf: Leaf) -> LeafWords:
    node = leaf.node
    return _words(
        tree, node, source=source_word(leaf.source), who=level_words(leaf.controllable_by), on=leaf.conditions
    )


def item_rows(tree: Framework, items: Sequence[Item], *, opened: bool) -> tuple[Row, ...]:
    """Return the rows of bonus or penalty items."""
    return tuple(
        Row(
            item.id,
            item.name,
            points_words(item.max),
            "leaf",
            opened,
            leaf=_words(tree, item, source="", who="", on=(item.applies_if,) if item.applies_if else ()),
        )
        for item in items
    )


def _words(tree: Framework, bearer: Node | Item, *, source: str, who: str, on: tuple[str, ...]) -> LeafWords:
    rule = bearer.rule
    assert rule is not None
    proof = proof_words(bearer.evidence)
    used = {use.input: use.holds for inner in within(rule) for use in rule_uses(inner, bearer.id, bearer.max)}
    return LeafWords(
        kind=kind_word(rule),
        rule=rule_words(rule, bearer.id),
        gives=gives_words(rule),
        source=source,
        who=who,
        proof=proof,
        proofs=len(proof.entries),
        inputs=tuple((name, tree.labels.get(name, ""), holds_word(holds)) for name, holds in used.items()),
        condition=", ".join(f"“{name}”" for name in on),
        cite=bearer.cite,
        note=bearer.note,
    )
