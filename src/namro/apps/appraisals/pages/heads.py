"""What stands above the appraiser's tables: a criterion with its rule, or a unit, and what comes before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judged import Judged
from namro.apps.assessments.pages.criterion_page import in_words
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import STATE_WORDS
from namro.core.framework.model import Framework, Item, Leaf, Node
from namro.core.framework.words import rule_words
from namro.core.scoring.numbers import ZERO, said_points


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionHead:
    """One criterion with its neighbours among the person's."""

    id: str
    name: str
    most: str
    rule: str
    cite: str
    previous: str
    following: str
    source: str
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHead:
    """One unit with what it claims and what was decided so far."""

    name: str
    state: str
    own: str
    decided: str
    before: int


def criterion_head(bench: Bench, bearer: Leaf | Item) -> CriterionHead:
    """Return the head of a criterion."""
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    mine = bench.mine()
    at = mine.index(inner.id)
    most = inner.max
    return CriterionHead(
        id=inner.id,
        name=inner.name,
        most="" if most is None else said_points(most, bench.framework.scale),
        rule=rule_said(bearer, bench.framework),
        cite=inner.cite,
        previous=_address(bench, mine[at - 1]) if at else "",
        following=_address(bench, mine[at + 1]) if at + 1 < len(mine) else "",
        source=_source(bearer),
        before=bench.round.year - 1,
    )


def rule_said(bearer: Leaf | Item, framework: Framework) -> str:
    """Return how a criterion is scored, in words."""
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    if inner.rule is None:
        return ""
    said = in_words(rule_words(inner.rule, inner.id), framework.labels)
    return said[:1].upper() + said[1:]


def unit_head(bench: Bench, found: Sequence[Judged]) -> UnitHead:
    """Return the head of a unit."""
    one = found[0]
    leaves = [other for other in found if other.line.node_id in bench.framework.leaves]
    return UnitHead(
        name=one.unit,
        state=_(STATE_WORDS[one.state]),
        own=said_points(_sum(leaves, Layer.SELF), bench.framework.scale),
        before=bench.round.year - 1,
        decided=said_points(_sum(leaves, one.layer, Layer.APPRAISED, Layer.SELF), bench.framework.scale),
    )


def domains_of(framework: Framework) -> dict[str, str]:
    """Return for every leaf and item the domain that it stands in, in words."""
    found: dict[str, str] = {}
    for top in framework.criteria:
        said = f"{top.id}. {top.name}"
        found |= dict.fromkeys(_under(top), said)
    for words, items in ((_("Điểm thưởng"), framework.bonus.items), (_("Điểm trừ"), framework.penalty.items)):
        found |= {item.id: words for item in items}
    return found


def _under(top: Node) -> Iterator[str]:
    yield top.id
    for child in top.children:
        yield from _under(child)


def _sum(found: Sequence[Judged], *layers: Layer) -> Decimal:
    """What the lines add up to, each with the first of the layers that says anything."""
    total = ZERO
    for one in found:
        values = (one.line.value(layer) for layer in layers)
        value = next((value for value in values if value is not None), None)
        total += value.points if value and value.points is not None else ZERO
    return total


def _address(bench: Bench, node: str) -> str:
    return reverse("appraisals:judge_criterion", args=[bench.round.code, node])


def _source(bearer: Leaf | Item) -> str:
    if isinstance(bearer, Leaf) and bearer.source != "appraisal":
        return _("từ điều tra xã hội học") if bearer.source == "survey" else _("tự tính từ số liệu")
    return ""
