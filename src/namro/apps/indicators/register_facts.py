"""Figures of registers that are bound to inputs of criteria sets (`fact:` in a definition) become facts.

A register speaks only where nobody else has: a value that a person typed or a file brought stays, since a register that
was begun in the middle of a year knows less than they do. What is frozen stays, too.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.sets import in_force, inputs_of
from namro.apps.indicators.values import FactsRefused, levels_of, written
from namro.apps.people.models import User
from namro.apps.registers.definitions import NoSuchRegister, definitions
from namro.apps.registers.figures import figures_of
from namro.core.base.clock import VIETNAM
from namro.core.base.points import round_points
from namro.core.registers import FigureDefinition

#: Decimals of a ratio as a fact; a set compares it with figures of two.
_PLACES = 9

_log = logging.getLogger(__name__)


def on_register_changed(
    *, register: str, units: Collection[int], years: Iterable[int], actor: User, at: datetime, **_named: Any
) -> None:
    """Write what follows from the rows of a register; called once the rows are committed."""
    for year in sorted(set(years)):
        try:
            write_register_facts(actor, register, units, year, at=at)
        except FactsRefused as refused:
            # Whoever wrote a row cannot lift a freeze; the facts follow with the next change after it was lifted.
            _log.info("facts of register %s, %s not written: %s", register, year, refused.message)


def write_register_facts(actor: User, register: str, units: Collection[int], year: int, *, at: datetime) -> int:
    """Write the bound figures of a register, units and year; return how many values. Raises FactsRefused."""
    today = at.astimezone(VIETNAM).date()
    try:
        bound = [figure for figure in definitions(today).get(register).figures if figure.fact]
    except NoSuchRegister:
        return 0
    facts = [fact for figure in bound for fact in _facts(register, figure, units, year)]
    facts = asked_for(facts, year, until=at.year + 1)
    facts = not_said_by_others(facts, year, own=Producer.REGISTER)
    if not facts:
        return 0
    as_of = min(today, date(year, 12, 31))
    delivery = write_facts(actor, facts, origin=Origin(Producer.REGISTER, register), as_of=as_of, at=at)
    return len(facts) if delivery else 0


def _facts(register: str, figure: FigureDefinition, units: Collection[int], year: int) -> list[NewFact]:
    span = (date(year, 1, 1), date(year, 12, 31))
    found = figures_of(register, figure.code, units, span)
    return [NewFact(unit, year, figure.fact, _text(found[unit].value)) for unit in units]


def _text(value: Decimal | None) -> str:
    """The value as facts are written; nothing where the denominator is 0."""
    return "" if value is None else written(round_points(value, _PLACES))


def asked_for(facts: list[NewFact], year: int, *, until: int) -> list[NewFact]:
    """Return those that the criteria set of the unit's level reads; names that no set uses are not worth a row."""
    levels: Mapping[int, str] = levels_of((fact.unit for fact in facts), year)
    editions = in_force()
    inputs = {level: inputs_of(editions, level, year, until=until).parsers for level in set(levels.values())}
    return [fact for fact in facts if fact.unit in levels and fact.input in inputs[levels[fact.unit]]]


def not_said_by_others(facts: list[NewFact], year: int, *, own: Producer) -> list[NewFact]:
    """Leave out what stands from another kind of producer."""
    rows = Fact.objects.filter(
        superseded_by=None,
        year=year,
        unit__in={fact.unit for fact in facts},
        input__in={fact.input for fact in facts},
    ).exclude(value="")
    theirs = {
        (unit, name)
        for unit, name, kind in rows.values_list("unit_id", "input", "delivery__source_kind")
        if kind != own
    }
    return [fact for fact in facts if (fact.unit, fact.input) not in theirs]
