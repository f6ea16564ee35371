"""Settled values, held as whole numbers of 1e-9, rounded for showing."""

from __future__ import annotations

from decimal import Decimal
from typing import SupportsInt

from namro.core.framework.model import Scale
from namro.core.scoring.numbers import fixed, shown


def from_nanos(nanos: SupportsInt) -> Decimal:
    """Return the settled value."""
    return Decimal(int(nanos)).scaleb(-9)


def shown_nanos(nanos: SupportsInt, scale: Scale) -> str:
    """Write a settled value as the set shows it."""
    return fixed(shown(from_nanos(nanos), scale))
