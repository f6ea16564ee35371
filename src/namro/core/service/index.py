"""The service index of Decision 766 as the portal practises it: groups, metrics, forms, and who controls each of them.

Points, thresholds, names and control are those of the criteria set; `data/service_index.yaml` adds what each metric
counts, how sure that is, and what the portal shows without points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from namro.core.base.yamlfile import data_text, load_data
from namro.core.framework.model import Framework, Leaf, Node
from namro.core.framework.reading import parse_framework
from namro.core.framework.rules import Linear, Manual, Ratio

_DATA = "service_index.yaml"


class Form(StrEnum):
    """How a metric's points come about."""

    LINEAR = "linear"
    CAPPED = "capped"
    EMPTY_FULL = "empty_full"
    GIVEN = "given"
    IMPORTED = "imported"
    SHOWN = "shown"


#: Forms whose points are computed from counts.
COMPUTED = frozenset({Form.LINEAR, Form.CAPPED, Form.EMPTY_FULL, Form.GIVEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric. `max` is None where nobody knows it (imported) and 0 where it is only shown.

    `threshold` is the ratio from which all points are given, as practised. `inputs` are the criteria set's names of
    numerator and denominator, "" where it has none. `evidence`: A read, V computed again, D derived, C not confirmed.
    """

    code: str
    number: str
    name: str
    group: str
    max: Decimal | None
    form: Form
    threshold: Decimal = Decimal(1)
    controlled_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    counts: str = ""
    notes: tuple[str, ...] = ()
    inputs: tuple[str, str] = ("", "")
    may_be_negative: bool = False

    @property
    def is_scored(self) -> bool:
        """Whether the metric has points at all, computed or imported."""
        return self.form is not Form.SHOWN

    @property
    def outside_the_commune(self) -> bool:
        """Whether no commune can move it by itself."""
        return bool(self.controlled_by) and "commune" not in self.controlled_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group with its metrics. `alias` is another code that the portal uses for it.

    `points_input` is the criteria set's input for points of the whole group, "" where its metrics have their own.
    """

    code: str
    name: str
    max: Decimal
    metrics: tuple[Metric, ...]
    alias: str = ""
    portal_key: str = ""
    note: str = ""
    points_input: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceIndex:
    """One edition of the index. `small_denominator`: with fewer cases, one case moves a metric a lot."""

    index: str
    edition: str
    basis: str
    source: str
    criteria_set: str
    set_edition: str
    groups: tuple[Group, ...]
    bands: tuple[tuple[str, Decimal, str], ...]
    small_denominator: int

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Every metric by its code, in the order of the index."""
        return {metric.code: metric for group in self.groups for metric in group.metrics}

    @cached_property
    def group_codes(self) -> dict[str, Group]:
        """The groups by code and by alias."""
        return {code: group for group in self.groups for code in (group.code, group.alias) if code}

    @property
    def max(self) -> Decimal:
        """The most points there are."""
        return sum((group.max for group in self.groups), Decimal(0))


@cache
def service_index() -> ServiceIndex:
    """Return the edition that the product ships."""
    data = load_data(_DATA)
    name, edition = data["set"]["name"], data["set"]["edition"].isoformat()
    path = f"frameworks/{name}/{edition}.yaml"
    framework = parse_framework(data_text(path), name=path)
    evidence: dict[str, str] = data["bands_evidence"]
    return ServiceIndex(
        index=data["index"],
        edition=data["edition"].isoformat(),
        basis=data["basis"],
        source=data["source"],
        criteria_set=name,
        set_edition=edition,
        groups=tuple(_group(node, framework, data["groups"][node.id]) for node in framework.criteria),
        bands=tuple((band.name, band.start, evidence[band.name]) for band in framework.bands),
        small_denominator=data["small_denominator"],
    )


def _group(node: Node, framework: Framework, more: dict[str, Any]) -> Group:
    leaves = [framework.leaves[child.id] for child in node.children]
    return Group(
        code=node.id,
        name=node.name,
        max=node.max,
        metrics=tuple(_metrics(node.id, leaves, more)),
        alias=more.get("alias", ""),
        portal_key=more["portal_key"],
        note=more.get("note", ""),
        points_input=next((leaf.node.rule.input for leaf in leaves if isinstance(leaf.node.rule, Manual)), ""),
    )


def _metrics(group: str, leaves: list[Leaf], more: dict[str, Any]) -> Iterator[Metric]:
    if "imported" in more:
        for code, row in more["imported"].items():
            yield _metric(code, group, row, form=Form.IMPORTED, controlled_by=leaves[0].controllable_by)
        return
    for leaf in leaves:
        yield _of_leaf(leaf, group, more["metrics"][leaf.node.id])
    for code, row in more.get("shown", {}).items():
        yield _metric(code, group, row, form=Form.SHOWN, max=Decimal(0))


def _of_leaf(leaf: Leaf, group: str, row: dict[str, Any]) -> Metric:
    rule = leaf.node.rule
    assert isinstance(rule, Linear), leaf.node.id
    counted = isinstance(rule.value, Ratio)
    inputs = (rule.value.numerator, rule.value.denominator) if isinstance(rule.value, Ratio) else (rule.value, "")
    if not leaf.node.max:
        form = Form.SHOWN
    elif not counted:
        form = Form.GIVEN
    elif rule.when_zero == "full":
        form = Form.EMPTY_FULL
    else:
        form = Form.CAPPED if rule.full_at != 1 else Form.LINEAR
    named = {**row, "name": leaf.node.name, "threshold": rule.full_at}
    return _metric(
        leaf.node.id, group, named, form=form, max=leaf.node.max, controlled_by=leaf.controllable_by, inputs=inputs
    )


def _metric(code: str, group: str, row: dict[str, Any], *, form: Form, **more: Any) -> Metric:
    return Metric(
        code=code,
        group=group,
        form=form,
        number=row["number"],
        name=row["name"],
        threshold=Decimal(row.get("threshold", 1)),
        evidence=tuple(row["evidence"]),
        counts=row["counts"],
        notes=tuple(row.get("notes", ())),
        may_be_negative=row.get("may_be_negative", False),
        **{"max": None, **more},
    )
