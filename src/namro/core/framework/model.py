"""One edition of a criteria set: a tree of nodes, the bonus and penalty items beside it, and how totals are formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from namro.core.framework.rules import Rule

LEVELS = ("commune", "department", "province")
SOURCES = ("appraisal", "survey", "computed")
POLICIES = ("full", "exclude", "zero")
ROUNDINGS = ("half_up", "half_even", "down")
TIES = ("competition", "dense")
SIGNED = ("true", "leader", "organisation", "both")
ON_MISSING = ("zero", "parts", "warn")
PROOF_KINDS = ("plan", "report", "decision", "minutes", "photo", "link", "export", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One expected proof of a leaf. `part` names the input of the part that falls with it."""

    id: str
    text: str = ""
    kind: str = "other"
    issuer: str = ""
    signed: str = ""
    before: str = ""
    min_count: int = 1
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The proof a leaf asks for: one (`items` empty) or the items listed; `signed`, `before`: "" when not asked."""

    required: bool = True
    signed: str = ""
    before: str = ""
    items: tuple[Proof, ...] = ()
    on_missing: str = "zero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A criterion. A leaf has a rule, a parent has children; the other is None or empty.

    `source`, `not_applicable` and `controllable_by` are None where the file leaves them to the node above.
    """

    id: str
    name: str
    max: Decimal
    children: tuple[Node, ...] = ()
    rule: Rule | None = None
    source: str | None = None
    not_applicable: str | None = None
    controllable_by: tuple[str, ...] = ()
    applies_if: str = ""
    evidence: Evidence | None = None
    cite: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A bonus or penalty item; `max` is None unless the file gives one."""

    id: str
    name: str
    rule: Rule
    max: Decimal | None = None
    applies_if: str = ""
    evidence: Evidence | None = None
    cite: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """Bonus or penalty: its items, and the most they count together (None: no limit)."""

    items: tuple[Item, ...] = ()
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A condition of a band: on an input, or on a criterion's percentage of what is left of its maximum."""

    input: str = ""
    criterion: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A grade from this percentage on, if what it requires holds."""

    name: str
    start: Decimal
    requires: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How points become the total and are shown."""

    max: Decimal
    precision: int = 2
    rounding: str = "half_up"
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The deciding act."""

    document: str = ""
    date: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with what it inherits: its conditions (own and of parents), source, policy, and who controls it."""

    node: Node
    conditions: tuple[str, ...]
    source: str
    not_applicable: str
    controllable_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One edition. `years` are the first and last scored year (None: open); `inputs` are names of inputs in words."""

    framework: str
    edition: str
    title: str
    level: str
    first_year: int
    last_year: int | None = None
    source: Act = Act()
    scale: Scale
    not_applicable: str = "exclude"
    ties: str = "competition"
    bands: tuple[Band, ...] = ()
    criteria: tuple[Node, ...] = ()
    bonus: Adjustment = Adjustment()
    penalty: Adjustment = Adjustment()
    inputs: tuple[tuple[str, str], ...] = ()

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node, parents before children, in the order of the file."""
        return tuple(_walk(self.criteria))

    @cached_property
    def labels(self) -> dict[str, str]:
        """What inputs are called, for those the set names in words."""
        return dict(self.inputs)

    @cached_property
    def maxima(self) -> dict[str, Decimal]:
        """The maximum of every node by id."""
        return {node.id: node.max for node in self.nodes}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every node and item by id."""
        return {node.id: node.name for node in self.nodes} | {item.id: item.name for item in self.items}

    @cached_property
    def leaves(self) -> dict[str, Leaf]:
        """The leaves by id, in the order of the file."""
        return {leaf.node.id: leaf for leaf in _leaves(self.criteria, _Above(policy=self.not_applicable))}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Bonus items, then penalty items."""
        return self.bonus.items + self.penalty.items

    def scores(self, year: int) -> bool:
        """Whether the edition is for scores of `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Above:
    """What the nodes below inherit."""

    conditions: tuple[str, ...] = ()
    source: str = "appraisal"
    policy: str
    controllable_by: tuple[str, ...] = ()


def _leaves(nodes: tuple[Node, ...], above: _Above) -> Iterator[Leaf]:
    for node in nodes:
        here = _Above(
            conditions=(*above.conditions, node.applies_if) if node.applies_if else above.conditions,
            source=node.source or above.source,
            policy=node.not_applicable or above.policy,
            controllable_by=node.controllable_by or above.controllable_by,
        )
        if node.children:
            yield from _leaves(node.children, here)
        else:
            yield Leaf(node, here.conditions, here.source, here.policy, here.controllable_by)
