"""Texts without what no office format can hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from namro.core.base.folding import writable

Value = TypeVar("Value")


def printable(value: Value) -> Value:
    """The same value without control characters in its texts; line breaks stay."""
    made: object = value
    if isinstance(value, str):
        made = writable(value)
    elif isinstance(value, tuple):
        made = tuple(map(printable, value))
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return made  # type: ignore[return-value]
