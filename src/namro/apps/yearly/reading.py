"""A sheet as it is shown: counted today, with what was corrected; once closed, as it was then and what is other now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from namro.apps.yearly.material import live_rows
from namro.apps.yearly.models import Correction, PersonSheet, SheetSnapshot
from namro.apps.yearly.sources import known_sources
from namro.apps.yearly.stays import Stay
from namro.core.improvement.yearly_figures import (
    Change,
    Corrected,
    Figure,
    Row,
    changes,
    counted,
    unpacked,
    with_corrections,
)
from namro.core.improvement.yearly_states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Rows and figures of one person. `closed` is the snapshot they are from, `differs` what is other today."""

    stay: Stay
    sheet: PersonSheet | None
    rows: tuple[Row, ...]
    figures: Mapping[Figure, int | None]
    corrections: tuple[Correction, ...] = ()
    closed: SheetSnapshot | None = None
    differs: tuple[Change, ...] = ()

    @property
    def waiting(self) -> int:
        """Corrections that nobody has decided yet."""
        return sum(one.outcome == Correction.Outcome.WAITING for one in self.corrections)


def readings(
    unit: int, year: int, stays: Mapping[int, Stay], *, shown: Iterable[int], today: date
) -> dict[int, Reading]:
    """Return the sheets of some people of a unit (`shown`, their ids); as many queries for all as for one."""
    live = live_rows(unit, year, stays, today=today)
    wanted = list(shown)
    sheets = {one.user_id: one for one in PersonSheet.objects.filter(unit=unit, year=year, user__in=wanted)}
    keys = [one.pk for one in sheets.values()] or [0]
    corrections: dict[int, list[Correction]] = {}
    for one in Correction.objects.filter(sheet__in=keys).select_related("decided_by").order_by("seq"):
        corrections.setdefault(one.sheet_id, []).append(one)
    rows = SheetSnapshot.objects.filter(sheet__in=keys).select_related("closed_by").order_by("number")
    snapshots = {one.sheet_id: one for one in rows}
    found = {}
    for key in wanted:
        sheet = sheets.get(key)
        asked = corrections.get(sheet.pk, []) if sheet else []
        frozen = snapshots.get(sheet.pk) if sheet and sheet.state == State.CLOSED else None
        found[key] = _reading(stays[key], sheet, live[key], asked=asked, frozen=frozen)
    return found


def _reading(
    stay: Stay,
    sheet: PersonSheet | None,
    live: tuple[Row, ...],
    *,
    asked: Sequence[Correction],
    frozen: SheetSnapshot | None,
) -> Reading:
    rows = with_corrections(live, corrected(asked))
    figures = counted(rows, known_sources())
    if frozen is None:
        return Reading(stay=stay, sheet=sheet, rows=rows, figures=figures, corrections=tuple(asked))
    kept, then = unpacked(frozen.content)
    return Reading(
        stay=stay,
        sheet=sheet,
        rows=kept,
        figures=then,
        corrections=tuple(asked),
        closed=frozen,
        differs=changes(then, figures),
    )


def corrected(asked: Iterable[Correction]) -> tuple[Corrected, ...]:
    """Return the corrections that were accepted, in their order."""
    return tuple(
        Corrected(
            ref=one.ref,
            figure=Figure(one.figure) if one.figure else None,
            text=one.text if one.missing else "",
            said=one.said,
            on=one.on,
        )
        for one in asked
        if one.outcome == Correction.Outcome.ACCEPTED
    )
