"""What a unit's own sheet lost by its final values, as people decided about it; the plan drafted from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from namro.apps.appraisals.models import Publication
from namro.apps.assessments.layers import layer_score, value_in
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.plans.deciding import DecidedFindings
from namro.core.assessment.opinions import Layer
from namro.core.assessment.valued import value_of
from namro.core.improvement import FindingsReport, Plan, draft_plan
from namro.core.improvement.sheet_findings import SheetLosses, Told, computed_cause
from namro.core.printed.items import Header, LegalBasis
from namro.core.scoring.outcome import Outcome


@dataclass(frozen=True)
class SheetFindings(DecidedFindings):
    """The sheet as it stands and everything that was decided about what it lost."""

    standing: Standing

    @cached_property
    def losses(self) -> SheetLosses:
        """The final values with what was told of each leaf and item."""
        score = self.standing.claimed.score
        found = {**{key: score.criteria[key] for key in self.standing.framework.leaves}, **score.adjustments}
        told = {key: _told(self.standing, key, outcome) for key, outcome in found.items()}
        return SheetLosses(self.standing.framework, layer_score(self.standing, Layer.FINAL), told)

    @cached_property
    def suggested(self) -> FindingsReport:
        """The findings as the final values and their reasons suggest them."""
        return self.losses.report()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The ids of their leaves and items."""
        return tuple(finding.id for finding in self.suggested.findings)

    def plan(self, today: date) -> Plan:
        """The plan for the year after, as it would be drafted today."""
        sheet = self.standing.sheet
        issuer = letterhead_of(sheet.unit, today)
        header = Header(
            issuing_body=issuer.body,
            parent_body=issuer.parent or None,
            place=issuer.place or None,
            date=today.isoformat(),
            assessed_year=sheet.year,
        )
        return draft_plan(self.losses.reading(header, _bases(self.standing)), report=self.report)


def sheet_findings(sheet: Assessment) -> SheetFindings:
    """Return what a sheet lost, as decided; a fixed number of queries. Expects unit and edition at hand."""
    entries = sheet.dispositions.select_related("by").order_by("seq")
    return SheetFindings(tuple(entries), standing_of(sheet))


def _told(standing: Standing, key: str, claimed: Outcome) -> Told:
    """What the unit claimed, and why points were lost: the appraisal's words, else the sentence of what is computed,
    else the unit's own."""
    line = standing.lines.get(key)
    leaf = standing.framework.leaves.get(key)
    own = value_in(standing, key, Layer.SELF) or value_of(claimed)
    if line and (line.final_reason or line.final_cause):
        return Told(own, line.final_cause, line.final_reason)
    if leaf is not None and leaf.source != "appraisal":
        return Told(own, computed_cause(leaf, claimed), claimed.why)
    return Told(own, "", line.explanation if line else "")


def _bases(standing: Standing) -> Iterator[LegalBasis]:
    """The act that the set comes from, and the one that published the result."""
    if document := standing.framework.source.document:
        yield LegalBasis(code=document, role="basis", text=_("Căn cứ %(document)s") % {"document": document})
    published = Publication.objects.filter(round=standing.sheet.round).order_by("-number").defer("snapshot").first()
    if published is not None:
        yield LegalBasis(code=published.act_number, date=published.act_date.isoformat(), role="basis")
