"""Findings of a unit's own sheet: what its final values lost, who gave it up, and the sheet as a reading for the plan.

Points are exact: they add up to what the maximum and the total are apart, whatever caps and limits cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from namro.core.assessment.losses import Loss
from namro.core.assessment.opinions import Value
from namro.core.framework.model import Framework, Item, Leaf
from namro.core.improvement.findings import FindingsReport, finding_of
from namro.core.printed.items import Criterion, Header, LegalBasis, Reading
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE, NOT_APPLICABLE, Outcome, UnitScore
from namro.core.scoring.totals import capped

_ZERO = Decimal(0)
#: Above the items beside the scale, where a plan groups its tasks by field.
_BONUS = Criterion(id="+", name="Điểm thưởng")
_PENALTY = Criterion(id="-", name="Điểm trừ")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a final value: what the unit claimed, the coded cause and the words of what was lost."""

    own: Value | None = None
    cause: str = ""
    reason: str = ""


_NOTHING = Told()
_BY_STATE = {NO_DATA: "data_not_entered", NO_EVIDENCE: "missing_proof"}


def computed_cause(leaf: Leaf, outcome: Outcome) -> str:
    """Return why a criterion lost points about which nobody said anything: what is computed is known by its state."""
    if leaf.source == "survey":
        return "low_survey"
    return _BY_STATE.get(outcome.state, "target_not_met") if leaf.source == "computed" else ""


@dataclass(frozen=True)
class SheetLosses:
    """The final values of one sheet as they were added up, with what was told of each leaf and item."""

    framework: Framework
    score: UnitScore
    told: Mapping[str, Told]

    def report(self) -> FindingsReport:
        """Return every lost point as a finding, in the order of the set.

        A bonus that the unit claimed and did not get is lost, too; one that nobody claimed is not. `maximum` is what
        could have been had: the scale without what did not apply, with the bonus that counted and that was refused.
        """
        found = tuple(finding_of(loss) for loss in (*self._leaves(), *self._bonus(), *self._penalty()))
        top = [(node.max, self.score.criteria[node.id]) for node in self.framework.criteria]
        scale = sum((most - one.excluded for most, one in top), _ZERO)
        reached = sum((one.points for _most, one in top), _ZERO)
        counted = self.score.total - reached + self.score.penalty  # of the bonus, after floor and ceiling
        return FindingsReport(findings=found, published=self.score.total, maximum=scale + counted + self._refused_bonus)

    def reading(self, header: Header, bases: Iterable[LegalBasis] = ()) -> Reading:
        """Return the sheet as if it had been read, so that a plan can be drafted from it."""
        criteria = tuple(self._criteria.values())
        return Reading(doc_id=f"{self.framework.framework}", header=header, legal_bases=tuple(bases), criteria=criteria)

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        found: dict[str, Criterion] = {}
        above = {child.id: node.id for node in self.framework.nodes for child in node.children}
        for node in self.framework.nodes:
            outcome = self.score.criteria[node.id]
            found[node.id] = Criterion(
                id=node.id,
                name=node.name,
                parent=above.get(node.id),
                max=node.max - outcome.excluded,
                achieved=outcome.points,
            )
        for top, items in ((_BONUS, self.framework.bonus.items), (_PENALTY, self.framework.penalty.items)):
            found |= {top.id: top} if items else {}
            found |= {item.id: Criterion(id=item.id, name=item.name, parent=top.id) for item in items}
        return found

    def _leaves(self) -> Iterator[Loss]:
        for key, leaf in self.framework.leaves.items():
            outcome = self.score.criteria[key]
            lost = leaf.node.max - outcome.excluded - outcome.points
            if lost > 0:
                own = self._told(key).own
                given_up = lost
                if own is not None and own.points is not None:
                    given_up = min(lost, leaf.node.max - own.points)
                elif own is not None and outcome.state != NOT_APPLICABLE:
                    given_up = _ZERO  # the unit said that it does not apply
                yield self._loss(key, lost, given_up)

    def _bonus(self) -> Iterator[Loss]:
        """What the unit claimed and did not get, as far as the cap would have let it count."""
        left = self._refused_bonus
        for item in self.framework.bonus.items:
            lost = min(self._own(item) - self.score.adjustments[item.id].points, left)
            if lost > 0:
                left -= lost
                yield self._loss(item.id, lost, _ZERO)

    @property
    def _refused_bonus(self) -> Decimal:
        bonus = self.framework.bonus
        claimed = sum((self._own(item) for item in bonus.items), _ZERO)
        return max(capped(claimed, bonus.cap) - self.score.bonus, _ZERO)

    def _penalty(self) -> Iterator[Loss]:
        """What was taken off, as far as it counts under the cap."""
        left = self.score.penalty
        for item in self.framework.penalty.items:
            lost = min(self.score.adjustments[item.id].points, left)
            if lost > 0:
                left -= lost
                yield self._loss(item.id, lost, min(lost, self._own(item)))

    def _loss(self, key: str, points: Decimal, given_up: Decimal) -> Loss:
        told = self._told(key)
        return Loss(
            id=key,
            criterion=self._criteria[key],
            points=points,
            reason=told.reason or None,
            cause=told.cause,
            given_up=given_up,
        )

    def _told(self, key: str) -> Told:
        return self.told.get(key, _NOTHING)

    def _own(self, item: Item) -> Decimal:
        own = self._told(item.id).own
        return _ZERO if own is None or own.points is None else own.points
