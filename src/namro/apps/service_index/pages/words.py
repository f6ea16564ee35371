"""Counts and shares as people read them."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.points import MINUS, round_points
from namro.ui.formats import number, points


def pair(part: int | None, whole: int | None) -> str:
    """`2.541/2.618`; "" where nothing was counted."""
    if part is None or whole is None:
        return ""
    said = number(Decimal(part)) if part >= 0 else MINUS + number(Decimal(-part))
    return f"{said}/{number(Decimal(whole))}"


def percent(part: int | None, whole: int | None) -> str:
    """`97,06 %`; "" where there is nothing to divide by."""
    if part is None or not whole:
        return ""
    value = round_points(Decimal(part * 100) / whole)
    return f"{points(value) if value >= 0 else MINUS + points(-value)} %"
