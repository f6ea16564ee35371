"""The criteria that the reader answers for, beside the work: how many, and what proof is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.permissions import Bench
from namro.apps.appraisals.queries.judging_progress import by_node, rounds_judged
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.queries.mine import OwnCriteria
from namro.apps.people.models import Role, User
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.stages import STATE_WORDS, State


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
            url=reverse(_page_of(row), args=[row.year, row.unit.code]),
            words=STATE_WORDS[State(row.state)],
        )
        for row in rows
    )


def _page_of(sheet: Assessment) -> str:
    return "appraisals:explanations" if State(sheet.state) is State.EXPLANATION else "assessments:steps"


def own_judging(user: User) -> tuple[StepLine, ...]:
    """Return a line for each round in which something waits for the person's judgement; a few queries a round."""
    if not (user.standing.has(Role.APPRAISER) or user.standing.has(Role.COUNCIL)):
        return ()
    found = ((made, _waiting(user, made)) for made in rounds_judged(user))
    return tuple(
        StepLine(made.title, reverse("appraisals:judging"), _("Thẩm định: còn %(count)d dòng") % {"count": count})
        for made, count in found
        if count
    )


def _waiting(user: User, made: Round) -> int:
    bench = Bench(user, made)
    counted = by_node(bench)
    return sum(counted[key].waiting for key in bench.mine() if key in counted)


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
