"""More done on time than was due cannot be: a check over two inputs of one unit and year, what stands counted in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.indicators.marking import Key
from namro.apps.indicators.models import Fact, FactUpload, StagedFact
from namro.apps.indicators.sets import Edition, edition_for, in_force
from namro.apps.indicators.values import levels_of
from namro.apps.people.queries.organisation import names_of
from namro.core.base.faults import Faults
from namro.core.framework.uses import on_time_pairs


def pair_faults(year: int, values: Iterable[tuple[Key, str]]) -> Iterator[str]:
    """Yield a sentence for every unit in which the values, with what stands beside them, do not go together."""
    given = {(unit, name): text for (unit, of, name), text in values if of == year}
    levels = levels_of((unit for unit, _name in given), year)
    editions = in_force()
    for level in sorted(set(levels.values())):
        edition = edition_for(editions, level, year)
        pairs = sorted(on_time_pairs(edition.framework)) if edition else []
        named = {name for pair in pairs for name in pair}
        units = {unit for unit, name in given if name in named and levels.get(unit) == level}
        if units:
            yield from _faults(year, pairs, units=units, given=given)


def _faults(
    year: int, pairs: list[tuple[str, str]], *, units: set[int], given: dict[tuple[int, str], str]
) -> Iterator[str]:
    named = {name for pair in pairs for name in pair}
    rows = Fact.objects.filter(superseded_by=None, year=year, input__in=named, unit__in=units)
    there = {(unit, name): text for unit, name, text in rows.values_list("unit_id", "input", "value")}
    values = there | {key: text for key, text in given.items() if key[1] in named}
    wrong = []
    for unit in sorted(units):
        for due, done in pairs:
            whole, part = values.get((unit, due), ""), values.get((unit, done), "")
            if whole and part and Decimal(part) > Decimal(whole):
                wrong.append((unit, {"done": done, "part": part, "due": due, "whole": whole}))
    names = names_of(unit for unit, _said in wrong) if wrong else {}
    message = _(
        "%(unit)s, năm %(year)d: %(done)s = %(part)s lớn hơn %(due)s = %(whole)s. "
        "Số đúng hạn không thể vượt số phải làm."
    )
    for unit, said in wrong:
        yield message % {"unit": names[unit][1], "year": year, **said}


def refuse_pairs(upload: FactUpload, faults: Faults) -> None:
    """Raise BrokenFile when staged values do not go together; call it in the transaction that staged them."""
    rows, editions = StagedFact.objects.filter(upload=upload), in_force()
    for year in sorted(set(rows.values_list("year", flat=True))):
        names = {name for one in editions if one.framework.scores(year) for name in _paired(one)}
        found = rows.filter(year=year, input__in=names).values_list("unit_id", "input", "value")
        for said in pair_faults(year, (((unit, year, name), text) for unit, name, text in found)):
            faults.add(0, said)
    faults.refuse()


def _paired(edition: Edition) -> set[str]:
    return {name for pair in on_time_pairs(edition.framework) for name in pair}
