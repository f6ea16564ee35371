"""Evidence beside one criterion, and what of the unit's library could be put there."""

from __future__ import annotations

from datetime import date

from namro.apps.assessments.models import Assessment, Attached
from namro.apps.library.models import EvidenceFile
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.base.folding import fold
from namro.core.base.spans import with_origins

#: So many pieces are offered; more are found by searching.
OFFERED = 30


def attached_to(sheet: Assessment, node: str) -> list[tuple[Attached, EvidenceFile]]:
    """Return what is attached to a criterion, with the current file; two queries."""
    rows = sheet.attached.filter(Attached.STANDING, evidence__removed_at=None, node_id=node)
    found = list(rows.select_related("evidence", "by").order_by("pk"))
    files = {
        file.evidence_id: file
        for file in EvidenceFile.objects.filter(current=True, evidence__in=[row.evidence_id for row in found] or [0])
    }
    return [(row, files[row.evidence_id]) for row in found if row.evidence_id in files]


def offered(sheet: Assessment, node: str, *, search: str, today: date) -> list[EvidenceFile]:
    """Return the unit's evidence of the sheet's year and the year before that is not beside the criterion yet."""
    own = with_origins({sheet.unit_id}, unit_handovers(), today)
    rows = EvidenceFile.objects.filter(
        current=True, evidence__removed_at=None, evidence__unit__in=own,
        evidence__year__in=(sheet.year, sheet.year - 1),
    )  # fmt: skip
    for word in fold(search).split():
        rows = rows.filter(evidence__search__contains=word)
    there = sheet.attached.filter(Attached.STANDING, node_id=node).values("evidence")
    return list(rows.exclude(evidence__in=there).select_related("evidence").order_by("-evidence_id")[:OFFERED])
