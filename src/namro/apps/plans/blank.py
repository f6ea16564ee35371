"""An empty plan of a kind: the unit's letterhead of the day, title, legal grounds in force and what the kind says."""

from __future__ import annotations

from datetime import date

from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.models import Unit
from namro.core.improvement import Plan as Written
from namro.core.improvement.plan_kinds import DEFAULT_KIND, plan_kind


def blank_plan(unit: int, year: int, *, today: date, kind: str = DEFAULT_KIND, title: str = "") -> Written:
    """Return a plan without tasks, signed by whoever signs the unit's papers first."""
    found, head = plan_kind(kind), letterhead_of(Unit.objects.get(pk=unit), today)
    signer = head.signers[0] if head.signers else None
    return Written(
        title=title or found.title_of(year),
        issuing_body=head.body,
        parent_body=head.parent or None,
        place=head.place or None,
        subject_year=year,
        assessed_year=year - 1,
        bases=found.bases_in(year),
        kind=found.code,
        recipients=(*head.recipients, *filter(None, (head.filing,))),
        signer_name=signer.name or None if signer else None,
        signer_role=signer.lines[-1] if signer else None,
        signer_capacity=signer.lines[0] if signer and len(signer.lines) > 1 else None,
    )
