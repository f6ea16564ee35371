"""One publication as it was: what a correction moved, and what computing it again gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from namro.apps.appraisals.models import PublishedResult
from namro.apps.appraisals.queries.published import Change, Move
from namro.core.assessment.opinions import restored, value_words
from namro.core.assessment.publishing import Difference, where_words
from namro.core.assessment.snapshot import Snapshot
from namro.core.framework.model import Framework
from namro.core.scoring.showing import from_nanos
from namro.ui.formats import NOTHING, points

#: Differences that a page shows; the command tells them all.
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What a correction moved for one unit, as text."""

    unit: str
    pool: str
    before: str
    after: str
    change: str
    ranks: tuple[str, str]
    bands: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Again:
    """What computing again gave: nothing differs, or where it does; or why it could not be computed."""

    same: bool
    rows: tuple[tuple[str, str, str, str], ...] = ()
    more: int = 0
    refusal: str = ""


def move_rows(moves: Iterable[Move]) -> tuple[MoveRow, ...]:
    """Return what moved, unit by unit."""
    return tuple(
        MoveRow(
            unit=move.unit,
            pool=move.after.pool,
            before=_total(move.before),
            after=_total(move.after),
            change=_change(move.change),
            ranks=(_rank(move.before), _rank(move.after)),
            bands=(move.before.band or NOTHING, move.after.band or NOTHING),
        )
        for move in moves
    )


def changed_rows(
    framework: Framework, changes: Iterable[Change], names: Mapping[int, str]
) -> tuple[tuple[str, tuple[str, str], str, str, str], ...]:
    """Return unit, criterion, value before and after, and why; `names` of the units by sheet."""
    called = {node.id: node.name for node in framework.nodes} | {item.id: item.name for item in framework.items}
    return tuple(
        (
            names.get(one.sheet, NOTHING), (one.node_id, called.get(one.node_id, "")),
            _value(framework, one.before), _value(framework, one.after),
            one.reason,
        )
        for one in changes
    )  # fmt: skip


def _value(framework: Framework, text: str) -> str:
    value = restored(text)
    return NOTHING if value is None else value_words(value, framework)


def again_of(snapshot: Snapshot, found: Sequence[Difference]) -> Again:
    """Return what computing again gave."""
    names = {unit.code: unit.name for unit in snapshot.units}
    rows = tuple((names.get(one.unit, one.unit), where_words(one), one.kept, one.again) for one in found[:_SHOWN])
    return Again(not found, rows, max(0, len(found) - _SHOWN))


def _total(row: PublishedResult) -> str:
    return points(row.total)


def _change(nanos: int | None) -> str:
    if not nanos:
        return NOTHING
    return f"{'▼' if nanos < 0 else '▲'} {points(from_nanos(abs(nanos)))}"


def _rank(row: PublishedResult) -> str:
    return NOTHING if row.rank is None else str(row.rank)
