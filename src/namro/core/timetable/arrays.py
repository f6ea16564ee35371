"""Millions of deadlines at once: the answers of `due` from tables. Moments are `datetime64[s]` in local time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

import numpy as np
from numpy.typing import NDArray

from namro.core.base.errors import NamroError
from namro.core.timetable.calendar import Shift
from namro.core.timetable.tables import DAY, Ints, Tables, tables
from namro.core.timetable.terms import MOST, TermUnit
from namro.core.timetable.time_limits import STATUTORY, Rules
from namro.core.timetable.tokens import end_of_month
from namro.core.timetable.working_time import FIRST_DAY, LAST_DAY, WorkingTime, beyond

Moments = NDArray[np.datetime64]

_FIRST = np.datetime64(FIRST_DAY, "s")
_END = ((LAST_DAY - FIRST_DAY).days + 1) * DAY


@dataclass(frozen=True, slots=True)
class Pauses:
    """Pauses [since, until) of many deadlines; `owner` is the place of the deadline that each belongs to."""

    owner: Ints
    since: Moments
    until: Moments


@dataclass(frozen=True, slots=True)
class _Round:
    """At most one pause of each deadline, in seconds."""

    owner: Ints
    since: Ints
    until: Ints


def due_many(
    starts: Moments,
    amounts: Ints,
    unit: TermUnit,
    *,
    office: WorkingTime,
    rules: Rules = STATUTORY,
    pauses: Pauses | None = None,
) -> Moments:
    """Return when terms of one unit are up; `amounts` are minutes for hours, else whole days or months.

    Equals `due(…).at` for each. Raises `NamroError` for a start, an amount or a deadline that no calendar reaches.
    """
    given = _seconds(starts)
    if np.any((given < 0) | (given >= _END)):
        raise NamroError(
            f"Có thời điểm bắt đầu nằm ngoài khoảng tính được ({FIRST_DAY:%d/%m/%Y} – {LAST_DAY:%d/%m/%Y}).",
            code="moment",
        )
    if np.any((amounts < 1) | (amounts > 60 * MOST)):
        raise NamroError("Có thời hạn không dùng được: mọi thời hạn phải lớn hơn 0 và không quá dài.", code="term")
    rounds = [*_rounds(pauses)] if pauses is not None else []
    known = tables(office)
    try:
        begun = _begun(given, known, late_after=rules.late_after)
        if unit is TermUnit.HOUR:
            found = _after(begun, amounts * 60, known=known, rounds=rounds)
        else:
            days = _last_days(begun, amounts, unit, known=known, shift=rules.shift, rounds=rounds)
            found = known.closing.take(days)
    except IndexError as error:
        raise beyond() from error
    return _FIRST + found.astype("timedelta64[s]")


def _begun(given: Ints, known: Tables, *, late_after: time | None) -> Ints:
    if late_after is None:
        return given
    day = given // DAY
    limit = 3600 * late_after.hour + 60 * late_after.minute + late_after.second
    late = np.flatnonzero(known.working.take(day) & (given - day * DAY > limit))
    begun = given.copy()
    begun[late] = known.opening.take(known.forward.take(day[late] + 1))
    return begun


def _after(begun: Ints, amounts: Ints, *, known: Tables, rounds: list[_Round]) -> Ints:
    """Hours: pauses that begin before the end push it on by the office time in them."""
    covered = known.position(begun)
    target = covered + amounts
    for one in rounds:
        start, reached = begun.take(one.owner), covered.take(one.owner)
        end = target.take(one.owner)
        since = np.maximum(known.position(np.maximum(one.since, start)), reached)
        until = np.maximum(known.position(np.maximum(one.until, start)), since)
        target[one.owner] = end + np.where(since < end, until - since, 0)
        covered[one.owner] = until
    return known.moment(target)


def _last_days(
    begun: Ints, amounts: Ints, unit: TermUnit, *, known: Tables, shift: Shift, rounds: list[_Round]
) -> Ints:
    """Days of the due moments; pauses push them on by their days, those that pauses share once."""
    start = begun // DAY
    named = known.rank.take(start) + amounts - 1 if unit is TermUnit.WORKING_DAY else _named(start, amounts, unit)
    covered = np.zeros_like(start)
    for one in rounds:
        since = np.maximum(one.since // DAY, covered.take(one.owner))
        until = np.maximum(one.until // DAY, since)
        gone = known.rank.take(until) - known.rank.take(since) if unit is TermUnit.WORKING_DAY else until - since
        named[one.owner] += gone
        covered[one.owner] = until
    return _counting(named, unit, known=known, shift=shift)


def _counting(named: Ints, unit: TermUnit, *, known: Tables, shift: Shift) -> Ints:
    """The working days that count: named by their rank for working days, else by the day that is moved."""
    if unit is TermUnit.WORKING_DAY:
        return known.nth.take(named)
    moved = known.forward if shift is Shift.FORWARD else known.back
    return moved.take(named)


def _named(start: Ints, amounts: Ints, unit: TermUnit) -> Ints:
    if unit is TermUnit.DAY:
        return start + amounts
    first, lengths = _months()
    month = np.searchsorted(first, start, "right") - 1
    target = month + amounts
    number = np.minimum(start - first.take(month), lengths.take(target) - 1)
    return np.asarray(first.take(target) + number, np.int64)


@cache
def _months() -> tuple[Ints, Ints]:
    """First day of each month, and its length."""
    months = [(year, month) for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for month in range(1, 13)]
    lengths = np.array([end_of_month(year, month).day for year, month in months], np.int64)
    return np.cumsum(lengths) - lengths, lengths


def _rounds(pauses: Pauses) -> Iterator[_Round]:
    """The first pauses of all deadlines, the second ones, and so on, each by their beginning."""
    owner, since, until = pauses.owner, _seconds(pauses.since), _seconds(pauses.until)
    if np.any(until < since):
        raise NamroError("Có lần tạm dừng kết thúc trước khi bắt đầu. Kiểm tra lại hai thời điểm.", code="pause")
    follows = (owner[1:] > owner[:-1]) | ((owner[1:] == owner[:-1]) & (since[1:] >= since[:-1]))
    if not follows.all():
        order = np.lexsort((since, owner))
        owner, since, until = owner[order], since[order], until[order]
    until = np.minimum(until, _END)
    since = np.minimum(since, until)
    beginnings = np.flatnonzero(np.append(True, owner[1:] != owner[:-1])) if len(owner) else np.array([], np.int64)
    counts = np.diff(np.append(beginnings, len(owner)))
    for number in range(int(counts.max(initial=0))):
        chosen = beginnings[counts > number] + number
        yield _Round(owner[chosen], since[chosen], until[chosen])


def _seconds(moments: Moments) -> Ints:
    return (moments - _FIRST).astype("timedelta64[s]").astype(np.int64)
