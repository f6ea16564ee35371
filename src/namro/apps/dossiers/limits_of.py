"""When time runs out for many dossiers at once: the appointment or the procedure's limit, and eight hours before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from django.conf import settings

from namro.apps.dossiers.models import State
from namro.apps.dossiers.reading.checking import Taken
from namro.apps.people.models import OfficialCode
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.timetable import TermUnit, WorkingTime, default_hours, hours_of_unit, national_calendar
from namro.core.timetable.arrays import due_many
from namro.core.timetable.tables import DAY, Ints, tables
from namro.core.timetable.working_time import FIRST_DAY

#: Hours of office time before the limit at which a dossier is shown as near; of one not accepted yet, and its limit
#: (rule R01: an answer within eight working hours, warned of at six).
WARN_HOURS, ANSWER_WARN_HOURS, ANSWER_HOURS = 8, 2, 8
#: Where an installation writes the office hours of its units, in the form of `data/office_hours.yaml`.
HOURS_FILE = "office-hours.yaml"
_OFFSET = int(VIETNAM.utcoffset(None).total_seconds())
_FIRST = int(np.datetime64(FIRST_DAY, "s").astype(np.int64))

#: Until when it is on time, and from when on it is near; None where nobody can know.
Limit = tuple[int | None, int | None]
OfficeOf = Callable[[int], WorkingTime]


def offices(codes: dict[int, str]) -> OfficeOf:
    """Return the working time of units by their ids; `codes` are their codes.

    A unit's own hours stand in the file of the installation, under its official code or its code.
    """
    calendar, path = national_calendar(), Path(settings.DATA_DIR) / HOURS_FILE
    official: dict[int, str] = {}
    if path.exists():
        rows = OfficialCode.objects.filter(unit__in=list(codes)).order_by("since")
        official = dict(rows.values_list("unit_id", "code"))

    @cache
    def office_of(unit: int) -> WorkingTime:
        words = [word for word in (official.get(unit), codes.get(unit)) if word]
        own = (hours_of_unit(word, path) for word in words)
        return WorkingTime(calendar, next((hours for hours in own if hours is not None), None) or default_hours())

    return office_of


def limits(taken: Sequence[Taken], office_of: OfficeOf) -> list[Limit]:
    """Return the limits of dossiers in their order."""
    found: list[int | None] = [None] * len(taken)
    by_office: dict[WorkingTime, list[int]] = {}
    for place, one in enumerate(taken):
        by_office.setdefault(office_of(one.values["unit_id"]), []).append(place)
    near: list[int | None] = [None] * len(taken)
    for office, places in by_office.items():
        for place, due in _dues(taken, places, office):
            found[place] = due + taken[place].judged.answered
        for filed, hours in ((True, ANSWER_WARN_HOURS), (False, WARN_HOURS)):
            still = [place for place in places if found[place] is not None and _warns(taken[place], filed)]
            warned = _warned([found[place] or 0 for place in still], office, hours)
            for place, at in zip(still, warned, strict=True):
                near[place] = at
    return list(zip(found, near, strict=True))


def _warns(one: Taken, filed: bool) -> bool:
    return one.judged.is_open and (one.judged.state == State.FILED) is filed


def _dues(taken: Sequence[Taken], places: Iterable[int], office: WorkingTime) -> Iterable[tuple[int, int]]:
    counted: dict[str, list[int]] = {}
    answers: list[int] = []
    for place in places:
        values = taken[place].values
        due = values["due_at"]
        if taken[place].judged.state == State.FILED:
            if values["submitted_at"] is not None:
                answers.append(place)
        elif due is not None:
            yield place, _close_of(due, office) if taken[place].due_is_day else due
        elif values["accepted_at"] is not None and values["max_time"] and values["time_unit"]:
            counted.setdefault(values["time_unit"], []).append(place)
    for unit, ones in counted.items():
        each = 60 if unit == TermUnit.HOUR else 1
        amounts = [round(taken[place].values["max_time"] * each) for place in ones]
        starts = [taken[place].values["accepted_at"] for place in ones]
        yield from zip(ones, _ends(starts, amounts, TermUnit(unit), office), strict=False)
    starts = [taken[place].values["submitted_at"] for place in answers]
    yield from zip(answers, answer_limits(starts, office), strict=False)


def answer_limits(submitted: list[int], office: WorkingTime) -> list[int]:
    """Return until when online dossiers must be answered; nothing where no calendar reaches one of them."""
    return _ends(submitted, [60 * ANSWER_HOURS] * len(submitted), TermUnit.HOUR, office)


def _ends(starts: list[int], amounts: list[int], unit: TermUnit, office: WorkingTime) -> list[int]:
    """When terms are up; nothing where no calendar reaches one of them: nobody can say when time runs out."""
    local = (np.array(starts, np.int64) + _OFFSET).astype("datetime64[s]")
    try:
        found = due_many(local, np.array(amounts, np.int64), unit, office=office)
    except NamroError:
        return []
    return [int(at) - _OFFSET for at in found.astype(np.int64).tolist()]


def _close_of(due: int, office: WorkingTime) -> int:
    """The close of office on the day of an appointment; the end of a day on which nobody works."""
    day = (due + _OFFSET - _FIRST) // DAY
    known = tables(office)
    if not 0 <= day < len(known.closing):
        return due
    closing = int(known.closing[day]) + _FIRST - _OFFSET
    return closing if known.working[day] else due + DAY - 1


def _warned(limits_of: list[int], office: WorkingTime, hours: int) -> list[int | None]:
    known = tables(office)
    local: Ints = np.array(limits_of, np.int64) + _OFFSET - _FIRST
    inside = (local >= DAY * 30) & (local < DAY * (len(known.working) - 1))
    found = known.moment(np.maximum(known.position(np.where(inside, local, DAY * 365)) - hours * 3600, 1))
    return [int(at) + _FIRST - _OFFSET if ok else None for at, ok in zip(found.tolist(), inside.tolist(), strict=True)]
