"""Figures of parts into values: sums of numerators over sums of denominators, never the mean of ratios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from namro.core.base.points import exact_words, format_points, round_points
from namro.core.indicators import model
from namro.core.indicators.model import PERCENT, UNITS, Indicator, Target, Variant
from namro.core.indicators.periods import MONTHS, Grain

#: Figures of parts by the part's id; a part that is not there is not known, which is not 0.
Parts = Mapping[str, Decimal]
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Measure:
    """A value as its two sums. `denominator` None: there is no ratio; `numerator` None: it is not known."""

    numerator: Decimal | None
    denominator: Decimal | None = None
    ratio: bool = False

    @property
    def exact(self) -> Fraction | None:
        """The value as a fraction (0.58 of 58 %); None where it is not known or nothing can be divided by."""
        if self.numerator is None or (self.ratio and not self.denominator):
            return None
        whole = Fraction(self.numerator)
        return whole / Fraction(self.denominator) if self.ratio and self.denominator is not None else whole

    def shown(self, unit: str) -> Decimal | None:
        """Return the value in its unit, unrounded to 60 digits: 58 for 58 %."""
        value = self.exact
        if value is None:
            return None
        value *= 100 if unit == PERCENT else 1
        return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))

    def words(self, unit: str) -> str:
        """Return the value for people: "58,00 %", "12 tin, bài"; a dash where there is none."""
        value = self.shown(unit)
        if value is None:
            return "–"
        if unit == PERCENT:
            return f"{format_points(value)} %"
        text = exact_words(value) if value == value.to_integral_value() else exact_words(round_points(value))
        return f"{text} {UNITS[unit]}".strip()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one indicator of one unit and period: its parts, and the day they were counted on."""

    parts: Parts
    as_of: date


def filled(indicator: Indicator, parts: Parts) -> Parts:
    """Return the parts with those that follow from others; what lacks one of its own is left out."""
    if not indicator.made:
        return parts
    found = {name: value for name, value in parts.items() if name in indicator.by_id}
    for part in indicator.made:
        found.pop(part.id, None)
        if part.number is not None:
            found[part.id] = part.number
        elif all(name in found for name in (*part.plus, *part.minus)):
            whole = sum((found[name] for name in part.plus), Decimal(0))
            found[part.id] = whole - sum((found[name] for name in part.minus), Decimal(0))
    return found


def measure(indicator: Indicator, variant: Variant, parts: Parts) -> Measure:
    """Return the value of a variant from the parts of one unit and period, or from sums of them."""
    whole = filled(indicator, parts)
    below = whole.get(variant.denominator) if variant.denominator else None
    return Measure(whole.get(variant.numerator), below, bool(variant.denominator))


def together(measures: Iterable[Measure]) -> Measure:
    """Return one value for several units, or several periods: both sums over those that have both.

    One that lacks its numerator counts in neither sum: its denominator alone would make the share of all too small.
    """
    above, below, ratio, known = Decimal(0), Decimal(0), False, False
    for one in measures:
        ratio = ratio or one.ratio
        if one.numerator is not None and (one.denominator is not None or not one.ratio):
            known = True
            above += one.numerator
            below += one.denominator or Decimal(0)
    return Measure(above if known else None, below if known and ratio else None, ratio)


def over_periods(indicator: Indicator, variant: Variant, known: Iterable[Known]) -> Measure:
    """Return what the periods of one unit make together, over those in which the variant is whole.

    Each part goes its own way: added up, or the latest, or the first of the periods.
    """
    rows = [row for row in sorted(known, key=lambda one: one.as_of) if _is_whole(indicator, variant, row)]
    if not rows:
        return Measure(None, None, bool(variant.denominator))
    return measure(indicator, variant, _combined(indicator, rows))


def _is_whole(indicator: Indicator, variant: Variant, row: Known) -> bool:
    one = measure(indicator, variant, row.parts)
    return one.numerator is not None and (one.denominator is not None or not one.ratio)


def parts_over_periods(indicator: Indicator, names: Iterable[str], known: Iterable[Known]) -> dict[str, Decimal]:
    """Return parts over several periods, all of them over the same ones: those in which every part is known."""
    wanted = tuple(names)
    rows = [
        row
        for row in sorted(known, key=lambda one: one.as_of)
        if all(name in filled(indicator, row.parts) for name in wanted)
    ]
    whole = combined(indicator, rows)
    return {name: whole[name] for name in wanted if name in whole}


def combined(indicator: Indicator, rows: Iterable[Known]) -> Parts:
    """Return every part over several periods, whatever others lack; for showing figures, not for ratios."""
    return filled(indicator, _combined(indicator, sorted(rows, key=lambda one: one.as_of)))


def _combined(indicator: Indicator, rows: Sequence[Known]) -> dict[str, Decimal]:
    """Return the measured parts of periods in their order as those of all of them together."""
    found: dict[str, Decimal] = {}
    for part in indicator.parts:
        values = [row.parts[part.id] for row in rows if part.id in row.parts]
        if not values:
            continue
        match part.over or indicator.over_periods:
            case model.LATEST:
                found[part.id] = values[-1]
            case model.FIRST:
                found[part.id] = values[0]
            case _:
                found[part.id] = sum(values, Decimal(0))
    return found


def meets(value: Fraction | None, target: Target, grain: Grain | None = None) -> bool | None:
    """Whether a value is what the target asks; None where it is not known.

    `grain` is the length of the period the value is of: four a month are twelve a quarter.
    """
    if value is None:
        return None
    bound = bound_of(target, grain)
    return {">=": value >= bound, ">": value > bound, "<=": value <= bound, "<": value < bound}[target.op]


def bound_of(target: Target, grain: Grain | None = None) -> Fraction:
    """Return what is asked of a period of a grain."""
    bound = Fraction(target.bound)
    return bound * Fraction(MONTHS[grain], MONTHS[target.per]) if grain and target.per else bound


def target_words(target: Target, unit: str, grain: Grain | None = None) -> str:
    """Return a target for people: "từ 85 % trở lên", "trên 75 %", "không quá 0 %"."""
    bound = bound_of(target, grain) * (100 if unit == PERCENT else 1)
    said = exact_words(round_points(_WIDE.divide(Decimal(bound.numerator), Decimal(bound.denominator))))
    said = f"{said} {UNITS[unit]}".strip()
    return {">=": f"từ {said} trở lên", ">": f"trên {said}", "<=": f"không quá {said}", "<": f"dưới {said}"}[target.op]
