"""The same set under other names: inputs and ids replaced wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from namro.core.framework.kinds import KIND_OF, Type
from namro.core.framework.model import Adjustment, Band, Evidence, Framework, Item, Node
from namro.core.framework.rules import Quantity, Ratio, Rule

Rename = Callable[[str], str]


def renamed(framework: Framework, inputs: Rename, ids: Rename) -> Framework:
    """Return the set with every input and every id of a criterion or item passed through the two functions."""
    naming = _Naming(inputs, ids)
    return replace(
        framework,
        criteria=tuple(naming.node(node) for node in framework.criteria),
        bonus=naming.side(framework.bonus),
        penalty=naming.side(framework.penalty),
        bands=tuple(naming.band(band) for band in framework.bands),
        inputs=tuple((inputs(name), label) for name, label in framework.inputs),
    )


def renamed_rule(rule: Rule, inputs: Rename) -> Rule:
    """Return a rule with every input passed through the function."""
    return _Naming(inputs, str).rule(rule)


class _Naming:
    def __init__(self, inputs: Rename, ids: Rename) -> None:
        self._name = inputs
        self._ids = ids

    def input(self, name: Any) -> Any:
        return self._name(name) if name else name

    def node(self, node: Node) -> Node:
        return replace(
            node,
            id=self._ids(node.id),
            rule=self.rule(node.rule) if node.rule else None,
            applies_if=self.input(node.applies_if),
            evidence=self.evidence(node.evidence),
            children=tuple(self.node(child) for child in node.children),
        )

    def side(self, side: Adjustment) -> Adjustment:
        return replace(side, items=tuple(self.item(item) for item in side.items))

    def item(self, item: Item) -> Item:
        return replace(
            item,
            id=self._ids(item.id),
            rule=self.rule(item.rule),
            applies_if=self.input(item.applies_if),
            evidence=self.evidence(item.evidence),
        )

    def band(self, band: Band) -> Band:
        requires = (
            replace(one, input=self.input(one.input), criterion=self._ids(one.criterion) if one.criterion else "")
            for one in band.requires
        )
        return replace(band, requires=tuple(requires))

    def evidence(self, evidence: Evidence | None) -> Evidence | None:
        if evidence is None:
            return None
        return replace(evidence, items=tuple(replace(one, part=self.input(one.part)) for one in evidence.items))

    def rule(self, rule: Rule) -> Rule:
        changes: dict[str, Any] = {}
        for param in KIND_OF[type(rule)].params:
            value = getattr(rule, param.key)
            if param.type is Type.INPUT:
                changes[param.key] = self.input(value)
            elif param.type is Type.QUANTITY and value is not None:
                changes[param.key] = self.quantity(value)
            elif param.type in (Type.PARTS, Type.MILESTONES):
                changes[param.key] = tuple(replace(row, input=self.input(row.input)) for row in value)
            elif param.type is Type.RULES:
                changes[param.key] = tuple(self.rule(inner) for inner in value)
        return replace(rule, **changes)

    def quantity(self, value: Quantity) -> Quantity:
        if isinstance(value, Ratio):
            return Ratio(self.input(value.numerator), self.input(value.denominator))
        return self._name(value)
