"""What was done with a round and its units: opened, dates moved, more time given, sheets handed back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from namro.apps.assessments.models import Extension, Round, StateEvent
from namro.apps.people.models import AuditEntry
from namro.core.assessment.stages import STAGE_WORDS, TABLE, Stage
from namro.ui.formats import moment

#: Acts of the organiser that a unit reads about with their reason.
_TOLD = ("hand_back", "refuse", "readmit")
_MOST = 60

#: When, what, who, why.
Row = tuple[datetime, str, str, str]


def history_of(made: Round, names: Mapping[int, str]) -> list[Row]:
    """Return the newest acts on the round and on the units of `names` (id of the sheet → name); three queries."""
    acts = (AuditEntry.Act.ROUND_OPENED, AuditEntry.Act.ROUND_CHANGED)
    entries = AuditEntry.objects.filter(subject=subject_of(made), act__in=acts).select_related("actor")
    found: list[Row] = [
        (one.at, str(AuditEntry.Act(one.act).label), one.actor.full_name, "" if one.act == acts[0] else one.note)
        for one in entries.order_by("-pk")[:_MOST]
    ]
    return found + unit_history(names)


def unit_history(names: Mapping[int, str], *, acts: Collection[str] = _TOLD) -> list[Row]:
    """Return the newest extensions and acts of units, by whoever runs the round; two queries."""
    given = Extension.objects.filter(assessment__in=names).select_related("by").order_by("-pk")
    found = [
        (
            one.at,
            _("Gia hạn %(unit)s, bước %(stage)s đến %(until)s")
            % {"unit": names[one.assessment_id], "stage": _(STAGE_WORDS[Stage(one.stage)]), "until": moment(one.until)},
            one.by.full_name,
            one.reason,
        )
        for one in given[:_MOST]
    ]
    events = StateEvent.objects.filter(assessment__in=names, act__in=acts).select_related("by").order_by("-pk")
    return found + [
        (one.at, f"{_(TABLE.by_name[one.act].words)}: {names[one.assessment_id]}", one.by.full_name, one.reason)
        for one in events[:_MOST]
        if one.act in TABLE.by_name
    ]


def subject_of(made: Round) -> str:
    """Return what the audit record calls a round."""
    return f"ky:{made.code}"
