"""The dossiers of a unit's month by the officer's name, and what each is to that month. A fixed number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from namro.apps.dossiers.late import late_ones
from namro.apps.dossiers.models import Answer, Dossier, DossierStep, OpenAnswer
from namro.apps.officers.month import Month
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Status
from namro.core.service.lateness import Lateness
from namro.core.service.officers import Share


@dataclass(frozen=True, slots=True)
class Handled:
    """A dossier with what it is to the month; why it is late, where it is."""

    key: int
    code: str
    procedure: str
    officer: str
    share: Share
    why: str = ""


def dossiers_of(unit: int, month: Month, officers: Iterable[str] | None = None) -> QuerySet[Dossier]:
    """Return the accepted dossiers that were received in the month, ended in it, or were open at its end."""
    rows = Dossier.objects.filter(unit=unit, accepted_at__lt=month.end).exclude(officer="")
    if officers is not None:
        rows = rows.filter(officer__in=list(officers))
    # What ended before the month and was received before it has nothing to do with it.
    return rows.filter(Q(accepted_at__gte=month.begin) | Q(ended_at=None) | Q(ended_at__gte=month.begin))


def handled_in(unit: int, month: Month, now: datetime, officers: Iterable[str] | None = None) -> list[Handled]:
    """Return the dossiers of a unit's month, of some officers or of all; as many queries for each 500 late ones."""
    found, cut = dossiers_of(unit, month, officers), min(now, month.end)
    rows = list(found.order_by("accepted_at", "id"))
    behind = _Behind(rows, found.order_by().values("pk"), unit, cut)
    shown = [_handled(row, month, cut, behind) for row in rows]
    return [one for one in shown if one is not None]


class _Behind:
    """What is read of all dossiers at once: steps of the unit, answers that say it is over, which are late and why."""

    def __init__(self, rows: list[Dossier], keys: QuerySet[Any], unit: int, cut: datetime) -> None:
        self.steps: dict[int, list[DossierStep]] = defaultdict(list)
        own = DossierStep.objects.filter(dossier__in=keys, unit=unit, due_at__isnull=False)
        for step in own.order_by("dossier", "number"):
            self.steps[step.dossier_id].append(step)
        over = OpenAnswer.objects.filter(dossier__in=keys, current=True).exclude(answer=Answer.RUNNING)
        self.answers = {one.dossier_id: one for one in over}
        doubtful = [row.pk for row in rows if _may_be_late(row, cut)]
        self.late: dict[int, Lateness] = {one.row.pk: one.counted for one in late_ones(doubtful, cut)}

    def steps_kept(self, row: Dossier, cut: datetime) -> bool | None:
        """Whether the unit's own steps kept their limits; None without one that has a limit."""
        own = [step for step in self.steps[row.pk] if step.due_at is not None]
        return all((step.ended_at or cut) <= step.due_at for step in own if step.due_at is not None) if own else None


def _may_be_late(row: Dossier, cut: datetime) -> bool:
    end = row.ended_at if row.ended_at and row.ended_at < cut else cut
    return row.limit_at is None or row.requests > 1 or end > row.limit_at


def _handled(row: Dossier, month: Month, cut: datetime, behind: _Behind) -> Handled | None:
    answer = behind.answers.get(row.pk)
    if answer is not None and answer.answer == Answer.CANCELLED:
        return None  # entered twice: there was no such dossier
    end = row.ended_at or (answer.ended_at if answer else None)
    received = row.accepted_at is not None and row.accepted_at >= month.begin
    if end is not None and end < month.begin and not received:
        return None
    ended = end is not None and month.begin <= end < cut
    limit = row.limit_at
    requests = _requests(row, cut) if row.requests else []
    late = behind.late.get(row.pk)
    share = Share(
        received=received,
        ended=ended,
        early=ended and limit is not None and end is not None and _day(end) < _day(limit),
        late=late.late_class if late else None,
        requests=len(requests),
        asked=any(at >= month.begin for at in requests),
        apologised=row.apologised or row.has_apology,
        steps_kept=behind.steps_kept(row, cut),
        digitised=row.digitised_component,
        lacks_result=bool(row.returns_document) and not row.result_url,
        disliked=row.disliked and ended,
    )
    return Handled(row.pk, row.code, row.procedure, row.officer, share, late.words if late else "")


def _requests(row: Dossier, cut: datetime) -> list[datetime]:
    """When the citizen was asked for more after acceptance, before the cut."""
    events: list[tuple[str, int]] = json.loads(row.events)
    asked = [datetime.fromtimestamp(at, VIETNAM) for status, at in events if status == Status.SUPPLEMENT_REQUESTED]
    return [at for at in asked if row.accepted_at is not None and row.accepted_at <= at < cut]


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
