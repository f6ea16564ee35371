"""Surveys as a list says them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.models import Survey
from namro.apps.surveys.permissions import is_sealed
from namro.ui.chips import Chip
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey."""

    url: str
    name: str
    kind: str
    conductor: str
    period: str
    state: Chip


def survey_rows(surveys: Iterable[Survey], today: date) -> tuple[SurveyRow, ...]:
    """Return the rows; one query for the names."""
    listed = list(surveys)
    names = names_of({one.conductor_id for one in listed})
    return tuple(
        SurveyRow(
            url=reverse("satisfaction:result", args=[one.code]),
            name=one.name,
            kind=one.get_kind_display(),
            conductor=names[one.conductor_id][1],
            period=f"{day(one.field_from)} – {day(one.field_to)}",
            state=_state(one, today),
        )
        for one in listed
    )


def _state(one: Survey, today: date) -> Chip:
    if one.state == Survey.State.PUBLISHED:
        return Chip("circle-check", "good", _("đã công bố"))
    if is_sealed(one, today):
        return Chip("lock", "line", _("niêm phong đến hết %(day)s") % {"day": day(one.field_to)})
    return Chip("progress", "acc", _("chưa công bố"))
