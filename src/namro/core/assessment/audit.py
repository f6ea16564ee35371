"""The audit of a printed document: every contradiction and gap named, nothing corrected."""

from __future__ import annotations

from namro.core.assessment.arithmetic import check_sums
from namro.core.assessment.bands import check_band
from namro.core.assessment.dates import check_dates
from namro.core.assessment.numbering import check_numbering
from namro.core.assessment.remediation import check_remediation
from namro.core.assessment.rows import SEVERITIES, AuditRow
from namro.core.assessment.scores import check_scores
from namro.core.assessment.sheet import Sheet
from namro.core.assessment.wording import check_wording
from namro.core.printed.items import Reading


def audit(reading: Reading) -> list[AuditRow]:
    """Return what is wrong or missing in a reading: errors first, then gaps, wording, information.

    All arithmetic is exact (Decimal); within one severity rows keep the order of the checks and of the document.
    """
    sheet = Sheet(reading)
    rows = [
        *check_sums(sheet),
        *check_scores(sheet),
        *check_band(reading),
        *check_dates(reading),
        *check_remediation(reading, sheet),
        *check_numbering(reading, sheet),
        *check_wording(reading, sheet),
    ]
    return sorted(dict.fromkeys(rows), key=lambda row: SEVERITIES.index(row.severity))
