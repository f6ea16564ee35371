"""Late dossiers of a unit in a period: what the figures reckon, what was accepted against it, both readings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet

from namro.apps.dossiers.letters import Looked, look
from namro.apps.dossiers.models import Dossier, LateContest
from namro.core.base.clock import VIETNAM
from namro.core.service.lateness import Contest, LateClass, Lateness, OnTimeRatio, lateness, on_time_ratio

#: So many without any date are shown.
SHOWN = 300
#: First and last day, both included.
Span = tuple[date, date]
State = LateContest.State


@dataclass(frozen=True, slots=True)
class LateOne:
    """A late dossier: what the figures say, what counts, and the contest that waits or counts."""

    row: Dossier
    reckoned: Lateness
    counted: Lateness
    accepted: LateContest | None
    waiting: LateContest | None


@dataclass(frozen=True, slots=True)
class LateOfUnit:
    """The late ones of a period, latest appointment first, and the ratio as reckoned and as it counts.

    Of those without any date (late by the data, however many a source leaves without) only the first are among `rows`.
    """

    rows: tuple[LateOne, ...]
    late: int
    reckoned: OnTimeRatio
    counted: OnTimeRatio


def in_period(unit: int, span: Span) -> QuerySet[Dossier]:
    """Return the dossiers that count in a period: accepted by its end, not ended before its first day."""
    first = datetime.combine(span[0], time(), VIETNAM)
    still = Q(ended_at=None) | Q(ended_at__gte=first)
    return Dossier.objects.filter(still, unit=unit, accepted_at__lte=_cut_off(span))


def late_of(unit: int, span: Span, now: datetime) -> LateOfUnit:
    """Return the late dossiers of a unit in a period, each with its class; seven queries for each 500 of them."""
    cut_off = min(now, _cut_off(span))
    rows = in_period(unit, span)
    total = rows.order_by().count()
    contested = LateContest.objects.filter(state=State.ACCEPTED).values("dossier")
    dateless = rows.filter(limit_at=None, requests__lt=2).exclude(pk__in=contested)
    dated = rows.filter(_may_be_late(cut_off)).exclude(pk__in=dateless.order_by().values("pk"))
    ordered = _in_order(dated.order_by("-limit_at", "-id"), cut_off)
    without = dateless.order_by().count()
    shown = _in_order(dateless.order_by("-id")[:SHOWN], cut_off) if without else []
    late = len(ordered) + without
    return LateOfUnit(
        (*ordered, *shown),
        late,
        _ratio([one.reckoned for one in ordered], timely=total - late, dateless=without),
        _ratio([one.counted for one in ordered], timely=total - late, dateless=without),
    )


def _in_order(rows: QuerySet[Dossier], cut_off: datetime) -> list[LateOne]:
    keys = list(rows.values_list("pk", flat=True))
    found = {one.row.pk: one for one in late_ones(keys, cut_off)}
    return [found[key] for key in keys if key in found]


def late_ones(keys: Iterable[int], cut_off: datetime) -> Iterable[LateOne]:
    """Yield those of some dossiers that are late at a moment."""
    wanted = list(keys)
    contests: dict[tuple[int, str], LateContest] = {}
    rows = LateContest.objects.filter(dossier__in=wanted, state__in=(State.PROPOSED, State.ACCEPTED))
    for contest in rows.select_related("by", "decided_by", "evidence"):
        contests[contest.dossier_id, contest.state] = contest
    for start in range(0, len(wanted), 500):
        for looked in look(wanted[start : start + 500]):
            one = late_one(
                looked,
                cut_off,
                accepted=contests.get((looked.row.pk, State.ACCEPTED.value)),
                waiting=contests.get((looked.row.pk, State.PROPOSED.value)),
            )
            if one is not None:
                yield one


def late_one(
    looked: Looked, cut_off: datetime, *, accepted: LateContest | None, waiting: LateContest | None
) -> LateOne | None:
    """Return what is said of a dossier that is late at a moment; None: it is not."""
    if looked.value.accepted_at is None:
        return None
    reckoned = lateness(looked.value, cut_off, looked.office)
    if reckoned is None:
        return None
    counted = reckoned
    if accepted is not None:
        said = lateness(looked.value, cut_off, looked.office, contest=contest_of(accepted))
        counted = replace(said, since=reckoned.since) if said is not None else reckoned
    return LateOne(looked.row, reckoned, counted, accepted, waiting)


def contest_of(row: LateContest) -> Contest:
    """Return an accepted contest as the rules take it."""
    where = f"{row.holder}, {row.step}".strip(", ")
    return Contest(
        late_class=LateClass(row.late_class), reason=f"{where}: {row.reason}" if where else row.reason, proof=row.proof
    )


def _may_be_late(cut_off: datetime) -> Q:
    """Everything that may be late then: what ended or stands still later than its limit, or has no limit."""
    ended = Q(ended_at__gt=F("limit_at"))
    stands = Q(ended_at=None, stood_at__gt=F("limit_at")) | Q(ended_at=None, stood_at=None, limit_at__lt=cut_off)
    return ended | stands | Q(requests__gte=2) | Q(limit_at=None)


def _ratio(late: Iterable[Lateness], *, timely: int, dateless: int) -> OnTimeRatio:
    found = on_time_ratio(late)
    by_class = Counter(dict(found.late))
    by_class[LateClass.DATA] += dateless
    classes = tuple((kind, by_class[kind]) for kind in LateClass if by_class[kind])
    return OnTimeRatio(total=found.total + dateless + timely, late=classes)


def _cut_off(span: Span) -> datetime:
    return datetime.combine(span[1], time(23, 59, 59), VIETNAM)
