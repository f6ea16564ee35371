"""What else stands in somebody's morning digest besides what is due: said by apps above, which register how to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of a digest; `url` is a path of this site."""

    text: str
    url: str


#: Gives lines by the id of the account; asked again on the same morning it gives the same.
Teller = Callable[[datetime], Mapping[int, Sequence[Aside]]]

_tellers: list[Teller] = []


def register_teller(teller: Teller) -> Callable[[], None]:
    """Have a teller asked each working morning; what is returned takes it out again."""
    _tellers.append(teller)
    return lambda: _tellers.remove(teller)


def asides(at: datetime) -> dict[int, list[Aside]]:
    """Return all lines of a morning by the id of the account."""
    found: dict[int, list[Aside]] = {}
    for teller in _tellers:
        for user, lines in teller(at).items():
            found.setdefault(user, []).extend(lines)
    return found
