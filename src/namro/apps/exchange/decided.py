"""A document's lost points as people decided about them: the findings, and which decision holds for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from namro.apps.exchange.corrected import Corrected, corrected_document
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.exchange.queries import decisions_of
from namro.apps.plans.deciding import DecidedFindings
from namro.core.improvement import FindingsReport, draft_plan, report
from namro.core.improvement.outline import Outline
from namro.core.improvement.plan import Plan
from namro.core.printed.corrections import ordered_keys

#: The key of what no field of the index explains; any other rest has the key of its criterion behind `rest:`.
_REST = "rest:"


@dataclass(frozen=True)
class Decided(DecidedFindings):
    """The corrected document and everything that was decided about it."""

    now: Corrected

    @cached_property
    def suggested(self) -> FindingsReport:
        """The findings as the wording suggests them, before anybody decided."""
        return report(self.now.reading)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The lasting key of each finding, in the order of the findings: corrections do not change it."""
        return tuple(_keys(self.now, self.suggested))

    @cached_property
    def outline(self) -> Outline:
        """The headings of the document, for limitations in words."""
        return Outline(self.now.reading)

    def plan(self) -> Plan:
        """The plan drafted from the corrected reading and the decisions."""
        return draft_plan(self.now.reading, report=self.report)


def decided_document(document: ImportedDocument) -> Decided:
    """Return the document as corrected and decided (two queries)."""
    return decided_by(corrected_document(document), decisions_of(document))


def decided_by(now: Corrected, entries: Iterable[DispositionEntry]) -> Decided:
    """Return the corrected document with these entries, which are in order."""
    return Decided(tuple(entries), now)


def plan_of(document: ImportedDocument) -> Plan:
    """Return the plan drafted from the document as corrected and decided."""
    return decided_document(document).plan()


def _keys(now: Corrected, found: FindingsReport) -> Iterable[str]:
    reading = now.reading
    criteria = {
        id(criterion): key
        for criterion, key in zip(reading.criteria, ordered_keys(now.items, "criterion"), strict=True)
    }
    reasons: dict[str, list[str]] = {}
    for deduction, key in zip(reading.deductions, ordered_keys(now.items, "deduction"), strict=True):
        reasons.setdefault(deduction.id, []).append(key)
    if [stated.text for stated in reading.findings] == [finding.reason for finding in found.findings]:
        yield from ordered_keys(now.items, "finding")  # no sheet, only limitations in words
        return
    for finding in found.findings:
        place = criteria.get(id(finding.criterion), "total")
        if finding.cause == "unlisted":
            yield _REST + place
        else:
            named = reasons.get(finding.id)
            yield named.pop(0) if named else place
