"""One step of the appraisal for all units of a round: what would move, what cannot and why; then unit by unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from namro.apps.appraisals.chairing import check_chair
from namro.apps.appraisals.stages import check_step
from namro.apps.appraisals.tallies import standings_of
from namro.apps.assessments.actions.moving import NotFinished, move
from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.standing import Standing
from namro.apps.people.models import User
from namro.core.assessment.stages import TABLE
from namro.core.base.errors import NamroError

#: The acts of the table of states that whoever runs a round does for all units, in the order of the round.
STEPS = ("appraise", "explain", "reappraise", "decide")
#: So many units are moved by one request; whoever runs the round goes on with the others.
BATCH = 50


@dataclass(frozen=True, slots=True)
class Member:
    """One sheet in the state from which a step leads on; `why` it cannot take it, with the criteria in the way."""

    sheet: Assessment
    why: str = ""
    rows: tuple[str, ...] = ()


def counts(made: Round) -> dict[str, int]:
    """Return how many sheets stand where each step begins; one query."""
    states = list(made.sheets.values_list("state", flat=True))
    return {step: sum(state in TABLE.by_name[step].sources for state in states) for step in STEPS}


def preview(user: User, made: Round, step: str) -> list[Member]:
    """Return every sheet that stands where a step begins, with why it cannot move. As many queries for all of them."""
    check_chair(user, made)
    return [_looked_at(standing, step) for standing in standings_of(list(_waiting(made, step)))]


def _waiting(made: Round, step: str) -> QuerySet[Assessment]:
    if step not in STEPS:
        raise NamroError(_("Không có bước này cho cả kỳ. Tải lại trang."), code="step")
    rows = made.sheets.filter(state__in=TABLE.by_name[step].sources).order_by("pk")
    return rows.select_related("unit", "edition", "round", "pool").defer("edition__text")


def _looked_at(standing: Standing, step: str) -> Member:
    try:
        check_step(standing, step)
    except NotFinished as fault:
        return Member(standing.sheet, fault.message, fault.rows)
    return Member(standing.sheet)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was done in one go: sheets that moved, those that could not, how many of the wanted were not reached."""

    done: tuple[Assessment, ...]
    refused: tuple[Member, ...]
    left: tuple[int, ...]


def move_all(user: User, made: Round, step: str, *, wanted: Iterable[int], at: datetime, most: int = BATCH) -> Moved:
    """Do a step for the wanted sheets (ids), each in a transaction of its own with its own record; `most` at a time.

    A sheet that moved meanwhile, or cannot move, is told and leaves the others alone.
    """
    check_chair(user, made)
    done: list[Assessment] = []
    refused: list[Member] = []
    sheets = list(_waiting(made, step).filter(pk__in=set(wanted)))
    for sheet in sheets[:most]:
        try:
            done.append(move(user, sheet, step, at=at))
        except NotFinished as fault:
            refused.append(Member(sheet, fault.message, fault.rows))
        except NamroError as fault:
            refused.append(Member(sheet, fault.message))
    return Moved(tuple(done), tuple(refused), tuple(sheet.pk for sheet in sheets[most:]))
