"""The nightly rebuild: everything computed again by the other implementation, and compared with what is stored.

Draining scores unit by unit exactly; this scores all units on arrays. A difference is told, and its unit marked so
that it is computed again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from namro.apps.assessments.bridge import lines_of
from namro.apps.assessments.draining import computed
from namro.apps.assessments.gathering import Pool, digest, pools
from namro.apps.assessments.models import Run, Score
from namro.apps.indicators.marking import mark
from namro.apps.indicators.models import Fact, Mark
from namro.apps.people.queries.organisation import names_of
from namro.core.base.clock import Clock
from namro.core.scoring.many import NodeColumn, Results, score_many
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
        count, suspects = _year(year)
        compared += count
        found += _confirmed(year, suspects, clock=clock)
    mark((one.unit, one.year) for one in found)
    _tell(run, found, compared=compared, clock=clock)
    return found


def _tell(run: Run, found: list[Difference], *, compared: int, clock: Clock) -> None:
    names = names_of({one.unit for one in found}) if found else {}
    said = [f"{names[one.unit][1]}, năm {one.year}: {one.said}" for one in found[:_TOLD]]
    if len(found) > _TOLD:
        said.append(f"và {len(found) - _TOLD} đơn vị nữa")
    for line in said:
        _log.error("rebuild of %s: %s", run.slot, line)
    run.compared, run.differences, run.note, run.ended_at = compared, len(found), "\n".join(said), clock()
    run.save(update_fields=["compared", "differences", "note", "ended_at"])


def _years() -> list[int]:
    with_facts = Fact.objects.filter(superseded_by=None).values_list("year", flat=True).distinct()
    return sorted({*with_facts, *Score.objects.values_list("year", flat=True).distinct()})


def _year(year: int) -> tuple[int, dict[int, str]]:
    """Compare one year on arrays; return how many results, and what differs by unit."""
    there = Fact.objects.filter(superseded_by=None, year=year).exclude(value="")
    units = list(there.values_list("unit", flat=True).distinct())
    without = Score.objects.filter(year=year).exclude(unit__in=units).values_list("unit", flat=True)
    compared, suspects = 0, dict.fromkeys(without, "có kết quả mà không còn số liệu")
    for pool in pools(units, year):
        compared += len(pool.units)
        suspects.update(_pool(pool))
    return compared, suspects


def _pool(pool: Pool) -> Iterator[tuple[int, str]]:
    results = score_many(pool.edition.framework, pool.table)
    bands = [band.name for band in pool.edition.framework.bands]
    places = {pool.units[name]: place for place, name in enumerate(results.units)}
    rows = Score.objects.filter(year=pool.year, edition=pool.edition.sha256, unit__in=places)
    seen = set()
    for row in rows.iterator(chunk_size=200):
        seen.add(row.unit_id)
        place = places[row.unit_id]
        said = _differs(row, results, place, bands)
        if not said and row.digest != digest(pool.table.of(results.units[place])):
            said = "tính từ số liệu khác số liệu đang có"
        if said:
            yield row.unit_id, said
    for unit in places.keys() - seen:
        yield unit, "có số liệu mà chưa có kết quả"


def _differs(row: Score, results: Results, place: int, bands: list[str]) -> str:
    percent = int(results.percent[place])
    band = int(results.band[place])
    if int(results.total[place]) != row.total_nano:
        return f"tổng điểm lưu {row.total_nano / 1e9:.9f}, tính lại {int(results.total[place]) / 1e9:.9f}"
    if (None if percent == NOTHING else percent) != row.percent_nano:
        return "tỷ lệ lưu khác tỷ lệ tính lại"
    if (bands[band] if band >= 0 else "") != row.band:
        return f"xếp loại lưu “{row.band}”, tính lại “{bands[band] if band >= 0 else ''}”"
    for part, columns in (("criteria", results.nodes), ("adjustments", results.items)):
        wrong = next((key for key in _wrong_lines(row, part, columns, place)), None)
        if wrong is not None:
            return f"mục {wrong} lưu khác tính lại"
    return ""


def _wrong_lines(row: Score, part: str, columns: dict[str, NodeColumn], place: int) -> Iterator[str]:
    stored = dict(lines_of(row, part))
    yield from columns.keys() ^ stored.keys()
    for key in columns.keys() & stored.keys():
        column, line = columns[key], stored[key]
        same = abs(column.points[place] - float(line.points)) <= _NEAR
        if not same or STATES[int(column.state[place])] != line.state:
            yield key


def _confirmed(year: int, suspects: dict[int, str], *, clock: Clock) -> list[Difference]:
    """Look at each suspect again, exactly and twice: facts that are being written meanwhile are no difference.

    Whatever is written leaves a mark until it is stored; a unit that differs both times without one is told.
    """
    return _without_mark(year, _as_suspects(_without_mark(year, suspects, clock=clock)), clock=clock)


def _as_suspects(found: list[Difference]) -> dict[int, str]:
    return {one.unit: one.said for one in found}


def _without_mark(year: int, suspects: dict[int, str], *, clock: Clock) -> list[Difference]:
    if not suspects:
        return []
    fresh = computed(sorted(suspects), year, clock=clock)
    editions = {row.edition for rows in fresh.values() for row in rows}
    stored = {(row.unit_id, row.edition): row for row in Score.objects.filter(year=year, unit__in=suspects)}
    known = {unit for unit, _edition in stored}
    marked = set(Mark.objects.filter(year=year, unit__in=suspects).values_list("unit_id", flat=True))
    found = []
    for unit, said in sorted(suspects.items()):
        now = [_content(row) for row in fresh.get(unit, ())]
        there = [
            _content(row) for (of, edition), row in stored.items() if of == unit and edition in (editions or {edition})
        ]
        if now == there or unit in marked:
            continue
        if (
            now and not there and unit in known
        ):  # scored under an edition that was replaced: computed anew, no difference
            mark([(unit, year)])
            continue
        found.append(Difference(unit, year, said))
    return found


def _content(row: Score) -> tuple[object, ...]:
    return row.total_nano, row.percent_nano, row.band, row.not_ranked, row.lines, row.digest
