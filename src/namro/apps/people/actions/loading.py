"""A whole organisation at once: for a province that begins, and for the demo. Names are codes, not row ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import transaction

from namro.apps.people.models import (
    AuditEntry,
    Group,
    GroupMember,
    Holding,
    OfficialCode,
    Oversight,
    Position,
    PositionLink,
    Unit,
    UnitLink,
    UnitSpan,
    User,
)
from namro.apps.people.queries.organisation import touch
from namro.apps.people.recording import record


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit or body with one span; `parent` is a code, `home` the code of the unit whose body it is."""

    code: str
    name: str
    kind: str
    parent: str | None
    home: str | None
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPosition:
    """A position; `key` names it among those that are loaded together, `groups` are names of groups of its unit."""

    key: str
    unit: str
    name: str
    role: str
    seats: int
    since: date
    until: date | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An account with what it held: (key of the position, since, until)."""

    username: str
    full_name: str
    held: tuple[tuple[str, date, date | None], ...]
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class NewLink:
    """Between two codes of units, or two keys of positions."""

    old: str
    new: str
    share: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class NewOversight:
    """Who appraises a unit, both by code."""

    unit: str
    appraiser: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NewCode:
    """An official code of a unit for as long as the unit is there."""

    unit: str
    system: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Everything that is loaded together; a unit stands after its parent and its home."""

    units: Sequence[NewUnit]
    positions: Sequence[NewPosition]
    people: Sequence[NewPerson]
    unit_links: Sequence[NewLink]
    position_links: Sequence[NewLink]
    oversight: Sequence[NewOversight] = ()
    codes: Sequence[NewCode] = ()


@transaction.atomic
def load(organisation: Organisation, *, password: str, at: datetime) -> None:
    """Make all units, positions, people and holdings in a fixed number of statements; accounts that exist stay.

    All new accounts get the same password. The audit line is the first administrator's.
    """
    units = _load_units(organisation)
    positions = _load_positions(organisation, units)
    users = _load_people(organisation.people, password)
    Holding.objects.bulk_create(
        Holding(user=users[person.username], position=positions[key], since=since, until=until)
        for person in organisation.people
        for key, since, until in person.held
    )
    touch()
    actor = next(users[person.username] for person in organisation.people if person.is_admin)
    record(actor, AuditEntry.Act.ORGANISATION_LOADED, at=at, note=f"{len(units)} + {len(positions)} + {len(users)}")


def _load_units(organisation: Organisation) -> dict[str, Unit]:
    made = {new.code: Unit(code=new.code) for new in organisation.units}
    # Units first: their bodies point to them.
    Unit.objects.bulk_create(made[new.code] for new in organisation.units if new.home is None)
    inside = [new for new in organisation.units if new.home is not None]
    for new in inside:
        made[new.code].home = made[new.home or ""]
    Unit.objects.bulk_create(made[new.code] for new in inside)
    UnitSpan.objects.bulk_create(
        UnitSpan(
            unit=made[new.code],
            parent=made[new.parent] if new.parent else None,
            kind=new.kind,
            name=new.name,
            rank=rank,
            since=new.since,
            until=new.until,
        )
        for rank, new in enumerate(organisation.units)
    )
    UnitLink.objects.bulk_create(
        UnitLink(old=made[link.old], new=made[link.new], share=link.share, on=link.on)
        for link in organisation.unit_links
    )
    _load_relations(organisation, made)
    return made


def _load_relations(organisation: Organisation, made: dict[str, Unit]) -> None:
    Oversight.objects.bulk_create(
        Oversight(unit=made[new.unit], appraiser=made[new.appraiser], since=new.since, until=new.until)
        for new in organisation.oversight
    )
    days = {new.code: (new.since, new.until) for new in organisation.units}
    OfficialCode.objects.bulk_create(
        OfficialCode(
            unit=made[new.unit], system=new.system, code=new.code, since=days[new.unit][0], until=days[new.unit][1]
        )
        for new in organisation.codes
    )


def _load_positions(organisation: Organisation, units: dict[str, Unit]) -> dict[str, Position]:
    made = {
        new.key: Position(
            unit=units[new.unit],
            name=new.name,
            role=new.role,
            seats=new.seats,
            rank=rank,
            since=new.since,
            until=new.until,
        )
        for rank, new in enumerate(organisation.positions)
    }
    Position.objects.bulk_create(made.values())
    PositionLink.objects.bulk_create(
        PositionLink(old=made[link.old], new=made[link.new], share=link.share, on=link.on)
        for link in organisation.position_links
    )
    named = {
        (home, group): Group(unit=home, name=group)
        for new in organisation.positions
        for group in new.groups
        for home in [units[new.unit].home or units[new.unit]]
    }
    Group.objects.bulk_create(named.values())
    GroupMember.objects.bulk_create(
        GroupMember(
            group=named[units[new.unit].home or units[new.unit], group], position=made[new.key], since=new.since
        )
        for new in organisation.positions
        for group in new.groups
    )
    return made


def _load_people(people: Sequence[NewPerson], password: str) -> dict[str, User]:
    known = User.objects.in_bulk([person.username for person in people], field_name="username")
    # One hash for all: hashing is slow on purpose, and whoever loads knows the common password anyway.
    hashed = make_password(password)
    made = [
        User(username=person.username, full_name=person.full_name, is_admin=person.is_admin, password=hashed)
        for person in people
        if person.username not in known
    ]
    User.objects.bulk_create(made)
    return {**known, **{user.username: user for user in made}}
