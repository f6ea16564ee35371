"""A document's lost points as people decided about them: the findings, and which decision holds for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from namro.apps.exchange.corrected import Corrected, corrected_document
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.exchange.queries import decisions_of
from namro.core.improvement import FindingsReport, draft_plan, report
from namro.core.improvement.decisions import decided
from namro.core.improvement.findings import Decision
from namro.core.improvement.outline import Outline
from namro.core.improvement.plan import Plan
from namro.core.printed.corrections import ordered_keys

#: The key of what no field of the index explains; any other rest has the key of its criterion behind `rest:`.
_REST = "rest:"


@dataclass(frozen=True)
class Decided:
    """The corrected document and everything that was decided, oldest first."""

    now: Corrected
    entries: tuple[DispositionEntry, ...]

    @property
    def version(self) -> int:
        """The number of the last entry; a form remembers the one that it was made of."""
        return self.entries[-1].seq if self.entries else 0

    @cached_property
    def suggested(self) -> FindingsReport:
        """The findings as the wording suggests them, before anybody decided."""
        return report(self.now.reading)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The lasting key of each finding, in the order of the findings: corrections do not change it."""
        return tuple(_keys(self.now, self.suggested))

    @cached_property
    def holding(self) -> dict[str, DispositionEntry]:
        """The decision that holds for each finding that has one."""
        held: dict[str, list[DispositionEntry]] = {}
        for entry in self.entries:
            about = held.setdefault(entry.finding, [])
            if entry.disposition:
                about.append(entry)
            elif about:
                about.pop()
        return {key: about[-1] for key, about in held.items() if about}

    @cached_property
    def report(self) -> FindingsReport:
        """The findings as decided."""
        made = [self.holding.get(key) for key in self.keys]
        return decided(self.suggested, [decision_of(entry) if entry else None for entry in made])

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
    return Decided(now, tuple(entries))


def plan_of(document: ImportedDocument) -> Plan:
    """Return the plan drafted from the document as corrected and decided."""
    return decided_document(document).plan()


def decision_of(entry: DispositionEntry) -> Decision:
    """Return a stored decision as the core's value; the name of a file stands for proof without words."""
    return Decision(
        disposition=entry.disposition,
        proof=entry.proof or entry.file_name,
        done_on=entry.done_on,
        ground=entry.ground,
        why=entry.why,
    )


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
