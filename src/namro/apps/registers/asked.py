"""What the address of a list asks for, read with care: what does not exist narrows nothing, and is not repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from namro.apps.people.models import User
from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import Node, Tree, organisation_on, tree_on
from namro.apps.registers.known import known_in
from namro.apps.registers.permissions import Organisation, has_register, units_seen, writing_units
from namro.apps.registers.queries import LACKING, OPEN, REMOVED, Sought
from namro.core.base.folding import fold, tidy
from namro.core.registers import Column, Known, Register, Type, identity
from namro.core.registers.values import BadValue, stored
from namro.core.timetable import typed_token

#: The word of the address for all units that one reads about.
EVERY = "tat-ca"
_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as asked: of which unit (None: all of them), narrowed how; `typed` are the filters as they were typed."""

    unit: Node | None
    units: tuple[Node, ...]
    sought: Sought
    typed: Mapping[str, str]
    #: Which units took over from which, read once for the page.
    handovers: Handovers

    def query(self, **others: str) -> str:
        """Return the address's query with some parts changed; empty parts are left out."""
        parts = {"don-vi": self.unit.code if self.unit else EVERY, **self.typed, **others}
        return urlencode({name: text for name, text in parts.items() if text})


def units_with(user: User, register: Register) -> tuple[Node, ...]:
    """Return the units whose register the person may look at, the own ones first."""
    return _units_with(user, register, organisation_on(user.standing.day))


def _units_with(user: User, register: Register, organisation: Organisation) -> tuple[Node, ...]:
    tree = organisation[0]
    return tuple(tree.nodes[unit] for unit in units_seen(user, organisation) if has_register(register, unit, tree))


def asked_in(user: User, register: Register, given: Mapping[str, str]) -> Asked:
    """Read a query. Without a unit the own one is meant, where it keeps the register."""
    organisation = organisation_on(user.standing.day)
    units = _units_with(user, register, organisation)
    unit = _unit(user, units, given.get("don-vi", ""))
    first, last = day_in(given.get("tu", "")), day_in(given.get("den", ""))
    state = given.get("loc", "") if given.get("loc") in (OPEN, LACKING, REMOVED) else ""
    search = tidy(given.get("tim", ""))[:_SEARCH]
    keys, typed = _keys(register, unit, given, user.standing.day)
    typed |= {
        "tu": first.isoformat() if first else "",
        "den": last.isoformat() if last else "",
        "loc": state,
        "tim": search,
    }
    sought = Sought(unit.id if unit else None, first, last, state, search, keys)
    return Asked(unit, units, sought, typed, organisation[1])


def _unit(user: User, units: tuple[Node, ...], code: str) -> Node | None:
    if code:
        return next((node for node in units if node.code == code), None)
    own = user.standing.units()
    return next((node for node in units if node.id in own), None)


def day_in(text: str) -> date | None:
    """Read a day of an address or of a form; None for what is no day."""
    token = typed_token(text)
    return date.fromisoformat(token) if token and not token.startswith("invalid:") else None


def sifted(register: Register) -> tuple[Column, ...]:
    """Return the columns by which a list is filtered."""
    kinds = (Type.CHOICE, Type.YES_NO, Type.PERSON)
    return tuple(column for column in register.indexed if column.type in kinds)


def _keys(
    register: Register, unit: Node | None, given: Mapping[str, str], day: date
) -> tuple[dict[str, str], dict[str, str]]:
    keys: dict[str, str] = {}
    typed: dict[str, str] = {}
    for column in sifted(register):
        text = tidy(given.get(f"c.{column.code}", ""))[:_SEARCH]
        if not text or (column.type is Type.PERSON and unit is None):
            continue
        known = known_in(register, unit.id, day) if unit and column.type is Type.PERSON else Known()
        try:
            keys[column.code] = identity(column, stored(column, text, known))
        except BadValue:
            continue
        typed[f"c.{column.code}"] = text
    return keys, typed


def unit_to_write(user: User, register: Register, code: str) -> Node | None:
    """Return the unit whose register the person would write: the one named, else the first own one; None for none."""
    tree: Tree = tree_on(user.standing.day)
    own = sorted(
        writing_units(user, register), key=lambda unit: fold(tree.nodes[unit].name) if unit in tree.nodes else ""
    )
    nodes = [tree.nodes[unit] for unit in own if has_register(register, unit, tree)]
    return next((node for node in nodes if node.code == code), None) if code else next(iter(nodes), None)
