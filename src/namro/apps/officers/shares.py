"""The dossiers of a unit's month by the officer's name, and what each is to that month. A fixed number of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from namro.apps.dossiers.bridge import value_of
from namro.apps.dossiers.models import Answer, Dossier, DossierPaper, DossierStep, OpenAnswer
from namro.apps.officers.month import Month
from namro.apps.people.queries.organisation import names_of
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Status
from namro.core.service.lateness import Lateness, lateness
from namro.core.service.officers import Share
from namro.core.timetable import WorkingTime


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


def handled_in(
    unit: int, month: Month, office: WorkingTime, now: datetime, officers: Iterable[str] | None = None
) -> list[Handled]:
    """Return the dossiers of a unit's month, of some officers or of all; five queries."""
    found = dossiers_of(unit, month, officers)
    behind = _Behind(found, unit)
    cut = min(now, month.end)
    shown = [_handled(row, month, cut, behind, office) for row in found.order_by("accepted_at", "id")]
    return [one for one in shown if one is not None]


class _Behind:
    """Steps, papers and answers of many dossiers."""

    def __init__(self, rows: QuerySet[Dossier], unit: int) -> None:
        keys = rows.order_by().values("pk")
        self.unit = unit
        self.steps: dict[int, list[DossierStep]] = defaultdict(list)
        for step in DossierStep.objects.filter(dossier__in=keys).order_by("dossier", "number"):
            self.steps[step.dossier_id].append(step)
        self.papers: dict[int, list[DossierPaper]] = defaultdict(list)
        for paper in DossierPaper.objects.filter(dossier__in=keys).order_by("day", "id"):
            self.papers[paper.dossier_id].append(paper)
        over = OpenAnswer.objects.filter(dossier__in=keys, current=True).exclude(answer=Answer.RUNNING)
        self.answers = {one.dossier_id: one for one in over}
        units = {unit} | {step.unit_id for steps in self.steps.values() for step in steps if step.unit_id}
        self.names = {key: name for key, (_code, name) in names_of(units).items()}

    def late(self, row: Dossier, cut: datetime, office: WorkingTime) -> Lateness | None:
        """Return why a dossier was late at a moment."""
        answer = self.answers.get(row.pk)
        value = value_of(
            row, steps=self.steps[row.pk], papers=self.papers[row.pk], answers=[answer] if answer else (),
            names=self.names,
        )  # fmt: skip
        return lateness(value, cut, office)

    def steps_kept(self, row: Dossier, cut: datetime) -> bool | None:
        """Whether the unit's own steps kept their limits; None without one that has a limit."""
        own = [step for step in self.steps[row.pk] if step.unit_id == self.unit and step.due_at is not None]
        if not own:
            return None
        return all((step.ended_at or cut) <= step.due_at for step in own if step.due_at is not None)


def _handled(row: Dossier, month: Month, cut: datetime, behind: _Behind, office: WorkingTime) -> Handled | None:
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
    doubtful = limit is None or len(requests) > 1 or (end if ended and end else cut) > limit
    late = behind.late(row, cut, office) if doubtful else None
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
