"""Readings as plain dictionaries (the published schema) and back, without loss."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from namro.core.printed.items import Reading

SCHEMA_VERSION = 1

#: Left out of an item when they say nothing, so that the output stays readable.
_QUIET = {
    "at",
    "raw_id",
    "second_value",
    "note",
    "implied",
    "part",
    "status",
    "remedies",
    "due_text",
    "due_on",
    "kind",
    "text",
    "base",
    "base_year",
}


def to_plain(reading: Reading) -> dict[str, Any]:
    """Return the reading as dictionaries, lists, strings and numbers, ready for JSON or YAML."""
    return {"schema_version": SCHEMA_VERSION, **_plain(reading)}


def from_plain(data: dict[str, Any]) -> Reading:
    """Rebuild a reading from `to_plain`. Unknown keys are ignored, so that newer files still load."""
    result = _build(Reading, data)
    assert isinstance(result, Reading)
    return result


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        result = {}
        for f in fields(value):
            item = _plain(getattr(value, f.name))
            if f.name in _QUIET and item in (None, "", [], False):
                continue
            result[f.name] = item
        if "line" in result and "cell" in result:  # a Place: say only what is known
            result = {k: v for k, v in result.items() if v is not None}
        return result
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Types of the fields; kept, because a reading has hundreds of items and finding them out is slow."""
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _build(next(a for a in get_args(kind) if a is not NoneType), value)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], v) for v in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{k: _build(hints[k], v) for k, v in value.items() if k in hints})
    if kind is Decimal:
        return Decimal(str(value))
    if kind is date:
        return date.fromisoformat(value)
    return value
