"""A unit's dossiers in a period, as the portal counts them at the cut-off: what happened later does not exist.

One query reads the rows; events are looked into only where they can say something else than the stored columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from namro.apps.dossiers.judging import Happened, judged, paused
from namro.apps.dossiers.models import Dossier
from namro.core.base.clock import VIETNAM
from namro.core.service.adding import ADDINGS, Known, added

#: First and last day, both included.
Days = tuple[date, date]
_MOMENTS = ("accepted_at", "limit_at", "ended_at")
_COLUMNS = (
    "id", "unit_id", "procedure", "accepted_s", "limit_s", "ended_s", "requests", "events", "returns_document",
    "has_result", "digitised_component", "reused_component", "personal_store", "population_data", "fee", "paid",
    "disliked", "channel", "apologised", "has_apology",
)  # fmt: skip


class Tallied(NamedTuple):
    """One dossier of the period: what is counted of it, when it ended by then, its appointment, whether it is new."""

    id: int
    unit: int
    procedure: str
    known: Known
    accepted: int
    ended: int | None
    #: Its end or the cut-off, with the time a citizen took to answer taken off; None: asked twice.
    clock: int | None
    due: int | None
    fee_told: bool
    apologised: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A period in seconds since 1970: its first second and its cut-off."""

    first: int
    cut_off: int


def span_of(days: Days, today: date) -> Span:
    """Return the period of these days as it is known today: the running one ends with the day."""
    last = min(days[1], today)
    first = datetime.combine(days[0], time(), VIETNAM)
    return Span(int(first.timestamp()), int(datetime.combine(last, time(23, 59, 59), VIETNAM).timestamp()))


def rows_in(units: Iterable[int], span: Span) -> QuerySet[Dossier, Any]:
    """Return the dossiers that may be in the period; those it turns out are not are left out one by one."""
    inside = Q(ended_at=None) | Q(ended_at__gte=span.first)
    found = Dossier.objects.filter(inside, unit__in=list(units), accepted_at__lte=span.cut_off)
    whole = {f"{name[:-3]}_s": Cast(name, BigIntegerField()) for name in _MOMENTS}
    has_result = Case(When(result_url="", then=Value(False)), default=Value(True))
    return found.annotate(**whole, has_result=has_result).order_by("-accepted_at", "-id").values_list(*_COLUMNS)


def tallied(units: Iterable[int], span: Span) -> Iterator[Tallied]:
    """Yield the dossiers in a period, newest first; one query."""
    for row in rows_in(units, span).iterator(chunk_size=5000):
        one = _tallied(row, span)
        if one is not None:
            yield one


def _tallied(row: tuple[Any, ...], span: Span) -> Tallied | None:
    (
        key, unit, procedure, accepted, limit, ended, requests, events, returns, has_result, digitised, reused, store,
        population, fee, paid, disliked, channel, apologised, has_apology,
    ) = row  # fmt: skip
    clock: int | None
    stood = 0
    if requests or '"paused"' in events or (ended is not None and ended > span.cut_off):
        happened = _happened(events)
        before = [one for one in happened if one[1] <= span.cut_off]
        then, whole = judged(accepted, before), judged(accepted, happened)
        due = None if limit is None else limit - whole.answered
        ended, requests = then.ended_at, then.requests
        if ended is not None and ended < span.first:
            return None
        stands = span.cut_off if then.stood_at is None else then.stood_at
        clock = stands - then.answered if requests < 2 else None
        stood, still = paused(accepted, before)
        less = _less_pauses(clock, stood, still=still if ended is None else None, answered=then.answered)
    else:
        due, clock = limit, span.cut_off if ended is None else ended
        less = clock
    known = Known(
        on_time=clock is not None and due is not None and clock <= due,
        less_pauses=less is not None and due is not None and less <= due,
        requests=requests,
        returns_document=bool(returns),
        has_result=has_result,
        digitised=bool(digitised),
        reused=bool(reused),
        store=bool(store),
        population=bool(population),
        fee=fee or 0,
        paid=paid,
        disliked=disliked,
        channel=channel,
    )
    sorry = bool(apologised or has_apology)
    return Tallied(key, unit, procedure, known, accepted, ended, clock, due, fee is not None, sorry)


def _less_pauses(clock: int | None, stood: int, *, still: int | None, answered: int) -> int | None:
    """The own reading: pauses that ended come off, one that is open ends the clock where it began."""
    if clock is None:
        return None
    return (clock if still is None else min(clock, still - answered)) - stood


def _happened(events: str) -> list[Happened]:
    return [(status, at) for status, at in json.loads(events)]


def counts_of(rows: Iterable[Tallied]) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator by metric; () of no dossier is {}."""
    up, down = dict.fromkeys((one.code for one in ADDINGS), 0), dict.fromkeys((one.code for one in ADDINGS), 0)
    some = False
    for row in rows:
        some = True
        for adding in ADDINGS:
            adds = added(adding, row.known)
            if adds is not None:
                up[adding.code] += adds
                down[adding.code] += 1
    return {code: (up[code], down[code]) for code in up} if some else {}
