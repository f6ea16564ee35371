"""Facts as plain JSON: flags as true and false, numbers as texts of their exact digits, words as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from namro.core.scoring.facts import BaseValue, Facts, Share, Value

#: Words of proof and dates never look like one.
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def kept_facts(facts: Facts) -> dict[str, Any]:
    """Return facts as plain values; empty parts are left out."""
    base: dict[str, dict[str, Any]] = {}
    for (year, name), one in facts.base.items():
        parts = [[part.unit, _digits(part.share), _digits(part.value)] for part in one.parts]
        base.setdefault(str(year), {})[name] = [_digits(one.value), parts] if parts else [_digits(one.value)]
    lacking: dict[str, dict[str, list[str]]] = {}
    for (year, name), units in facts.lacking.items():
        lacking.setdefault(str(year), {})[name] = list(units)
    values = {name: _digits(value) if isinstance(value, Decimal) else value for name, value in facts.values.items()}
    found = {"values": values, "base": base, "lacking": lacking}
    return {name: part for name, part in found.items() if part}


def read_kept_facts(plain: Mapping[str, Any], year: int) -> Facts:
    """Return the facts that were kept."""
    values = {name: _value(value) for name, value in plain.get("values", {}).items()}
    base = {(int(of), name): _base(*row) for of, rows in plain.get("base", {}).items() for name, row in rows.items()}
    lacking = {
        (int(of), name): tuple(units) for of, rows in plain.get("lacking", {}).items() for name, units in rows.items()
    }
    return Facts(year, values, base, lacking)


def _value(value: bool | str) -> Value:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    return value


def _base(value: str, parts: list[list[str]] | None = None) -> BaseValue:
    return BaseValue(
        Decimal(value), tuple(Share(unit, Decimal(share), Decimal(own)) for unit, share, own in parts or ())
    )


def _digits(value: Decimal) -> str:
    return format(value, "f")
