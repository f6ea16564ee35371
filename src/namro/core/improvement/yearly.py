"""Whose work of a year it was, and how it stood: the rows of the yearly sheets of a unit's people.

A year's work is what is due in it. It is of whoever had it on the day that decides: the day it was handed in, at the
latest the due day, so that who takes over late work does not take over the delay. Of a group in which everybody owes a
product, the members of the due day owe; of a group that owes one, all members share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from namro.core.base.spans import Span
from namro.core.improvement.owners import Group, Owner
from namro.core.improvement.timeliness import Event, Timeliness, When, standing_words, timeliness
from namro.core.improvement.yearly_figures import Figure, Row
from namro.core.timetable import Calendar

_FIGURES = {When.EARLY: Figure.EARLY, When.ON_TIME: Figure.ON_TIME, When.LATE: Figure.LATE, When.OPEN: Figure.OPEN}


class Passed(NamedTuple):
    """Work went to somebody else on a day; until then it was the giver's."""

    on: date
    giver: str


class Product(NamedTuple):
    """The days of the submission that counts and of its acceptance."""

    submitted: date | None = None
    accepted: date | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What everything on a sheet has: a lasting name, words, its address, and who owed the work."""

    ref: str
    text: str
    path: str
    owner: Owner | None
    passed: tuple[Passed, ...] = ()

    def had_by(self, day: date) -> tuple[str, ...]:
        """Return the keys of those whose work it was on a day."""
        later = [one for one in self.passed if one.on > day]
        if later:
            return (min(later).giver,)
        return tuple(person.key for person in self.owner.holders(day)) if self.owner else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Thing):
    """One time of a task; `pieces` are the products by person where every member of a group owes one."""

    due: date | None
    product: Product
    pieces: Mapping[str, Product] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Thing):
    """Something handed in was sent back; `member` is whose product it was in a group where everybody owes one."""

    on: date
    said: str
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Thing):
    """More time was asked for; in a group it is the wish of who asked."""

    on: date
    by: str
    granted: bool
    late: bool
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything of one unit that the sheets of a year are made of; `stays` are the people's days in the unit."""

    year: int
    stays: Mapping[str, tuple[Span, ...]]
    work: tuple[Work, ...] = ()
    returns: tuple[Return, ...] = ()
    wishes: tuple[Wish, ...] = ()


def rows_by_person(material: Material, *, today: date, calendar: Calendar) -> dict[str, tuple[Row, ...]]:
    """Return the rows of everybody who was in the unit in the year; nobody else has a sheet there."""
    found: dict[str, list[Row]] = {key: [] for key in material.stays}
    for day, keys, row in (
        *_work_rows(material, today=today, calendar=calendar), *_return_rows(material), *_wish_rows(material),
    ):  # fmt: skip
        for key in keys:
            if any(span.covers(day) for span in material.stays.get(key, ())):
                found[key].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


_Found = tuple[date, Iterable[str], Row]


def _work_rows(material: Material, *, today: date, calendar: Calendar) -> Iterable[_Found]:
    for work in material.work:
        if work.product.cancelled:
            continue
        if work.due is None:
            yield from _without_day(work, material.year)
        elif work.due.year == material.year:
            for keys, day, product in _owed(work, work.due):
                stands = timeliness(_events(product), due=work.due, today=today, calendar=calendar)
                if stands.when in _FIGURES:
                    yield day, keys, _row(work, work.due, stands, today=today, calendar=calendar)


def _owed(work: Work, due: date) -> Iterable[tuple[Iterable[str], date, Product]]:
    """Whose work it was, by which day that was decided, and what was handed in for it."""
    if isinstance(work.owner, Group) and work.owner.each:
        for key in work.had_by(due):
            yield (key,), due, work.pieces.get(key, Product())
    else:
        day = min(work.product.submitted or due, due)
        yield work.had_by(day), day, work.product


def _events(product: Product) -> Iterable[Event]:
    if product.submitted:
        yield Event("submit", product.submitted)
        if product.accepted:
            yield Event("accept", product.accepted)


def _without_day(work: Work, year: int) -> Iterable[_Found]:
    """Work without a due day stands on the sheet of the year in which it was accepted."""
    products: list[tuple[tuple[str, ...], Product]]
    if isinstance(work.owner, Group) and work.owner.each:
        products = [((key,), product) for key, product in work.pieces.items()]
    else:
        products = [(work.had_by(work.product.submitted or work.product.accepted or date.min), work.product)]
    for keys, product in products:
        day = product.submitted or product.accepted
        if day and product.accepted and product.accepted.year == year:
            row = Row(ref=work.ref, figures=(Figure.NO_DAY,), text=work.text, on=day, detail="xong", path=work.path)
            yield day, keys, row


def _row(work: Work, due: date, stands: Timeliness, *, today: date, calendar: Calendar) -> Row:
    shared = ", việc chung của nhóm" if isinstance(work.owner, Group) and not work.owner.each else ""
    return Row(
        ref=work.ref,
        figures=(_FIGURES[stands.when],),
        text=work.text,
        on=due,
        detail=standing_words(stands, due=due, today=today, calendar=calendar) + shared,
        path=work.path,
    )


def _return_rows(material: Material) -> Iterable[_Found]:
    for one in material.returns:
        if one.on.year == material.year:
            keys = (one.member,) if one.member else one.had_by(one.on)
            row = Row(ref=one.ref, figures=(Figure.RETURNED,), text=one.text, on=one.on, detail=one.said, path=one.path)
            yield one.on, keys, row


def _wish_rows(material: Material) -> Iterable[_Found]:
    for one in material.wishes:
        if one.on.year != material.year:
            continue
        figures = (
            Figure.ASKED, *((Figure.GRANTED,) if one.granted else ()), *((Figure.ASKED_LATE,) if one.late else ()),
        )  # fmt: skip
        had = one.had_by(one.on)
        keys = tuple(key for key in had if key == one.by) if isinstance(one.owner, Group) else had
        yield (
            one.on,
            keys,
            Row(ref=one.ref, figures=figures, text=one.text, on=one.on, detail=one.outcome, path=one.path),
        )
