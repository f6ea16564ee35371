"""Who is on duty on a day: said by an app above (a register of the duty roster), which registers how to ask it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

#: Gives the ids of the accounts on duty in some units on a day; None: in any unit.
Roster = Callable[[Collection[int] | None, date], Iterable[int]]

_rosters: list[Roster] = []


def register_roster(roster: Roster) -> Callable[[], None]:
    """Have a roster asked; what is returned takes it out again."""
    _rosters.append(roster)
    return lambda: _rosters.remove(roster)


def on_duty(unit: int, day: date) -> frozenset[int]:
    """Return who is on duty in a unit on a day."""
    return frozenset(person for roster in _rosters for person in roster((unit,), day))


def anywhere_on_duty(day: date) -> frozenset[int]:
    """Return everybody who is on duty somewhere on a day: to them mail comes at any hour."""
    return frozenset(person for roster in _rosters for person in roster(None, day))
