"""When a term is up: the start rule, the unit, the pauses, the days off, and the article behind each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from namro.core.base.errors import NamroError
from namro.core.timetable.basis import articles
from namro.core.timetable.calendar import Shift
from namro.core.timetable.terms import Pause, Term, TermUnit
from namro.core.timetable.tokens import end_of_month
from namro.core.timetable.working_days import working_days
from namro.core.timetable.working_time import FIRST_DAY, LAST_DAY, WorkingTime, beyond

#: What is not certain about a deadline: a proposed swap, or a year without a notice, lies between start and due.
UNDECIDED_SWAP, PROVISIONAL_YEAR = "undecided_swap", "provisional_year"

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How one procedure counts.

    `late_after`: what is received later than this on a working day counts as the opening of the next one.
    `shift`: where a last day of calendar days or months goes that is no working day.
    """

    late_after: time | None = None
    shift: Shift = Shift.FORWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline with what it rests on. `begun` is the moment from which it was counted."""

    start: datetime
    begun: datetime
    term: Term
    at: datetime
    basis: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


STATUTORY = Rules()


def due(
    start: datetime, term: Term, *, office: WorkingTime, rules: Rules = STATUTORY, pauses: tuple[Pause, ...] = ()
) -> Due:
    """Return when a term from `start` on is up; of days and months at the close of office.

    Pauses of hours count where they meet the running term. Those of days move the deadline by their days, wherever
    they lie (the contract's formula); days that pauses share count once.
    Raises `NamroError` for a start or a deadline that no calendar reaches.
    """
    if not FIRST_DAY <= start.date() <= LAST_DAY:
        raise NamroError(
            f"Ngày {start:%d/%m/%Y} nằm ngoài khoảng tính được ({FIRST_DAY:%d/%m/%Y} – {LAST_DAY:%d/%m/%Y}). "
            "Kiểm tra lại năm.",
            code="moment",
        )
    begun = _begun(start, office, late_after=rules.late_after)
    if term.unit is TermUnit.HOUR:
        end = office.after(begun, timedelta(minutes=term.minutes), pauses)
        found = Due(start=start, begun=begun, term=term, at=end)
        plain = end if not pauses else office.after(begun, timedelta(minutes=term.minutes))
        steps = ["start_hour", *_also("late_after", begun != start), *_also("pause", plain != end)]
    else:
        last, extra = _last_day(begun, term, office=office, rules=rules, pauses=pauses)
        found = Due(start=start, begun=begun, term=term, at=office.closing(last.counts))
        steps = [
            "start_day",
            *_also("late_after", begun != start),
            *_also("pause", extra > 0),
            *_also("end_day", term.unit is not TermUnit.MONTH),
            *_also("end_month", term.unit is TermUnit.MONTH),
            *_also("day_off", last.named != last.counts and rules.shift is Shift.FORWARD),
        ]
    return replace(found, basis=_basis(found, steps, office=office), warnings=tuple(_warnings(found, office)))


@dataclass(frozen=True, slots=True)
class _LastDay:
    """The day a term names and the working day that counts for it."""

    named: date
    counts: date


def _begun(start: datetime, office: WorkingTime, *, late_after: time | None) -> datetime:
    day = start.date()
    if late_after is None or start.time() <= late_after or not office.calendar.is_working(day):
        return start
    return office.opening(office.calendar.next_working_day(day + _DAY))


def _last_day(
    begun: datetime, term: Term, *, office: WorkingTime, rules: Rules, pauses: tuple[Pause, ...]
) -> tuple[_LastDay, int]:
    """The last day, and by how many days the pauses moved it."""
    covered, extra = date.min, 0
    for pause in sorted(pauses):
        since, until = max(pause.since.date(), covered), pause.until.date()
        if until > since:
            working = term.unit is TermUnit.WORKING_DAY
            extra += working_days(since, until, office.calendar) if working else (until - since).days
            covered = until
    return _without_pauses(begun.date(), term, extra=extra, office=office, rules=rules), extra


def _without_pauses(start: date, term: Term, *, extra: int, office: WorkingTime, rules: Rules) -> _LastDay:
    if term.unit is TermUnit.WORKING_DAY:
        day = _nth_working_day(start, term.count + extra, office=office)
        return _LastDay(day, day)
    months = term.count if term.unit is TermUnit.MONTH else 0
    days = extra if months else term.count + extra
    if start.year + (months + days // 31) // 12 > LAST_DAY.year + 1:
        raise beyond()
    named = _same_day_number(start, months) + timedelta(days=days)
    counts = office.calendar.moved(named, rules.shift)
    if max(named, counts) > LAST_DAY:
        raise beyond()
    return _LastDay(named, counts)


def _nth_working_day(start: date, count: int, *, office: WorkingTime) -> date:
    """The `count`-th working day after `start`."""
    day = start
    while count:
        day += _DAY
        if day > LAST_DAY:
            raise beyond()
        count -= office.calendar.is_working(day)
    return day


def _same_day_number(start: date, months: int) -> date:
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = end_of_month(years, month + 1)
    return last.replace(day=min(start.day, last.day))


def _also(step: str, happened: bool) -> tuple[str, ...]:
    return (step,) if happened else ()


def _basis(found: Due, steps: list[str], *, office: WorkingTime) -> tuple[str, ...]:
    day = found.start.date()
    said = [article for step in steps for article in articles(step, day)]
    return tuple(dict.fromkeys([*said, *office.calendar.grounds_in((day, found.at.date()))]))


def _warnings(found: Due, office: WorkingTime) -> Iterator[str]:
    span = found.start.date(), found.at.date()
    if office.calendar.undecided_in(span):
        yield UNDECIDED_SWAP
    if office.calendar.provisional(span):
        yield PROVISIONAL_YEAR
