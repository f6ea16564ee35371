"""The door for readers: indicators of units in a period, with both sums, all variants, and where they came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse

from namro.apps.indicators.choosing import choices_for
from namro.apps.indicators.definitions import indicators as all_indicators
from namro.apps.indicators.models import ValueSource
from namro.apps.indicators.values_of import Row, read_rows, rows_for
from namro.apps.people.models import Unit
from namro.core.indicators.model import Indicator, Variant
from namro.core.indicators.periods import Period
from namro.core.indicators.values import Measure, over_periods


@dataclass(frozen=True, slots=True)
class VariantValue:
    """The value under one way of counting, and the document that counts so."""

    id: str
    name: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a unit in a period, by the variant that counts there (`counts`); all stand in `variants`.

    `value` is in the indicator's unit, unrounded (58 for 58 %), None where it is not known or the denominator is 0;
    `words` is what people read ("58,00 %"). `source_kind` and `source_ref` are of the newest figure in it.
    """

    indicator: str
    unit: int
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    words: str
    variants: tuple[VariantValue, ...]
    as_of: date
    source_kind: str
    source_ref: str
    url: str
    counts: str = ""

    def variant(self, name: str) -> VariantValue:
        """Return the value under a variant by its id. Raises KeyError."""
        return {one.id: one for one in self.variants}[name]


def measured(indicators: Collection[str], units: Collection[int], period: Period) -> Mapping[tuple[str, int], Measured]:
    """Return what is known by (indicator, unit); what nobody measured is left out. Three queries.

    Raises KeyError for an indicator that is not defined.
    """
    definitions = {name: all_indicators()[name] for name in indicators}
    rows = read_rows(definitions, units, [period.year])
    codes = dict(Unit.objects.filter(pk__in={unit for _name, unit in rows}).values_list("pk", "code"))
    chosen = choices_for(definitions, {unit for _name, unit in rows})
    found: dict[tuple[str, int], Measured] = {}
    for (name, unit), known in rows.items():
        there = rows_for(definitions[name], known, period)
        if there:
            url = value_url(name, codes[unit], period.name)
            found[name, unit] = _measured(
                definitions[name], chosen.variant(definitions[name], unit, period), there, unit=unit, url=url
            )
    return found


def value_url(indicator: str, unit: str, period: str = "") -> str:
    """Return the address of the page of an indicator of a unit (its code; "": all units), opened at a period."""
    asked = {key: value for key, value in (("dv", unit), ("ky", period)) if value}
    return f"{reverse('indicators:measure', args=[indicator])}?{urlencode(asked)}"


def _measured(indicator: Indicator, counts: Variant, rows: list[Row], *, unit: int, url: str) -> Measured:
    newest = max(rows, key=lambda row: (row.known.as_of, row.value.pk)).value
    variants = tuple(variant_value(indicator, one, rows) for one in indicator.variants)
    first = next(one for one in variants if one.id == counts.id)
    return Measured(
        indicator=indicator.id,
        unit=unit,
        numerator=first.numerator,
        denominator=first.denominator,
        value=first.value,
        words=first.words,
        variants=variants,
        as_of=newest.as_of,
        source_kind=str(ValueSource(newest.source_kind).label),
        source_ref=newest.source_ref,
        url=url,
        counts=counts.id,
    )


def variant_value(indicator: Indicator, variant: Variant, rows: list[Row]) -> VariantValue:
    """Return the value of one unit's rows under a variant."""
    return valued(indicator, variant, over_periods(indicator, variant, [row.known for row in rows]))


def valued(indicator: Indicator, variant: Variant, one: Measure) -> VariantValue:
    """Return a measure with its words and its document."""
    source = variant.source or indicator.source
    return VariantValue(
        id=variant.id,
        name=variant.name,
        numerator=one.numerator,
        denominator=one.denominator,
        value=one.shown(indicator.unit),
        words=one.words(indicator.unit),
        source=source_words(source.text, source.day),
    )


def source_words(text: str, day: str) -> str:
    """Return a document with its day: "Quyết định 766/QĐ-TTg, 23/06/2022"."""
    return f"{text}, {'/'.join(reversed(day.split('-')))}" if day else text
