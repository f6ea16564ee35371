"""Which letters a dossier needs on which day, and why one that was prepared is not needed any more.

To the agency that holds it before its date; an apology with a new date for the citizen while it still lies there on
the last working day before; a notice to the citizen when the date has passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data
from namro.core.service.clock import clock
from namro.core.service.dossiers import Dossier, Status, Step
from namro.core.timetable import Calendar, WorkingTime, days_late, working_days
from namro.core.timetable.deadline_words import clock_words

_DAY = timedelta(days=1)


class LetterKind(StrEnum):
    """To the agency that holds the dossier; to the citizen: the apology with a new date, the notice that it is late."""

    AGENCY = "agency"
    APOLOGY = "apology"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDays:
    """The days for one date of return: the earliest first."""

    agency: tuple[date, ...]
    apology: date
    citizen: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to prepare. `unit` is where the dossier lies, at which `step`; `promised` is a new date if given.

    `days_left`, `days_late` are working days from its day to the date of return, and after it.
    """

    kind: LetterKind
    on: date
    due: date
    unit: str
    step: Step | None = None
    days_left: int = 0
    days_late: int = 0
    promised: datetime | None = None


@cache
def _customs() -> tuple[tuple[int, ...], int, int]:
    data = load_data("dossier_rules.yaml")["letters"]
    return tuple(sorted(data["agency_before"], reverse=True)), data["apology_before"], data["citizen_after"]


def letter_days(due: date, calendar: Calendar) -> LetterDays:
    """Return the days on which letters about a date of return are prepared, in working days before and after it."""
    before, sorry, after = _customs()
    return LetterDays(
        agency=tuple(_back(due, days, calendar) for days in before),
        apology=_back(due, sorry, calendar),
        citizen=_forward(due, after, calendar),
    )


def last_due(day: date, calendar: Calendar) -> date:
    """Return the last date of return about which a letter may be needed on a day."""
    return _forward(day, max(_customs()[0]) + 1, calendar)


def letters_on(dossier: Dossier, day: date, now: datetime, office: WorkingTime) -> Iterator[Letter]:
    """Yield what is to be prepared on a day for a dossier as it stands at `now`; one that is done needs nothing."""
    here = dossier.as_of(now)
    known = clock(here, now, office)
    if here.end is not None or here.stands_since is not None or known.due is None:
        return
    days = letter_days(known.due.date(), office.calendar)
    if _away(here) is not None:
        if day in days.agency:
            yield letter_of(LetterKind.AGENCY, here, day, now, office)
        if day == days.apology and here.first(Status.APOLOGISED) is None:
            yield letter_of(LetterKind.APOLOGY, here, day, now, office)
    if day == days.citizen:
        yield letter_of(LetterKind.CITIZEN, here, day, now, office)


def letter_of(kind: LetterKind, dossier: Dossier, day: date, now: datetime, office: WorkingTime) -> Letter:
    """Return what a letter of a day says. Raises `NamroError` for a dossier without a date of return."""
    here = dossier.as_of(now)
    known, holder = clock(here, now, office), here.holder
    if known.due is None:
        raise NamroError(
            f"Hồ sơ {here.code} chưa rõ ngày hẹn trả. Bổ sung thời hạn của thủ tục rồi lập thư.", code="no_date"
        )
    due = known.due.date()
    return Letter(
        kind=kind,
        on=day,
        due=due,
        unit=holder.unit if holder is not None else here.unit,
        step=holder,
        days_left=working_days(day, due, office.calendar) if day < due else 0,
        days_late=days_late(due, day, office.calendar),
        promised=known.promised,
    )


def not_needed(kind: LetterKind, due: date, unit: str, dossier: Dossier, now: datetime, office: WorkingTime) -> str:
    """Return why a letter about a date of return, to or about a unit, is not to be sent any more; "" while it is."""
    here = dossier.as_of(now)
    known = clock(here, now, office)
    if here.end is not None:
        return f"Hồ sơ đã xong lúc {clock_words(here.end.at)}."
    if here.stands_since is not None:
        return f"Đồng hồ đang dừng từ {clock_words(here.stands_since)}: chờ bổ sung hoặc tạm dừng."
    if known.due is None or known.due.date() != due:
        moved = f"nay là {known.due:%d/%m/%Y}" if known.due is not None else "nay chưa rõ"
        return f"Ngày hẹn trả đã đổi: thư ghi {due:%d/%m/%Y}, {moved}."
    away = _away(here)
    if kind is LetterKind.AGENCY and (away is None or away.unit != unit):
        return f"{unit} không còn giữ hồ sơ."
    if kind is LetterKind.APOLOGY and here.first(Status.APOLOGISED) is not None:
        return "Đã có phiếu xin lỗi và ngày hẹn mới."
    return ""


def _away(dossier: Dossier) -> Step | None:
    """The step of another agency at which it lies."""
    holder = dossier.holder
    return holder if holder is not None and holder.unit != dossier.unit else None


def _back(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.previous_working_day(day - _DAY)
    return day


def _forward(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.next_working_day(day + _DAY)
    return day
