"""The rows that a reader wants to see, each filter with its count; through the address, so that they need no script."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.assessments.pages.sheet_rows import Row
from namro.apps.assessments.queries.last_year import YearBefore
from namro.apps.assessments.queries.shown import Shown
from namro.apps.assessments.standing import Standing
from namro.core.scoring.outcome import EMPTY, SCORED

ALL, NO_POINTS, NO_PROOF, UNSIGNED, BELOW, FAULTY, MINE = FILTERS = (
    "", "trong", "thieu-minh-chung", "chua-ky", "thap-hon", "co-loi", "cua-toi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter: its name in the address, words and count."""

    name: str
    words: str
    count: int
    chosen: bool


def points_filters(standing: Standing, before: YearBefore) -> dict[str, frozenset[str]]:
    """Return the rows of the filters that a saved cell can change, by filter."""
    criteria = standing.claimed.score.criteria
    leaves = standing.framework.leaves
    empty = {key for key in leaves if criteria[key].state == EMPTY}
    below = {
        key
        for key in leaves
        if criteria[key].state == SCORED and (last := before.rows.get(key)) and criteria[key].points < last.points
    }
    return {NO_POINTS: frozenset(empty), BELOW: frozenset(below), FAULTY: frozenset(standing.claimed.faults)}


def filters_of(sheet: Shown, rows: Collection[Row]) -> dict[str, frozenset[str]]:
    """Return the rows of every filter."""
    bearers = [row for row in rows if row.cell]
    return {
        ALL: frozenset(row.id for row in bearers if row.id in sheet.standing.framework.leaves),
        **points_filters(sheet.standing, sheet.before),
        NO_PROOF: frozenset(row.id for row in bearers if row.proof.missing),
        UNSIGNED: frozenset(row.id for row in bearers if row.proof.unsigned),
        MINE: sheet.mine,
    }


def tabs_of(found: dict[str, frozenset[str]], chosen: str, year_before: int) -> tuple[Tab, ...]:
    """Return the filters in their order."""
    words = {
        ALL: _("Tất cả"),
        NO_POINTS: _("Trống"),
        NO_PROOF: _("Thiếu minh chứng"),
        UNSIGNED: _("Chưa ký số"),
        BELOW: _("Thấp hơn %(year)d") % {"year": year_before},
        FAULTY: _("Có lỗi"),
        MINE: _("Của tôi"),
    }
    return tuple(Tab(name, words[name], len(found[name]), name == chosen) for name in FILTERS)


def kept(rows: Collection[Row], wanted: Collection[str]) -> tuple[Row, ...]:
    """Return the wanted rows with the sums above them, in their order."""
    found: list[Row] = []
    above: list[Row] = []
    for row in rows:
        if row.sum is not None:
            above = [*(one for one in above if one.level < row.level), row]
        elif row.id in wanted:
            found += [one for one in above if one.level < row.level]
            above = [one for one in above if one.level >= row.level]
            found.append(row)
    return tuple(found)
