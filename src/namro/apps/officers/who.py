"""Which person of a unit a name of the provincial system is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from namro.apps.officers.models import OfficerName
from namro.apps.officers.month import Month
from namro.apps.people.models import Holding
from namro.core.base.folding import tidy


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the unit."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who the names are; names that nobody said anything of and that one person bears are in `by_name` too."""

    people: dict[int, Person]
    by_name: dict[str, int]
    #: Names that were said to be nobody's.
    nobody: frozenset[str]

    def names_of(self, user: int) -> list[str]:
        """Return the names of one person."""
        return [name for name, key in self.by_name.items() if key == user]

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Return the names of which nobody knows whose they are."""
        return sorted({name for name in names if name not in self.by_name and name not in self.nobody})


def known_in(unit: int, month: Month, names: Iterable[str]) -> Known:
    """Return who some names are, in a unit in a month; two queries."""
    people = _people(unit, month)
    alike: dict[str, list[int]] = defaultdict(list)
    for one in people.values():
        alike[bare(one.name)].append(one.id)
    said = {row.name: row.user for row in OfficerName.objects.filter(unit=unit).select_related("user")}
    people |= {user.pk: Person(user.pk, user.full_name) for user in said.values() if user is not None}
    found = {name: user.pk for name, user in said.items() if user is not None}
    for name in names:
        if name not in said and len(alike[bare(name)]) == 1:
            found[name] = alike[bare(name)][0]
    return Known(people, found, frozenset(name for name, user in said.items() if user is None))


def bare(name: str) -> str:
    """Return a name in small letters; marks stay, they tell people apart."""
    return tidy(name).casefold()


def _people(unit: int, month: Month) -> dict[int, Person]:
    """Everybody who held a position in the unit in the month."""
    held = Holding.objects.filter(
        Q(position__unit=unit) | Q(position__unit__home=unit),
        Q(until=None) | Q(until__gt=month.first),
        since__lte=month.last,
    )
    rows = held.order_by("user__full_name", "user").values_list("user", "user__full_name").distinct()
    return {key: Person(key, name) for key, name in rows}
