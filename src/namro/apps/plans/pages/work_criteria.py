"""The criteria that the reader answers for, beside the work: how many, and what proof is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.mine import OwnCriteria
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.stages import STATE_WORDS, State

#: Where a sheet in a state is worked on, if not on the page of its steps.
_WHERE = {State.EXPLANATION: "appraisals:explanations"}


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """One sheet: where its rows and its missing proof are, and what to say of them."""

    sheet: str
    url: str
    words: str
    lacking: str
    missing_url: str
    late: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A sheet that waits for the reader: which one, where, for what."""

    sheet: str
    url: str
    words: str


def own_steps(sheets: Iterable[Assessment]) -> tuple[StepLine, ...]:
    """Return a line for each sheet that waits; one query where there is any."""
    rows = list(sheets)
    names = names_of({row.unit_id for row in rows}) if rows else {}
    return tuple(
        StepLine(
            sheet=_sheet_words(row, names[row.unit_id][1]),
            url=reverse(_WHERE.get(State(row.state), "assessments:steps"), args=[row.year, row.unit.code]),
            words=STATE_WORDS[State(row.state)],
        )
        for row in rows
    )


def _sheet_words(sheet: Assessment, unit: str) -> str:
    return _("Phiếu năm %(year)s, %(unit)s") % {"year": sheet.year, "unit": unit}


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
        sheet=_sheet_words(sheet, unit),
        url=f"{reverse('assessments:assign', args=address)}?loc=cua-toi",
        words=_("Tiêu chí được giao: %(count)d") % {"count": row.criteria},
        lacking=_("còn thiếu minh chứng: %(count)d") % {"count": lacking} if lacking else "",
        missing_url=f"{reverse('assessments:missing', args=address)}?loc=cua-toi",
        late=_("%(count)d trễ hạn") % {"count": row.late} if row.late else "",
    )
