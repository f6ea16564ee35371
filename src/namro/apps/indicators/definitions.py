"""The indicators that are measured: those the product ships, by id, in the order of the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from namro.core.base.yamlfile import data_text
from namro.core.indicators.model import FIELDS, Indicator
from namro.core.indicators.reading import parse_indicators, parse_windows

Definitions = Mapping[str, Indicator]

_FILES = (
    "direction",
    "institutions",
    "procedures",
    "civil_service",
    "public_finance",
    "digital",
    "impact",
)


@cache
def shipped() -> Definitions:
    """Return the indicators of the product's own data."""
    windows = parse_windows(data_text("indicators/windows.yaml"), name="windows.yaml")
    found = [
        indicator
        for name in _FILES
        for indicator in parse_indicators(data_text(f"indicators/{name}.yaml"), name=f"{name}.yaml", windows=windows)
    ]
    order = list(FIELDS)
    return {one.id: one for one in sorted(found, key=lambda one: order.index(one.field))}


class _Provided:
    """The source of definitions."""

    source: Callable[[], Definitions] = staticmethod(shipped)


def provide_indicators(source: Callable[[], Definitions]) -> Callable[[], Definitions]:
    """Take definitions from another source; return the source until now."""
    before, _Provided.source = _Provided.source, staticmethod(source)
    return before


def indicators() -> Definitions:
    """Return the indicators that are measured, by id."""
    return _Provided.source()


def for_level(level: str) -> list[Indicator]:
    """Return the indicators of units of a level."""
    return [one for one in indicators().values() if level in one.levels]
