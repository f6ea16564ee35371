"""Which results follow from a fact: of its own unit and year, and of later years and successors that grow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.crypto import get_random_string

from namro.apps.indicators.models import Freeze, Mark
from namro.apps.indicators.sets import in_force, inputs_of
from namro.apps.indicators.values import levels_of
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.base.spans import successors

#: A unit and a year.
Pair = tuple[int, int]
#: A unit, a year and an input.
Key = tuple[int, int, str]

_BATCH = 1000


def following(keys: Iterable[Key], *, until: int) -> list[Pair]:
    """Return the results that change with these facts, in order; results of years up to `until` are looked at.

    The order is what keeps two writers from waiting for each other.
    """
    found: set[Pair] = set()
    by_year: dict[int, dict[int, set[str]]] = {}
    for unit, year, name in keys:
        found.add((unit, year))
        by_year.setdefault(year, {}).setdefault(unit, set()).add(name)
    handovers, editions = unit_handovers(), in_force()
    olds = {handover.old for handover in handovers}
    for year, by_unit in by_year.items():
        levels = levels_of(by_unit, year)
        for unit, names in by_unit.items():
            if unit not in levels:
                continue
            later = inputs_of(editions, levels[unit], year, until=until).later
            for scored in {scored for name in names for scored in later.get(name, ())}:
                found.add((unit, scored))
                if unit in olds:
                    found.update((new, scored) for new in successors(unit, handovers, date(scored, 12, 31)))
    return sorted(found)


def mark(pairs: Iterable[Pair]) -> None:
    """Mark results as no longer up to date; the rows stay locked until the transaction ends."""
    token = get_random_string(16)
    Mark.objects.bulk_create(
        [Mark(unit_id=unit, year=year, token=token) for unit, year in sorted(set(pairs))],
        batch_size=_BATCH,
        update_conflicts=True,
        update_fields=["token"],
        unique_fields=["unit", "year"],
    )


def frozen_among(pairs: Iterable[Pair]) -> dict[Pair, Freeze]:
    """Return what is frozen of these results; one query."""
    wanted = set(pairs)
    units, years = {unit for unit, _ in wanted}, {year for _, year in wanted}
    rows = Freeze.objects.filter(lifted_at=None, unit__in=units, year__in=years).select_related("by")
    return {(row.unit_id, row.year): row for row in rows if (row.unit_id, row.year) in wanted}


def survey_keys(keys: Collection[Key]) -> set[Key]:
    """Return those of the facts that a survey gives, by the editions in force; a query a year."""
    editions, found = in_force(), set()
    for year in {year for _unit, year, _name in keys}:
        levels = levels_of({unit for unit, of, _name in keys if of == year}, year)
        inputs = {level: inputs_of(editions, level, year, until=year).surveys for level in set(levels.values())}
        found |= {key for key in keys if key[1] == year and key[2] in inputs.get(levels.get(key[0], ""), ())}
    return found


def freeze_of(key: Key) -> Freeze | None:
    """Return what keeps a fact as it is, None where nothing does."""
    row = frozen_among([key[:2]]).get(key[:2])
    return None if row is None or (row.surveys_open and key in survey_keys([key])) else row
