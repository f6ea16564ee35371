"""What still has to happen for a target: 301 of 400, that is 91 of the next 100."""

from __future__ import annotations

from decimal import Decimal

from namro.core.base.errors import NamroError
from namro.core.base.numerals import typed_count
from namro.core.improvement.goals import AT_LEAST, MORE_THAN, outlook
from namro.core.indicators.model import PERCENT, SUM, Indicator
from namro.core.indicators.values import Measure

#: More to come than that is no question about a commune.
_MOST = 10_000_000


def can_look_ahead(indicator: Indicator, now: Measure) -> bool:
    """Whether the question makes sense: a share of things that are counted one by one, with a least share asked."""
    target = indicator.target
    whole = all(one is not None and one == one.to_integral_value() for one in (now.numerator, now.denominator))
    asked = target is not None and target.op in (AT_LEAST, MORE_THAN)
    return indicator.unit == PERCENT and indicator.over_periods == SUM and asked and whole and now.exact is not None


def ahead(indicator: Indicator, now: Measure, expected: str) -> str:
    """Return the answer for so many more to come, "" where nothing was asked; what is no number is said."""
    target = indicator.target
    if not expected.strip() or target is None:
        return ""
    try:
        more = typed_count(expected)
    except NamroError as fault:
        return fault.message
    if more > _MOST:
        return ""
    if now.numerator is None or now.denominator is None or now.numerator > now.denominator:
        return ""
    percent = target.bound * Decimal(100)
    counts = int(now.numerator), int(now.denominator)
    return outlook(*counts, expected=more, op=target.op, percent=percent).words
