"""Who and what may be named in a unit's rows: the people with a seat in it, the units of the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from namro.apps.people.queries.organisation import tree_on
from namro.apps.people.queries.people import people_of
from namro.apps.registers.beside import records_spelt
from namro.core.base.folding import tidy
from namro.core.registers import Known, Register, Type

Named = tuple[str, str]


def known_in(register: Register, unit: int, day: date) -> Known:
    """Return what a row of the unit may name; people are asked for only where a column holds one."""
    types = {column.type for column in register.columns}
    people = dict(people_spelt(unit, day)) if Type.PERSON in types else {}
    units = units_spelt(day) if Type.UNIT in types else {}
    records = records_spelt(register, unit) if register.also else {}
    return Known(people, units, day, records)


def people_spelt(unit: int, day: date) -> dict[str, tuple[Named, ...]]:
    """Return the people of a unit by every spelling: the name, and the name with the login behind it."""
    return _spelt(list(people_of(unit, day).values_list("pk", "full_name", "username")))


def _spelt(rows: list[tuple[int, str, str]]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, tuple[Named, ...]] = {}
    for key, name, username in rows:
        for spelling in (name, f"{name} ({username})"):
            _add(found, spelling, (str(key), tidy(name)))
    return found


def units_spelt(day: date) -> dict[str, tuple[Named, ...]]:
    """Return units and bodies of a day by name, by “body, unit” and by code."""
    tree = tree_on(day)
    found: dict[str, tuple[Named, ...]] = {}
    for node in tree.nodes.values():
        home = tree.nodes.get(node.home) if node.home else None
        whole = f"{node.name}, {home.name}" if home else node.name
        for spelling in {node.name, whole, node.code}:
            _add(found, spelling, (str(node.id), whole))
    return found


def choices_of(spelt: dict[str, tuple[Named, ...]], names: Iterable[tuple[str, str]]) -> list[str]:
    """Return what a list offers: plain names, and for namesakes the name with the login name."""
    return [name if len(spelt.get(name.casefold(), ())) == 1 else f"{name} ({login})" for name, login in names]


def people_offered(unit: int, day: date) -> list[str]:
    """Return the people that a form offers, by name."""
    rows = list(people_of(unit, day).values_list("pk", "full_name", "username"))
    return choices_of(_spelt(rows), [(name, login) for _key, name, login in rows])


def units_offered(unit: int, day: date) -> list[str]:
    """Return the bodies of a unit and the unit itself, as a form offers them."""
    tree = tree_on(day)
    home = tree.nodes.get(unit)
    return [node.name for node in tree.nodes.values() if home and node.home == unit] + ([home.name] if home else [])


def _add(found: dict[str, tuple[Named, ...]], spelling: str, named: Named) -> None:
    key = tidy(spelling).casefold()
    if named not in found.get(key, ()):
        found[key] = (*found.get(key, ()), named)
