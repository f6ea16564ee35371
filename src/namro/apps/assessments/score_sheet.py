"""A sheet's rows as the finished data that dossier, workbook and package are made of; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.files import proof_files_of
from namro.apps.assessments.queries.last_year import LastYear, YearBefore, year_before
from namro.apps.assessments.queries.sheets import assignments_of, owners_by_node
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.models import Holding, Unit, User, on_day
from namro.core.assessment.score_sheet import (
    BONUS,
    NO_REASON,
    NO_ROUND,
    PENALTY,
    ScoreSheet,
    SheetProof,
    SheetRow,
)
from namro.core.assessment.stages import HANDED_IN, State
from namro.core.base.names import COMMITTEE
from namro.core.framework.model import Item, Leaf, Node
from namro.core.improvement.owners import Owner
from namro.core.scoring.claims import typed_most
from namro.core.scoring.grains import Steps, grain_of
from namro.core.scoring.numbers import plain
from namro.core.scoring.outcome import NOT_APPLICABLE, SCORED, Outcome


def score_sheet_of(sheet: Assessment, today: date) -> ScoreSheet:
    """Return the sheet as it stands. Expects unit, edition and round at hand."""
    standing = standing_of(sheet)
    framework, score, before = standing.framework, standing.claimed.score, year_before(sheet)
    rows = assignments_of(sheet)
    owners = owners_by_node(rows, today)
    known = _Known(standing, before, owners, proof_files_of(sheet))
    issuer = letterhead_of(sheet.unit, date(sheet.year, 12, 31))
    made, act = sheet.round, framework.source
    approved = sheet.approved_by if State(sheet.state) in HANDED_IN else None
    return ScoreSheet(
        unit_name=issuer.body,
        unit_code=sheet.unit.code,
        parent_name=issuer.parent,
        year=sheet.year,
        framework=framework.framework,
        edition=framework.edition,
        edition_hash=sheet.edition.sha256,
        framework_title=framework.title,
        act=", ".join(part for part in (act.document, act.issuer) if part),
        period_from=made.measured_from if made else date(sheet.year, 1, 1),
        period_to=made.measured_to if made else date(sheet.year, 12, 31),
        round_title=made.title if made else NO_ROUND,
        round_code=made.code if made else "",
        rows=tuple(known.rows()),
        max=framework.scale.max,
        precision=framework.scale.precision,
        total=score.total,
        excluded=score.excluded,
        last_total=before.total,
        band=score.band or "",
        last_band=before.band,
        difficulties=sheet.difficulties,
        proposals=sheet.proposals,
        recipients=tuple(filter(None, (issuer.parent, *issuer.recipients))),
        signer_title=_title_of(approved, sheet.unit, today) if approved else "",
        signer_name=approved.full_name if approved else "",
        place=issuer.place,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that the rows are made of."""

    standing: Standing
    before: YearBefore
    owners: Mapping[str, Owner]
    proof: Mapping[str, tuple[SheetProof, ...]]

    def rows(self) -> Iterator[SheetRow]:
        """The criteria in their order, then what stands beside the scale."""
        framework = self.standing.framework
        for node in framework.criteria:
            yield from self._below(node, level=1)
        for side, adjustment in ((BONUS, framework.bonus), (PENALTY, framework.penalty)):
            for item in adjustment.items:
                yield self._bearer(item.id, item.name, item, level=1, side=side)

    def _below(self, node: Node, *, level: int) -> Iterator[SheetRow]:
        leaf = self.standing.framework.leaves.get(node.id)
        if leaf is not None:
            yield self._bearer(node.id, node.name, leaf, level=level)
            return
        before = self.before.rows.get(node.id)
        yield SheetRow(
            node_id=node.id,
            name=node.name,
            level=level,
            is_leaf=False,
            max=node.max,
            claimed=self.standing.claimed.score.criteria[node.id].points,
            last_year=before.points if before else None,
        )
        for child in node.children:
            yield from self._below(child, level=level + 1)

    def _bearer(self, key: str, name: str, bearer: Leaf | Item, *, level: int, side: str = "") -> SheetRow:
        line, before = self.standing.lines.get(key), self.before.rows.get(key) or LastYear(Decimal(0), None)
        source = bearer.source if isinstance(bearer, Leaf) else "appraisal"
        rule = bearer.node.rule if isinstance(bearer, Leaf) else bearer.rule
        most = typed_most(bearer)
        grain = None if rule is None or source != "appraisal" else grain_of(rule, most)
        owner = self.owners.get(key)
        return SheetRow(
            node_id=key,
            name=name,
            level=level,
            is_leaf=True,
            max=most,
            claimed=self._claimed(key, source, side),
            counted=self._counted(key, side),
            step=grain.step if isinstance(grain, Steps) else None,
            computed=source == "computed",
            survey=source == "survey",
            ruled_out=self._ruled_out(key, side),
            not_applicable=(line.reason or NO_REASON) if line and line.not_applicable else "",
            explanation=line.explanation if line else "",
            last_year=before.points if key in self.before.rows else None,
            last_reason=before.reason,
            owner=owner.name if owner else "",
            proof=self.proof.get(key, ()),
            version=line.version if line else 0,
            side=side,
        )

    def _claimed(self, key: str, source: str, side: str) -> Decimal | None:
        """What was typed, for what people type; else what facts give, where they give anything."""
        line = self.standing.lines.get(key)
        if source == "appraisal" and line is not None and line.claimed is not None:
            return Decimal(plain(line.claimed))
        outcome = self._outcome(key, side)
        if source == "appraisal" and not side:
            return None
        return outcome.points if outcome.state == SCORED else None

    def _counted(self, key: str, side: str) -> Decimal | None:
        """What the total takes of what was typed; None where that is all of it."""
        line, points = self.standing.lines.get(key), self._outcome(key, side).points
        return None if line is None or line.claimed is None or line.claimed == points else points

    def _ruled_out(self, key: str, side: str) -> bool:
        """Whether it does not apply by the facts, whatever the unit says; beside the scale only what was typed."""
        line = self.standing.lines.get(key)
        said, typed = bool(line and line.not_applicable), bool(line and line.claimed is not None)
        return self._outcome(key, side).state == NOT_APPLICABLE and not said and (typed or not side)

    def _outcome(self, key: str, side: str) -> Outcome:
        score = self.standing.claimed.score
        return (score.adjustments if side else score.criteria)[key]


def _title_of(signer: User, unit: Unit, day: date) -> str:
    """Return the position by which somebody signs for a unit, without the name of its committee: "Phó Chủ tịch"."""
    held = Holding.objects.filter(on_day(day), user=signer, position__unit=unit).select_related("position")
    names = [holding.position.name for holding in held.order_by("since")]
    chairs = [name for name in names if COMMITTEE in name]
    return (chairs or names or [""])[0].partition(COMMITTEE)[0].strip()
