"""Moments as whole seconds since 1970; local time counts as if it were UTC, here and in every engine."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast

from ibis.expr.types import IntegerValue, Value

_BEGINNING = datetime.combine(date(1970, 1, 1), time())


def seconds(moment: Value) -> IntegerValue:
    """Return the seconds of a column of moments, parts of a second dropped."""
    return cast(IntegerValue, cast(Any, moment).epoch_seconds())


def stamp(moment: datetime) -> int:
    """Return the seconds of a moment of our own."""
    return int((moment - _BEGINNING).total_seconds())
