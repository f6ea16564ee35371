"""Who owes a task: a person, a position (whoever holds it on the day) or a group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody by name; `since` and `until` are the first and last day here (None: open). `key` is the caller's own."""

    key: str
    name: str
    since: date | None = None
    until: date | None = None

    def here_on(self, day: date) -> bool:
        """Whether the person works here on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def holders(self, day: date) -> tuple[Person, ...]:
        """The person, if here on the day."""
        return (self,) if self.here_on(day) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A post; `held` are the people with their spans in it, so that work follows the post and history stays.

    A post that ended lives on in the one that took over all its work: its name and its people follow, and `instead_of`
    is what it was. `over` is the day since which nobody has all of the work, `among` are those it was divided among.
    """

    key: str
    name: str
    held: tuple[Person, ...] = ()
    instead_of: str = ""
    over: date | None = None
    among: tuple[str, ...] = ()

    def holders(self, day: date) -> tuple[Person, ...]:
        """Who holds the post on the day."""
        return tuple(person for person in self.held if person.here_on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several people. `each`: every member owes one product; otherwise any member may deliver for all."""

    key: str
    name: str
    members: tuple[Person, ...]
    each: bool = True

    def holders(self, day: date) -> tuple[Person, ...]:
        """The members who are here on the day, each once."""
        return tuple(dict.fromkeys(person for person in self.members if person.here_on(day)))


Owner = Person | Position | Group


def has_left(owner: Owner | None, day: date) -> bool:
    """Whether the work is of one person by name who worked here, and does not any more on the day."""
    return isinstance(owner, Person) and owner.until is not None and owner.until < day


def is_over(owner: Owner | None) -> bool:
    """Whether nobody answers for the work any more, so that somebody else has to be chosen."""
    return owner is None or (isinstance(owner, Position) and owner.over is not None)


@dataclass(frozen=True, slots=True)
class Share:
    """How much is there: `done` of `owed` products, whose product is missing, and whose waits for a decision."""

    done: int
    owed: int
    missing: tuple[Person, ...] = ()
    waiting: tuple[Person, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing is missing, and something was owed."""
        return 0 < self.owed <= self.done

    @property
    def handed_in(self) -> bool:
        """Everybody has handed in, and something still waits for a decision: it is the reviewer's turn."""
        return bool(self.waiting) and not self.missing

    @property
    def words(self) -> str:
        """ "19/22"."""
        return f"{self.done}/{self.owed}"


def delivered(owner: Owner, by: Collection[str], on: date, *, waiting: Collection[str] = ()) -> Share:
    """Return what `owner` owes on a day (the due day) and has delivered; `by` are keys of the people who delivered.

    A person counts once however often something came in; who is not among the owners does not count. Where one product
    is owed, nobody is missing once it is there. `waiting` are keys of those whose product waits for a decision: it is
    not delivered yet, and not missing either.
    """
    owing = owner.holders(on)
    given = [person for person in owing if person.key in by]
    if isinstance(owner, Group) and owner.each:
        left = [person for person in owing if person not in given]
        waits = tuple(person for person in left if person.key in waiting)
        return Share(len(given), len(owing), tuple(person for person in left if person not in waits), waits)
    return Share(1, 1) if given else Share(0, 1, owing)


def quota(done: int, owed: int) -> Share:
    """A number to reach that no one person owes: 3 of 4 items a month on the upper site."""
    return Share(min(done, owed), owed)
