"""What is due: the door through which every app says what its people owe on a day.

An app above (reports, meetings) registers how to ask it when it is made ready; plans are asked from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something open that is owed on a day. `key` never changes and is nobody else's ("viec:abc"), `url` is a path.

    `people` are the accounts that owe it today, `who` is what they are called together. `waits`: it is somebody else's
    turn. `kind` is a word for what it is ("" a task). `version` grows when it changes.
    """

    key: str
    text: str
    due: date
    unit: int
    people: tuple[int, ...]
    who: str = ""
    url: str = ""
    kind: str = ""
    waits: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: everything open that is due by `until` (None: ever), of some units or people (None: of all).

    A provider may give more: it is filtered again.
    """

    today: date
    until: date | None = None
    units: Collection[int] | None = None
    people: Collection[int] | None = None

    def takes(self, due: Due) -> bool:
        """Whether it was asked for."""
        return (
            (self.until is None or due.due <= self.until)
            and (self.units is None or due.unit in self.units)
            and (self.people is None or not set(self.people).isdisjoint(due.people))
        )


Provider = Callable[[Asked], Iterable[Due]]

_providers: list[Provider] = []


def register_dues(provider: Provider) -> Callable[[], None]:
    """Have a provider asked; what is returned takes it out again."""
    if provider not in _providers:
        _providers.append(provider)
    return lambda: _providers.remove(provider)


def dues(asked: Asked) -> list[Due]:
    """Return everything that was asked for, the most urgent first."""
    found = [due for provider in _providers for due in provider(asked) if asked.takes(due)]
    return sorted(found, key=lambda due: (due.due, due.key))


#: Gives what units have not done at all, so that it is nobody's open work: for a key, of some units, late on a day.
OfUnits = Callable[[str, Collection[int], date], Iterable[Due]]

_of_units: dict[str, OfUnits] = {}


def register_of_units(prefix: str, provider: OfUnits) -> None:
    """Have a provider asked for keys that begin with a word and a colon."""
    _of_units[prefix] = provider


def dues_of_units(key: str, units: Collection[int], today: date) -> list[Due]:
    """Return what the key asks for, by name; nothing for a key that nobody knows."""
    provider = _of_units.get(key.partition(":")[0])
    found = provider(key, units, today) if provider else ()
    return sorted((due for due in found if due.unit in units), key=lambda due: (due.due, due.who, due.key))
