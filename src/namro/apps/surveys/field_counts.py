"""Fieldwork in counts, never in answers: by stratum, by enumerator, by way of answering, by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from namro.apps.surveys.models import Draw, SampleRow, Survey
from namro.core.survey.fieldwork import Stand, Tally

#: A form that came in, whatever visits say.
DONE = Q(code__used_at__isnull=False)


def tallies(draw: Draw | Sequence[Draw], *by: str) -> dict[tuple[Any, ...], Tally]:
    """Return how the rows that were called in stand, by columns of theirs; one query."""
    draws = [draw] if isinstance(draw, Draw) else draw
    rows = SampleRow.objects.filter(draw__in=draws, called_at__isnull=False).order_by()
    if not by:
        return {(): Tally(**rows.aggregate(**_COUNTS))}
    counted = rows.values(*by).annotate(**_COUNTS).values_list(*by, *_COUNTS)
    return {tuple(row[: len(by)]): Tally(*row[len(by) :]) for row in counted}


_COUNTS = {
    "done": Count("id", filter=DONE),
    "lost": Count("id", filter=~DONE & Q(stand=Stand.LOST.value)),
    "ineligible": Count("id", filter=~DONE & Q(stand=Stand.INELIGIBLE.value)),
    "open": Count("id", filter=~DONE & Q(stand=Stand.OPEN.value)),
}


def given_to(draw: Draw) -> QuerySet[SampleRow, Any]:
    """The keys of those who have somebody to ask."""
    return draw.rows.filter(enumerator__isnull=False, stand=Stand.OPEN.value).order_by().values("enumerator").distinct()


@dataclass(frozen=True, slots=True)
class ByChannel:
    """Forms of one way of answering: how many came in, how many are planned (None: nothing planned)."""

    channel: str
    came: int
    wanted: int | None


def by_channel(survey: Survey) -> list[ByChannel]:
    """Return how many forms came in by each way; two queries."""
    came = dict(
        survey.submissions.filter(revision=1)
        .order_by()
        .values_list("channel")
        .annotate(n=Count("id"))
        .values_list("channel", "n")
    )
    wanted = dict(survey.quotas.values_list("channel", "wanted"))
    return [ByChannel(one, came.get(one, 0), wanted.get(one)) for one in sorted(came.keys() | wanted.keys())]
