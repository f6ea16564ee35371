"""Who is on duty at a moment: said by an app above (a register of the duty roster), which registers how to ask it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

#: Gives the ids of the accounts on duty in some units at a moment; None: in any unit.
Roster = Callable[[Collection[int] | None, datetime], Iterable[int]]

_rosters: list[Roster] = []


def register_roster(roster: Roster) -> Callable[[], None]:
    """Have a roster asked; what is returned takes it out again."""
    _rosters.append(roster)
    return lambda: _rosters.remove(roster)


def on_duty(unit: int, at: datetime) -> frozenset[int]:
    """Return who is on duty in a unit at a moment."""
    return frozenset(person for roster in _rosters for person in roster((unit,), at))


def anywhere_on_duty(at: datetime) -> frozenset[int]:
    """Return everybody who is on duty somewhere at a moment: to them mail comes at any hour."""
    return frozenset(person for roster in _rosters for person in roster(None, at))
