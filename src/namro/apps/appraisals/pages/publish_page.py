"""What is seen before a round is published: what is missing, how bands and first ranks would come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from namro.apps.appraisals.hindrances import Hindrance
from namro.apps.appraisals.models import Publication, Tally
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.pages.sheet_head import chip_of_state
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import State
from namro.core.base.ranks import rank_list
from namro.core.framework.model import Framework
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment, points

#: Units named under a thing that is missing, and first ranks shown.
_NAMED, _FIRST = 30, 3


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not done, what to do, and the units with their links; `more` are not named."""

    what: str
    cure: str
    count: int
    units: tuple[tuple[str, str, Chip], ...]
    more: int


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A pool: units by band, and the first ones."""

    name: str
    count: int
    bands: tuple[tuple[str, int], ...]
    first: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One publication in the list of a round."""

    number: int
    act: str
    date: str
    at: str
    reason: str
    url: str


def missing_of(made: Round, found: Sequence[Hindrance]) -> tuple[Missing, ...]:
    """Return what is missing, each with the first units and where to go."""
    names = names_of({sheet.unit_id for one in found for sheet in one.sheets[:_NAMED]})
    return tuple(_missing(made, one, names) for one in found)


def _missing(made: Round, one: Hindrance, names: Mapping[int, tuple[str, str]]) -> Missing:
    units = tuple(
        (
            names[sheet.unit_id][1],
            reverse("assessments:round_unit", args=[made.code, sheet.unit.code]),
            chip_of_state(sheet),
        )
        for sheet in one.sheets[:_NAMED]
    )
    return Missing(one.what, one.cure, len(one.sheets), units, max(0, len(one.sheets) - _NAMED))


def pool_lines(framework: Framework, sheets: Sequence[Assessment]) -> tuple[PoolLine, ...]:
    """Return bands and first ranks by pool, of what is decided; two queries."""
    decided = [sheet for sheet in sheets if State(sheet.state) is State.DECIDED]
    rows = {row.assessment_id: row for row in Tally.objects.filter(assessment__in=decided, layer=Layer.FINAL)}
    names = names_of([sheet.unit_id for sheet in decided])
    found: dict[str, list[Assessment]] = {}
    for sheet in decided:
        if sheet.pk in rows:
            found.setdefault(sheet.pool.name if sheet.pool else NOTHING, []).append(sheet)
    return tuple(_pool(framework, name, members, rows, names=names) for name, members in found.items())


def _pool(
    framework: Framework,
    name: str,
    members: Sequence[Assessment],
    rows: Mapping[int, Tally],
    *,
    names: Mapping[int, tuple[str, str]],
) -> PoolLine:
    tallies = [rows[sheet.pk] for sheet in members]
    ranks = rank_list([None if row.not_ranked else row.percent_nano for row in tallies], framework.ties)
    counted = Counter(row.band for row in tallies)
    order = [*(band.name for band in framework.bands), ""]
    bands = tuple((band or NOTHING, counted[band]) for band in order if counted[band])
    ordered = sorted(
        (rank, names[sheet.unit_id][1], points(row.total), row.band)
        for rank, sheet, row in zip(ranks, members, tallies, strict=True)
        if rank is not None and rank <= _FIRST
    )
    return PoolLine(name, len(members), bands, tuple(ordered[: 2 * _FIRST]))


def act_lines(made: Round, rows: Sequence[Publication]) -> tuple[ActLine, ...]:
    """Return the publications of a round."""
    return tuple(
        ActLine(
            row.number,
            row.act_number,
            day(row.act_date),
            moment(row.at),
            row.reason,
            reverse("appraisals:published", args=[made.code, row.number]),
        )
        for row in rows
    )
