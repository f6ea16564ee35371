"""The criteria that the reader answers for, beside the work: how many, and what proof is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.queries.mine import OwnCriteria
from namro.apps.people.queries.organisation import names_of


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """One sheet: where its rows and its missing proof are, and what to say of them."""

    sheet: str
    url: str
    words: str
    lacking: str
    missing_url: str
    late: str


def own_criteria(found: Iterable[OwnCriteria]) -> tuple[CriteriaLine, ...]:
    """Return a line for each sheet; one query where there is any."""
    rows = list(found)
    names = names_of({row.sheet.unit_id for row in rows}) if rows else {}
    return tuple(_line(row, names[row.sheet.unit_id][1]) for row in rows)


def _line(row: OwnCriteria, unit: str) -> CriteriaLine:
    sheet, counts = row.sheet, row.tally
    address = [sheet.year, sheet.unit.code]
    lacking = counts.missing + counts.incomplete + counts.unsigned
    return CriteriaLine(
        sheet=_("Phiếu năm %(year)s, %(unit)s") % {"year": sheet.year, "unit": unit},
        url=f"{reverse('assessments:assign', args=address)}?loc=cua-toi",
        words=_("Tiêu chí được giao: %(count)d") % {"count": row.criteria},
        lacking=_("còn thiếu minh chứng: %(count)d") % {"count": lacking} if lacking else "",
        missing_url=f"{reverse('assessments:missing', args=address)}?loc=cua-toi",
        late=_("%(count)d trễ hạn") % {"count": row.late} if row.late else "",
    )
