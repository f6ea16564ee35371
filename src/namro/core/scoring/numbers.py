"""Exact arithmetic of scores: settled before compared, rounded only to be shown, written the Vietnamese way.

"Settled" is half up (away from zero) to 9 decimals for points and percentages, to 12 for what is compared with a
threshold, so that every implementation decides alike (the format's rule).
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from namro.core.base.points import MINUS, exact_words
from namro.core.framework.model import Scale

#: Wide enough for quotients of the longest numbers a fact may have; nothing is lost before settling.
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
ZERO, HUNDRED = Decimal(0), Decimal(100)
_NINE, _TWELVE, _FIFTEEN = Decimal("1e-9"), Decimal("1e-12"), Decimal("1e-15")
_ROUNDING = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def settled(value: Decimal) -> Decimal:
    """Return points or a percentage half up to 9 decimals."""
    return value.quantize(_NINE, ROUND_HALF_UP, EXACT)


def settled_value(value: Decimal) -> Decimal:
    """Return what is compared with a threshold, half up to 12 decimals."""
    return value.quantize(_TWELVE, ROUND_HALF_UP, EXACT)


def quotient(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Divide with a hundred digits."""
    return EXACT.divide(numerator, denominator)


@lru_cache(maxsize=16)
def _grain(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def shown(value: Decimal, scale: Scale) -> Decimal:
    """Round a value for showing: from the settled value, by the set's own rounding."""
    return _shown(value, scale.precision, scale.rounding)


@lru_cache(maxsize=65536)
def _shown(value: Decimal, digits: int, rounding: str) -> Decimal:
    return settled(value).quantize(_grain(digits), _ROUNDING[rounding], EXACT)


def _short(value: Decimal) -> Decimal:
    """Return the value with at most 15 decimals."""
    exponent = value.as_tuple().exponent
    return value.quantize(_FIFTEEN, ROUND_HALF_UP, EXACT) if isinstance(exponent, int) and exponent < -15 else value


@lru_cache(maxsize=65536)
def plain(value: Decimal) -> str:
    """Write a decimal exactly, or to 15 decimals, without exponent."""
    text = format(_short(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fixed(value: Decimal) -> str:
    """Write a rounded value with the digits it has; a rounded nothing has no sign."""
    return format(value if value else abs(value), "f")


@lru_cache(maxsize=65536)
def said(value: Decimal) -> str:
    """Write a number for a sentence: "1.204", "0,25", "−3"."""
    return exact_words(_short(value))


def said_points(value: Decimal, scale: Scale) -> str:
    """Write points for a sentence with the set's precision: "1,40"."""
    return _said_points(value, scale.precision, scale.rounding)


@lru_cache(maxsize=65536)
def _said_points(value: Decimal, digits: int, rounding: str) -> str:
    return said_rounded(_shown(value, digits, rounding))


def said_rounded(value: Decimal) -> str:
    """Write a rounded number with the digits it has: equal values may have different ones, so nothing is remembered."""
    whole, _, rest = fixed(abs(value)).partition(".")
    text = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    return f"{MINUS}{text}" if value < 0 else text


@lru_cache(maxsize=65536)
def said_percent(fraction: Decimal) -> str:
    """Write a fraction as a percentage for a sentence: "93,33 %", "100 %"; a threshold keeps its digits."""
    percent = fraction * HUNDRED
    if percent == percent.to_integral_value():
        return f"{said(percent.to_integral_value())} %"
    rounded = percent.quantize(_grain(2), ROUND_HALF_UP, EXACT)
    return f"{said_rounded(rounded)} %"
