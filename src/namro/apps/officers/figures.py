"""The months of a unit's people: figures, indices, and the dossiers behind them; what is kept when one is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from namro.apps.feedback.confirmed import confirmed_of
from namro.apps.officers.month import Month
from namro.apps.officers.shares import Handled, dossiers_of, handled_in
from namro.apps.officers.who import Known, Person, known_in
from namro.core.service.officers import Counted, Edition, counted, edition_on, points

#: Dossiers kept with what is sent; a month of one person has fewer that something is to be said of.
KEPT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """One person's month: the numbers, what each index is, the dossiers."""

    person: Person
    counts: Mapping[Counted, int]
    rows: Sequence[Handled]
    edition: Edition

    def points(self, judged: Mapping[int, int]) -> dict[int, Decimal | None]:
        """Return each index by its number."""
        return points(self.edition, [one.share for one in self.rows], judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMonth:
    """The months of everybody in a unit, and the names that nobody knows."""

    people: tuple[PersonMonth, ...]
    unknown: tuple[tuple[str, int], ...]
    known: Known


def unit_month(unit: int, month: Month, now: datetime) -> UnitMonth:
    """Return everybody's month; a fixed number of queries."""
    rows = handled_in(unit, month, now)
    known = known_in(unit, month, {one.officer for one in rows})
    by_user: dict[int, list[Handled]] = {}
    strange: dict[str, int] = {}
    for one in rows:
        user = known.by_name.get(one.officer)
        if user is not None:
            by_user.setdefault(user, []).append(one)
        elif one.officer not in known.nobody:
            strange[one.officer] = strange.get(one.officer, 0) + 1
    confirmed = confirmed_of(list(by_user), (month.first, month.last), unit)
    people = [_person(known.people[user], found, month, len(confirmed[user])) for user, found in by_user.items()]
    return UnitMonth(
        people=tuple(sorted(people, key=lambda one: (one.person.name.split()[-1], one.person.name, one.person.id))),
        unknown=tuple(sorted(strange.items())),
        known=known,
    )


def person_month(unit: int, month: Month, user: int, now: datetime) -> PersonMonth | None:
    """Return one person's month; None for somebody who handled nothing in it."""
    names = dossiers_of(unit, month).order_by().values_list("officer", flat=True).distinct()
    known = known_in(unit, month, list(names))
    own = known.names_of(user)
    if not own:
        return None
    rows = handled_in(unit, month, now, own)
    confirmed = confirmed_of([user], (month.first, month.last), unit)
    return _person(known.people[user], rows, month, len(confirmed[user])) if rows else None


def _person(person: Person, rows: Sequence[Handled], month: Month, confirmed: int) -> PersonMonth:
    counts = counted((one.share for one in rows), confirmed=confirmed)
    return PersonMonth(person=person, counts=counts, rows=rows, edition=edition_on(month.first))


def packed(found: PersonMonth, judged: Mapping[int, int]) -> dict[str, Any]:
    """Return a month in plain values, as it is kept when it is sent."""
    kept = [one for one in found.rows if one.share.late or one.share.asked]
    return {
        "counts": {one.value: n for one, n in found.counts.items()},
        "points": {str(key): None if n is None else str(n) for key, n in found.points(judged).items()},
        "edition": found.edition.since.isoformat(),
        "rows": [
            {"key": one.key, "code": one.code, "late": one.share.late, "why": one.why, "requests": one.share.requests}
            for one in kept[:KEPT]
        ],
    }
