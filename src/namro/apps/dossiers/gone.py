"""Dossiers that were withdrawn, or entered twice and cancelled: what a count of the book has to be read with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from namro.apps.dossiers.models import Answer, Dossier, OpenAnswer
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Status

DAYS, MOST = 31, 200


@dataclass(frozen=True, slots=True)
class Gone:
    """One of them: since when, who says so, and by what; `proof` is empty where the system says it."""

    key: int
    code: str
    answer: Answer
    at: datetime
    proof: str


def gone(unit: int, today: date) -> list[Gone]:
    """Return what was withdrawn or cancelled in the last days, the newest first; two queries."""
    begin = datetime.combine(today - timedelta(days=DAYS), time.min, VIETNAM)
    found = [
        Gone(one.dossier_id, one.dossier.code, Answer(one.answer), one.ended_at, one.proof)
        for one in _answered(unit, begin)
        if one.ended_at is not None
    ]
    said = {one.key for one in found}
    # The events are looked into for the word; only ended dossiers of a month are read.
    rows = Dossier.objects.filter(unit=unit, ended_at__gte=begin, events__contains=f'"{Status.WITHDRAWN}"')
    for key, code, ended in rows.order_by("-ended_at", "-id").values_list("pk", "code", "ended_at")[:MOST]:
        if key not in said and ended is not None:
            found.append(Gone(key, code, Answer.WITHDRAWN, ended, ""))
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:MOST]


def _answered(unit: int, begin: datetime) -> QuerySet[OpenAnswer]:
    rows = OpenAnswer.objects.filter(
        dossier__unit=unit, current=True, answer__in=(Answer.WITHDRAWN, Answer.CANCELLED), ended_at__gte=begin
    )
    return rows.select_related("dossier").order_by("-ended_at", "-id")[:MOST]
