"""What a file of figures would write, as finished text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from namro.apps.indicators.definitions import indicators
from namro.apps.indicators.reading_values import FileValue
from namro.apps.indicators.values_of import read_rows
from namro.apps.people.queries.organisation import names_of
from namro.core.base.points import exact_words
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One figure that would be written; `old` is "" where none stands."""

    unit: str
    name: str
    part: str
    period: str
    as_of: str
    old: str
    new: str


def brought_rows(values: Sequence[FileValue]) -> list[BroughtRow]:
    """Return every figure, changes of what stands first; as many queries whatever is in the file."""
    names = names_of({value.unit for value in values})
    known = read_rows(
        {value.indicator for value in values},
        {value.unit for value in values},
        {value.period.year for value in values},
    )
    found = []
    for value in values:
        indicator = indicators()[value.indicator]
        there = known.get((value.indicator, value.unit), ())
        standing = next((row for row in there if row.current and row.period == value.period), None)
        for name, number in value.parts.items():
            old = standing.known.parts.get(name) if standing else None
            found.append(
                BroughtRow(
                    names[value.unit][1],
                    indicator.name,
                    indicator.by_id[name].name,
                    value.period.words,
                    day(value.as_of),
                    exact_words(old) if old is not None else "",
                    exact_words(number) if number is not None else "",
                )
            )
    return sorted(found, key=lambda row: not row.old or row.old == row.new)
