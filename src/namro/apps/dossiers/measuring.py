"""Figures of one-stop indicators, dossier by dossier: each is counted once in the period that it belongs to.

What is ended belongs to the period in which it ended, what was received to that in which it was accepted, so that
months add up; only what is still open is a state at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from namro.apps.dossiers.late import late_ones
from namro.apps.dossiers.models import OnlineLevel, Procedure
from namro.apps.dossiers.tallying import Span, Tallied
from namro.core.base.clock import VIETNAM
from namro.core.service.dossiers import Channel

Measured = dict[str, int]


def figures_of(rows: Sequence[Tallied], span: Span) -> Measured:
    """Return the figures of dossiers in a period by name; {} of none."""
    if not rows:
        return {}
    catalogue = _Catalogue()
    found = Counter(name for row in rows for name in _names_of(row, catalogue, span))
    found["late_not_own"] = len(_not_own(rows, span))
    return {name: found[name] for name in FIGURES}


def rows_of(figure: str, rows: Sequence[Tallied], span: Span) -> list[Tallied]:
    """Return the dossiers that a figure counts, in their order."""
    if figure == "late_not_own":
        others = _not_own(rows, span)
        return [row for row in rows if row.id in others]
    catalogue = _Catalogue()
    return [row for row in rows if figure in set(_names_of(row, catalogue, span))]


def _names_of(row: Tallied, catalogue: _Catalogue, span: Span) -> Iterator[str]:
    """The figures that a dossier counts in."""
    yield from _state(row, span)
    if row.accepted >= span.first:
        yield from _received(row, catalogue)
    if row.ended is not None:
        yield from _done(row)


#: Every name that figures are asked by; definitions of indicators have their words.
FIGURES = (
    "received_online", "received_direct", "carried", "early", "in_time", "late", "late_not_own", "open_in_time",
    "open_late", "accepted", "online", "online_with_result", "online_eligible", "digitised", "reused", "paid_online",
    "with_fee", "zero_fee", "done", "done_returning", "done_electronic", "late_apologised",
)  # fmt: skip


class _Catalogue:
    """Which procedures have a service online, and which a fee, as the catalogue has them last; one query."""

    def __init__(self) -> None:
        self.online: set[str] = set()
        self.fee: set[str] = set()
        for code, online, fee in Procedure.objects.order_by("since").values_list("code", "online", "fee"):
            (self.online.discard if online == OnlineLevel.NONE else self.online.add)(code)
            (self.fee.add if fee else self.fee.discard)(code)


def _state(row: Tallied, span: Span) -> Iterator[str]:
    if row.accepted < span.first:
        yield "carried"
    else:
        yield "received_online" if row.known.channel == Channel.ONLINE else "received_direct"
    if row.ended is None:
        yield "open_in_time" if row.known.on_time else "open_late"
    elif not row.known.on_time:
        yield "late"
    else:
        yield "early" if _day(row.clock) < _day(row.due) else "in_time"


def _received(row: Tallied, catalogue: _Catalogue) -> Iterator[str]:
    yield "accepted"
    if row.known.channel == Channel.ONLINE:
        yield "online"
        if row.known.has_result:
            yield "online_with_result"
    if row.procedure in catalogue.online:
        yield "online_eligible"
    if row.known.digitised and row.known.has_result:
        yield "digitised"
    if row.known.reused:
        yield "reused"
    if row.known.fee > 0 or row.procedure in catalogue.fee:
        yield "with_fee"
        if not row.known.fee:
            yield "zero_fee"
        elif row.known.paid in (1, 2):
            yield "paid_online"


def _done(row: Tallied) -> Iterator[str]:
    yield "done"
    if row.known.returns_document:
        yield "done_returning"
        if row.known.has_result:
            yield "done_electronic"
    if not row.known.on_time and row.apologised:
        yield "late_apologised"


def _day(second: int | None) -> int:
    """The day of Viet Nam of a moment, as a number."""
    return datetime.fromtimestamp(second or 0, UTC).astimezone(VIETNAM).toordinal()


def _not_own(rows: Sequence[Tallied], span: Span) -> set[int]:
    """Those that ended late and not by the unit's fault, as the figures say or an accepted contest does."""
    late = [row.id for row in rows if row.ended is not None and not row.known.on_time]
    if not late:
        return set()
    cut_off = datetime.fromtimestamp(span.cut_off, VIETNAM)
    return {one.row.pk for one in late_ones(late, cut_off) if not one.counted.is_own_fault}
