"""A stored dossier as the value that the rules of the core are asked about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal

from namro.apps.dossiers.models import Dossier, DossierPaper, DossierStep, OpenAnswer, Paper
from namro.core.base.clock import VIETNAM
from namro.core.service import dossiers as core
from namro.core.service.dossiers import Event, Status, Step
from namro.core.timetable import Term, TermUnit

#: What a paper that was put down belongs to.
_OF = {
    Paper.SUPPLEMENT: Status.SUPPLEMENT_REQUESTED,
    Paper.REFUSAL: Status.REFUSED,
    Paper.PAUSE: Status.PAUSED,
    Paper.APOLOGY: Status.APOLOGISED,
}
#: Papers are put down here: where none is, none was issued as far as anybody knows.
CARRIED = frozenset({"events.document"})


def value_of(
    row: Dossier,
    *,
    steps: Iterable[DossierStep] = (),
    papers: Iterable[DossierPaper] = (),
    answers: Iterable[OpenAnswer] = (),
    names: Mapping[int, str] | None = None,
) -> core.Dossier:
    """Return a dossier with its steps, papers and the answer that counts; `names` are those of units by id."""
    named = names or {}
    return core.Dossier(
        code=row.code,
        unit=named.get(row.unit_id, str(row.unit_id)),
        procedure=row.procedure,
        submitted_at=_local(row.submitted_at),
        accepted_at=_local(row.accepted_at),
        due_at=_local(row.due_at),
        limit=Term(Decimal(str(row.max_time)), TermUnit(row.time_unit)) if row.max_time and row.time_unit else None,
        channel=core.Channel(row.channel),
        returns_document=row.returns_document,
        result_url=row.result_url,
        digitised_component=row.digitised_component,
        reused_component=row.reused_component,
        personal_store=row.personal_store,
        population_data=row.population_data,
        fee=row.fee,
        paid=row.paid,
        disliked=row.disliked,
        synced_at=_local(row.synced_at),
        events=core.in_order([*_events(row, list(papers)), *_ends(answers)]),
        steps=tuple(
            Step(
                unit=named.get(step.unit_id or 0, step.holder),
                name=step.name,
                officer=step.officer,
                started_at=_local(step.began_at),
                due_at=_local(step.due_at),
                ended_at=_local(step.ended_at),
            )
            for step in steps
        ),
    )


def _events(row: Dossier, papers: list[DossierPaper]) -> list[Event]:
    """What happened, each act with the paper of its kind; an apology the system does not know counts all the same."""
    by_act = {_OF[Paper(paper.kind)]: paper for paper in reversed(papers)}
    found = []
    for status, at in json.loads(row.events):
        paper = by_act.get(status)
        if status == Status.APOLOGISED:
            by_act.pop(Status.APOLOGISED, None)
        found.append(_event(status, datetime.fromtimestamp(at, VIETNAM), paper))
    if Status.APOLOGISED in by_act:
        paper = by_act[Status.APOLOGISED]
        found.append(_event(Status.APOLOGISED, datetime.combine(paper.day, time(8), VIETNAM), paper))
    return found


def _event(status: str, at: datetime, paper: DossierPaper | None) -> Event:
    new_due = datetime.combine(paper.new_due, time(17), VIETNAM) if paper and paper.new_due else None
    return Event(status=status, at=at, document=paper.number if paper else None, new_due_at=new_due)


def _ends(answers: Iterable[OpenAnswer]) -> list[Event]:
    """An answer of the weekly list that says it is over, as the event that the system lacks."""
    return [
        Event(
            status=Status.RETURNED if one.answer == "returned" else Status.WITHDRAWN,
            at=one.ended_at.astimezone(VIETNAM),
            arrived_at=one.at,
            document=one.proof,
        )
        for one in answers
        if one.current and one.ended_at is not None
    ]


def _local(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(VIETNAM)
