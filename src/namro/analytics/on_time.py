"""What follows from one dossier's row and its events, as expressions: written once, compiled for every engine.

Moments are compared to the second, as numbers of seconds; events after the cut-off do not exist.
"""

from __future__ import annotations

from typing import Any, cast

import ibis
from ibis.expr.types import ArrayValue, IntegerValue, Table

from namro.analytics.moments import seconds, stamp
from namro.analytics.period import Period

#: The statuses that end a dossier, those of one line alike; a line counts only where those before have no event.
ENDS = (("processed",), ("returned",), ("stopped", "refused", "withdrawn"))
ASKED, ANSWERED = "supplement_requested", "supplement_done"
PAUSED, RESUMED = "paused", "resumed"


def with_facts(dossiers: Table, period: Period) -> Table:
    """Return the dossiers in the period with the columns that metrics count from.

    Needs `due_at`, or `computed_due_s` where a term gives the appointment. Adds `on_time`, `on_time_less_pauses`,
    `requests` and `month` (202603 for March 2026).
    """
    found = dossiers.filter(dossiers.accepted_at < ibis.literal(period.beyond))
    found = found.mutate(
        due_s=ibis.coalesce(seconds(found.due_at), found.computed_due_s),
        end_s=ibis.coalesce(*(_first_of(found, statuses, period) for statuses in ENDS)),
        waits=found.events.filter(
            lambda event: (
                event["status"].isin([ASKED, ANSWERED, PAUSED, RESUMED])
                & (event["at"] >= found.accepted_at)
                & (event["at"] < ibis.literal(period.beyond))
            )
        ),
    )
    found = found.filter(found.end_s.isnull() | (found.end_s >= stamp(period.begins)))
    found = found.mutate(
        requests=_where_waits(found, _moments(found, ASKED).length()).fill_null(0),
        asked_s=_where_waits(found, _moments(found, ASKED).mins()),
    )
    found = found.mutate(
        answered_s=_where_waits(found, _first_from(_moments(found, ANSWERED), found.asked_s)),
        stops=_where_waits(found, _apart(found, PAUSED, RESUMED)),
        starts=_where_waits(found, _apart(found, RESUMED, PAUSED)),
    )
    return _judged(found, cut_off=stamp(period.cut_off))


def _judged(found: Table, *, cut_off: int) -> Table:
    """Add the two readings of "on time"."""
    found = found.mutate(
        supplement_s=(found.answered_s - found.asked_s).fill_null(0),
        open_request_s=ibis.cases((found.answered_s.isnull(), found.asked_s), else_=ibis.null("int64")),
        paused_s=_ended_pauses(found),
        open_pause_s=_where_waits(found, _open_pause(found)),
    )
    unended = ibis.least(ibis.literal(cut_off), found.open_request_s.fill_null(cut_off))
    clock = ibis.coalesce(found.end_s, unended) - found.supplement_s
    paused_clock = (
        ibis.coalesce(found.end_s, ibis.least(unended, found.open_pause_s.fill_null(cut_off)))
        - found.supplement_s
        - found.paused_s
    )
    return found.mutate(
        on_time=((found.requests <= 1) & (clock <= found.due_s)).fill_null(False),
        on_time_less_pauses=((found.requests <= 1) & (paused_clock <= found.due_s)).fill_null(False),
        month=found.accepted_at.year().cast("int32") * 100 + found.accepted_at.month().cast("int32"),
    )


def _first_of(found: Table, statuses: tuple[str, ...], period: Period) -> IntegerValue:
    events = found.events.filter(
        lambda event: event["status"].isin(statuses) & (event["at"] < ibis.literal(period.beyond))
    )
    return seconds(events.map(lambda event: event["at"]).mins())


def _moments(found: Table, status: str) -> ArrayValue:
    """The seconds of the events of one status from acceptance on."""
    return found.waits.filter(lambda event: event["status"] == status).map(lambda event: seconds(event["at"]))


def _apart(found: Table, status: str, other: str) -> ArrayValue:
    """The moments of one status, not of both: paused and resumed at once leaves things as they were."""
    others = _moments(found, other)
    return _moments(found, status).filter(lambda moment: ~others.contains(moment)).unique()


def _first_from(moments: ArrayValue, since: IntegerValue) -> IntegerValue:
    return cast(IntegerValue, moments.filter(lambda moment: moment >= since).mins())


def _ended_pauses(found: Table) -> IntegerValue:
    """The seconds of all pauses that ended. A pause begins at the first `paused` after the last `resumed`."""

    def lasted(end: Any) -> Any:
        before = found.starts.filter(lambda start: start < end).maxs().fill_null(0)
        began = found.stops.filter(lambda stop: (stop > before) & (stop < end)).mins()
        return end - began.fill_null(end)

    return cast(
        IntegerValue, ibis.cases((found.stops.length() > 0, found.starts.map(lasted).sums()), else_=0).fill_null(0)
    )


def _open_pause(found: Table) -> IntegerValue:
    """The moment since which the dossier has stood still, none while it runs."""
    last = found.starts.maxs().fill_null(0)
    return cast(IntegerValue, found.stops.filter(lambda stop: stop > last).mins())


def _where_waits(found: Table, value: Any) -> Any:
    """The value where there is any wait at all, else empty: few dossiers have one, so that little is computed."""
    return ibis.cases((found.waits.length() > 0, value), else_=ibis.null(value.type()))
