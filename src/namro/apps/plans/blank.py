"""An empty plan of a kind: title, legal grounds in force and what the kind says."""

from __future__ import annotations

from namro.core.improvement import Plan as Written
from namro.core.improvement.plan_kinds import plan_kind


def blank_plan(kind: str, year: int, *, body: str, title: str = "") -> Written:
    """Return a plan without tasks."""
    found = plan_kind(kind)
    return Written(
        title=title or found.title_of(year),
        issuing_body=body,
        subject_year=year,
        assessed_year=year - 1,
        bases=found.bases_in(year),
        kind=found.code,
        groups=(),
    )
