"""What a person may do on one day, as the positions held on that day give it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from namro.apps.people.models.accounts import Role
from namro.core.base.spans import Span


@dataclass(frozen=True, slots=True)
class Seat:
    """A position the person holds or held: how long, whether it took over another's work, and its own last day."""

    position: int
    span: Span
    took_over: bool
    ended: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles with the units in which the person holds them; `posts` are (role, id of the unit, not of a body in it).

    `seats` are all positions of the person, those of other days too.
    """

    day: date
    posts: frozenset[tuple[str, int]] = frozenset()
    is_admin: bool = False
    seats: tuple[Seat, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """All roles of the day, wherever they are held."""
        return frozenset(role for role, _unit in self.posts) | ({Role.ADMIN} if self.is_admin else set())

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of the roles somewhere."""
        return not self.roles.isdisjoint(roles)

    def units(self, *roles: Role) -> frozenset[int]:
        """The units in which the person has one of the roles; all the person's units when none is named."""
        return frozenset(unit for role, unit in self.posts if not roles or role in roles)
