"""Fieldwork in counts, and the rows of the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.actions.rechecking import results_of
from namro.apps.surveys.field_counts import by_channel, tallies
from namro.apps.surveys.models import Channel, Draw, DrawCell, SampleRow, Survey, Typing
from namro.apps.surveys.pages.sample_page import percent
from namro.core.base.names import sort_key
from namro.core.survey.fieldwork import Stand, Tally
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING

_STANDS = {
    Stand.OPEN: Chip("circle-dashed", "line", ""),
    Stand.DONE: Chip("circle-check", "good", ""),
    Stand.LOST: Chip("calendar-x", "warn", ""),
    Stand.INELIGIBLE: Chip("eye-off", "calm", ""),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of counts."""

    name: str
    tally: Tally
    rate: str
    #: Whether nothing came in although somebody was asked.
    empty: bool


def board_page(survey: Survey, draw: Draw) -> dict[str, object]:
    """Return the tables of the board; the number of queries does not grow with the survey."""
    strata = dict(DrawCell.objects.filter(draw=draw).values_list("stratum", "stratum_name"))
    by_stratum = {str(key[0]): tally for key, tally in tallies(draw, "cell__stratum").items()}
    by_person = {key[0]: tally for key, tally in tallies(draw, "enumerator_id").items()}
    by_unit = {key[0]: tally for key, tally in tallies(draw, "unit_id").items()}
    people = dict(User.objects.filter(pk__in=[one for one in by_person if one]).values_list("pk", "full_name"))
    units = names_of(by_unit)
    whole = sum(by_stratum.values(), Tally())
    forms = Typing.objects.filter(code__survey=survey, code__used_at=None, nth=Typing.SECOND)
    return {
        "whole": _line("", whole),
        "drawn": draw.drawn,
        "reserve_left": draw.rows.filter(called_at=None).count(),
        "strata": sorted(
            (_line(strata.get(code, code), tally) for code, tally in by_stratum.items()),
            key=lambda line: sort_key(line.name),
        ),
        "enumerators": sorted(
            (_line(people.get(key, _("chưa giao")), tally) for key, tally in by_person.items()),
            key=lambda line: sort_key(line.name),
        ),
        "units": sorted(
            (_line(units[key][1] if key in units else str(key), tally) for key, tally in by_unit.items()),
            key=lambda line: sort_key(line.name),
        ),
        "channels": [
            (Channel(one.channel).label, one.came, one.wanted, one.wanted is not None and one.came >= one.wanted)
            for one in by_channel(survey)
        ],
        "typed_once": Typing.objects.filter(code__survey=survey, code__used_at=None, nth=Typing.FIRST)
        .exclude(code__typings__nth=Typing.SECOND)
        .count(),
        "disputes": forms.count(),
        "rechecks": results_of(draw.rechecks.order_by("id")),
        "waits_unassigned": by_person.get(None, Tally()).open,
    }  # fmt: skip


def _line(name: str, tally: Tally) -> Line:
    return Line(name, tally, percent(tally.rate), not tally.done and tally.whole > 0)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the list, as those see it who carry the survey out."""

    key: int
    code: str
    number: str
    cell: str
    where: str
    person: str
    visits: int
    chip: Chip
    open: bool
    reserve: bool


def row_lines(rows: Iterable[SampleRow]) -> list[RowLine]:
    """Return the rows of a page."""
    return [
        RowLine(
            row.pk, row.frame_code, number_of(row), row.cell.name, row.where,
            row.enumerator.full_name if row.enumerator else NOTHING, row.visits_made, stand_chip(row),
            is_open(row), row.reserve,
        )
        for row in rows
    ]  # fmt: skip


def number_of(row: SampleRow) -> str:
    """Return by which number somebody is spoken of: cell and place, with R for the reserve."""
    return f"{row.cell.code}-{'R' if row.reserve else ''}{row.number}"


def is_open(row: SampleRow) -> bool:
    """Whether somebody is still to be asked."""
    return row.stand == Stand.OPEN and not _answered(row)


def stand_chip(row: SampleRow) -> Chip:
    """Return how a row stands; a form that came in goes before what visits say."""
    stand = Stand.DONE if _answered(row) else Stand(row.stand)
    words = dict(SampleRow.STANDS)[stand.value]
    return Chip(_STANDS[stand].icon, _STANDS[stand].css, str(words))


def _answered(row: SampleRow) -> bool:
    return row.code is not None and row.code.used_at is not None
