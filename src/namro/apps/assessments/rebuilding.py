"""The nightly rebuild: everything computed again by the other implementation, and compared with what is stored.

Draining scores unit by unit exactly; this scores all units on arrays. A difference is told, and its unit marked so
that it is computed again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.gathering import Pool, digest, pools
from namro.apps.assessments.models import Score
from namro.apps.indicators.marking import mark
from namro.apps.indicators.models import Fact, Mark
from namro.apps.people.queries.organisation import names_of
from namro.apps.runs import once
from namro.apps.runs.models import Run
from namro.core.base.clock import Clock
from namro.core.scoring.many import NodeColumn, Results, score_many
from namro.core.scoring.numbers import said
from namro.core.scoring.outcome import STATES
from namro.core.scoring.ranks import NOTHING

_TOLD = 20
#: Points of arrays are floats; totals are compared exactly, lines as closely as this.
_NEAR = 1e-6

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit whose stored result is not what its facts say, in words."""

    unit: int
    year: int
    said: str


def rebuild(run: Run, *, clock: Clock) -> list[Difference]:
    """Compare every year's results with their facts; the run says how it ended. Return the differences."""
    found: list[Difference] = []
    compared = 0
    for year in _years():
        count, suspects = _compared(year)
        compared += count
        found += _confirmed(year, suspects)
    mark((one.unit, one.year) for one in found)
    _tell(run, found, compared=compared, clock=clock)
    return found


def _tell(run: Run, found: list[Difference], *, compared: int, clock: Clock) -> None:
    names = names_of({one.unit for one in found}) if found else {}
    line = _("%(unit)s, năm %(year)d: %(said)s")
    lines = [line % {"unit": names[one.unit][1], "year": one.year, "said": one.said} for one in found[:_TOLD]]
    if len(found) > _TOLD:
        lines.append(_("và %(n)d đơn vị nữa") % {"n": len(found) - _TOLD})
    for told in lines:
        _log.error("rebuild of %s: %s", run.slot, told)
    once.finish(run, clock(), compared=compared, differences=len(found), note="\n".join(lines))


def _years() -> list[int]:
    with_facts = Fact.objects.filter(superseded_by=None).values_list("year", flat=True).distinct()
    return sorted({*with_facts, *Score.objects.values_list("year", flat=True).distinct()})


def _compared(year: int, *, only: Collection[int] = ()) -> tuple[int, dict[int, str]]:
    """Compare one year on arrays; return how many results, and what differs by unit. `only`: of these units."""
    there = Fact.objects.filter(superseded_by=None, year=year).exclude(value="")
    stored = Score.objects.filter(year=year)
    if only:
        there, stored = there.filter(unit__in=only), stored.filter(unit__in=only)
    units = list(there.values_list("unit", flat=True).distinct())
    without = stored.exclude(unit__in=units).values_list("unit", flat=True)
    compared, suspects = 0, dict.fromkeys(without, _("có kết quả mà không còn số liệu"))
    for pool in pools(units, year):
        compared += len(pool.units)
        suspects.update(_pool(pool))
    return compared, suspects


def _confirmed(year: int, suspects: dict[int, str]) -> list[Difference]:
    """Look at each suspect twice more: facts that are being written meanwhile are no difference.

    What is written leaves a mark until its result is stored; a unit that differs every time without one is told.
    """
    for _again in range(2):
        if not suspects:
            break
        suspects = _compared(year, only=list(suspects))[1]
        for unit in Mark.objects.filter(year=year, unit__in=suspects).values_list("unit_id", flat=True):
            suspects.pop(unit)
    return [Difference(unit, year, said) for unit, said in sorted(suspects.items())]


def _pool(pool: Pool) -> Iterator[tuple[int, str]]:
    results = score_many(pool.edition.framework, pool.table)
    bands = [band.name for band in pool.edition.framework.bands]
    places = {pool.units[name]: place for place, name in enumerate(results.units)}
    rows = Score.objects.filter(year=pool.year, unit__in=places)
    seen = set()
    for row in rows.filter(edition=pool.edition.sha256).iterator(chunk_size=200):
        seen.add(row.unit_id)
        place = places[row.unit_id]
        said = _differs(row, results, place, bands)
        if not said and row.digest != digest(pool.table.of(results.units[place])):
            said = _("tính từ số liệu khác số liệu đang có")
        if said:
            yield row.unit_id, said
    missing = places.keys() - seen
    before = set(rows.filter(unit__in=missing).values_list("unit_id", flat=True))
    mark(
        (unit, pool.year) for unit in before
    )  # scored under an edition that was replaced: to be computed, no difference
    for unit in missing - before:
        yield unit, _("có số liệu mà chưa có kết quả")


def _differs(row: Score, results: Results, place: int, bands: list[str]) -> str:
    percent = int(results.percent[place])
    band = int(results.band[place])
    if int(results.total[place]) != row.total_nano:
        again = Decimal(int(results.total[place])).scaleb(-9)
        return _("tổng điểm lưu %(stored)s, tính lại %(again)s") % {"stored": said(row.total), "again": said(again)}
    if (None if percent == NOTHING else percent) != row.percent_nano:
        return _("tỷ lệ lưu khác tỷ lệ tính lại")
    named = bands[band] if band >= 0 else ""
    if named != row.band:
        return _("xếp loại lưu “%(stored)s”, tính lại “%(again)s”") % {"stored": row.band, "again": named}
    for part, columns in (("criteria", results.nodes), ("adjustments", results.items)):
        wrong = next((key for key in _wrong_lines(row, part, columns, place)), None)
        if wrong is not None:
            return _("mục %(id)s lưu khác tính lại") % {"id": wrong}
    return ""


def _wrong_lines(row: Score, part: str, columns: dict[str, NodeColumn], place: int) -> Iterator[str]:
    stored = dict(lines_of(row, part))
    yield from columns.keys() ^ stored.keys()
    for key in columns.keys() & stored.keys():
        column, line = columns[key], stored[key]
        same = abs(column.points[place] - float(line.points)) <= _NEAR
        if not same or STATES[int(column.state[place])] != line.state:
            yield key
