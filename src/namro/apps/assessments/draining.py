"""Marks into results: read, scored and stored in batches; a mark goes only if nobody marked again meanwhile.

Marks are read before the facts, and whoever writes facts gives the mark a new token in the same transaction. So a mark
that still has its token says that the facts that were read are those that stand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from namro.apps.assessments.bridge import row_of
from namro.apps.assessments.gathering import digest, pools
from namro.apps.assessments.models import Score
from namro.apps.indicators.models import Mark
from namro.core.base.clock import Clock
from namro.core.scoring.one import score

#: Results computed and stored at a time: a second or so of work, lost when the process ends in the middle.
BATCH = 100
_STORED = ["total_nano", "percent_nano", "band", "band_why", "not_ranked", "lines", "digest", "computed_at"]

_log = logging.getLogger(__name__)


def drain(*, clock: Clock, batch: int = BATCH, before_storing: Callable[[], None] = lambda: None) -> int:
    """Bring every marked result up to date; return how many marks went."""
    return sum(_tried(marks, clock=clock, before_storing=before_storing) for marks in _batches(batch))


def _tried(marks: Sequence[Mark], *, clock: Clock, before_storing: Callable[[], None]) -> int:
    """Settle marks together, and one by one where that fails; return how many went."""
    try:
        return _settle(marks, clock=clock, before_storing=before_storing)
    except Exception:  # a result that cannot be computed must not keep the others waiting; its mark stays
        units = ", ".join(str(mark.unit_id) for mark in marks)
        _log.exception("results of %d could not be computed: units %s", marks[0].year, units)
    alone = marks if len(marks) > 1 else ()
    return sum(_tried([mark], clock=clock, before_storing=lambda: None) for mark in alone)


def _batches(size: int) -> Iterator[list[Mark]]:
    """Yield the marks year by year; a mark that comes back while this runs waits for the next time."""
    for year in list(Mark.objects.order_by("year").values_list("year", flat=True).distinct()):
        last = 0
        while marks := list(Mark.objects.filter(year=year, pk__gt=last).order_by("pk")[:size]):
            last = marks[-1].pk
            yield marks


def _settle(marks: Sequence[Mark], *, clock: Clock, before_storing: Callable[[], None]) -> int:
    year = marks[0].year
    rows = computed([mark.unit_id for mark in marks], year, clock=clock)
    before_storing()
    with transaction.atomic():
        locked = {mark.pk: mark.token for mark in Mark.objects.select_for_update().filter(pk__in=[m.pk for m in marks])}
        same = [mark for mark in marks if locked.get(mark.pk) == mark.token]
        store([row for mark in same for row in rows.get(mark.unit_id, ())])
        empty = [mark.unit_id for mark in same if mark.unit_id not in rows]
        Score.objects.filter(unit__in=empty, year=year).delete()
        Mark.objects.filter(pk__in=[mark.pk for mark in same]).delete()
    return len(same)


def computed(units: Sequence[int], year: int, *, clock: Clock) -> dict[int, list[Score]]:
    """Score units exactly from the facts that stand; rows by unit, not saved. Units without facts are left out."""
    found: dict[int, list[Score]] = {}
    for pool in pools(units, year):
        edition = pool.edition
        for name, unit in pool.units.items():
            facts = pool.table.of(name)
            one = score(edition.framework, facts)
            row = row_of(one, unit=unit, year=year, edition=edition.sha256, digest=digest(facts), at=clock())
            found.setdefault(unit, []).append(row)
    return found


def store(rows: Sequence[Score]) -> None:
    """Put results in the place of those that stand."""
    Score.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=_STORED,
        unique_fields=["unit", "year", "edition"],
    )
