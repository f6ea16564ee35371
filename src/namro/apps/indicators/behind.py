"""Where a fact can be looked into: the indicator's ratio, the register's rows, what an app above counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.measured import value_url
from namro.apps.indicators.models import Fact, Producer
from namro.apps.registers.figures import source_url

#: Returns the address of what a fact of a unit (by its code) was counted from; "" where there is none.
Behind = Callable[[Fact, str], str]

_known: dict[str, Behind] = {}


def look_behind(kind: Producer, behind: Behind) -> None:
    """Have facts of a kind of producer lead somewhere; called once, when an app is ready."""
    _known[kind] = behind


def url_behind(fact: Fact, unit: str) -> str:
    """Return the address that a fact leads to; "" for one that a person or a file gave."""
    behind = _known.get(fact.delivery.source_kind)
    return behind(fact, unit) if behind and fact.value else ""


def _indicator(fact: Fact, unit: str) -> str:
    named = fact.delivery.source_ref.split(", ")
    fed = (name for name in named if name in indicators() and fact.input in dict(indicators()[name].feeds))
    name = next(fed, "")
    return value_url(name, unit, str(fact.year)) if name else ""


def _register(fact: Fact, _unit: str) -> str:
    days = date(fact.year, 1, 1), date(fact.year, 12, 31)
    return source_url(fact.delivery.source_ref, fact.unit_id, days)


look_behind(Producer.INDICATOR, _indicator)
look_behind(Producer.REGISTER, _register)
