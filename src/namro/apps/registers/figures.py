"""The door for counts: a figure of a register, for several units and a span of days; and the list behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse

from namro.apps.people.models import Unit
from namro.apps.people.queries.people import held_in
from namro.apps.registers.beside import Kept, named_in, records_of, within
from namro.apps.registers.definitions import NoSuchRegister, definitions
from namro.apps.registers.models import RegisterRow, RegisterTally
from namro.apps.registers.taken_over import sources_of
from namro.core.base.clock import system_clock
from namro.core.registers import PEOPLE, Figure, Register, Tally, settled

Span = tuple[date, date]


def figures_of(register: str, figure: str, units: Collection[int], span: Span) -> Mapping[int, Figure]:
    """Return a figure of each unit over days, the first and the last included; `value` is None over 0.

    Rows of what a unit had taken over whole by the last day count for it. Whole years are read from the tallies, other
    spans from the rows: one query, one more for people with a seat, and one where records kept elsewhere count.
    Raises NoSuchRegister for a register or figure that is not defined.
    """
    definition = definitions(system_clock().date()).get(register)
    if figure not in {one.code for one in definition.figures}:
        raise NoSuchRegister(f"{register}.{figure}")
    sources = sources_of(units, min(span[1], system_clock().date()))
    bases = bases_over(definition, units, span, sources=sources)
    people = people_in(definition, units, span[1])
    return {unit: settled(definition, bases.get(unit, {}), people=people.get(unit, 0))[figure] for unit in units}


def source_url(register: str, unit: int, span: Span) -> str:
    """Return the address of the rows behind a figure: the list of one unit, from day to day."""
    code = Unit.objects.values_list("code", flat=True).get(pk=unit)
    asked = {"don-vi": code, "tu": span[0].isoformat(), "den": span[1].isoformat()}
    return f"{reverse('registers:register', args=[register])}?{urlencode(asked)}"


def people_in(register: Register, units: Collection[int], day: date) -> dict[int, int]:
    """Return how many people hold a seat in each unit on a day; {} for a register that asks for none."""
    if not any(figure.denominator == PEOPLE for figure in register.figures):
        return {}
    return people_seated(units, day)


def people_seated(units: Collection[int], day: date) -> dict[int, int]:
    """Return how many people hold a seat in each unit, its bodies included; one query."""
    rows = held_in(list(units), day).annotate(home=Coalesce("position__unit__home", "position__unit"))
    return dict(rows.order_by().values_list("home").annotate(Count("user", distinct=True)))


def bases_over(
    register: Register,
    units: Collection[int],
    span: Span,
    records: Sequence[Kept] | None = None,
    sources: Mapping[int, int] | None = None,
) -> dict[int, dict[str, Decimal]]:
    """Return what the figures of units are made of, over days.

    `records` are those of all sources, if at hand; `sources` say whose rows count for whom (`taken_over`), without them
    each unit's own. Whole years of units that took over nothing come from the tallies.
    """
    sources = sources or {unit: unit for unit in units}
    alone = {new for old, new in sources.items() if old == new} - {new for old, new in sources.items() if old != new}
    found: dict[int, dict[str, Decimal]] = {}
    year = span[0].year
    if register.also is None and span == year_span(year) and alone:
        kept = list(RegisterTally.objects.filter(register=register.code, unit__in=alone, year=year))
        if all(tally.edition == register.edition for tally in kept):
            found = {tally.unit_id: bases_of(tally) for tally in kept}
            sources = {old: new for old, new in sources.items() if new not in alone}
    return {**found, **bases_from_rows(register, sources, span, records)} if sources else found


def year_span(year: int) -> Span:
    """Return the days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def bases_of(tally: RegisterTally) -> dict[str, Decimal]:
    """Return the kept figures of a tally as numbers."""
    return {code: Decimal(text) for code, text in tally.bases.items()}


def bases_from_rows(
    register: Register, sources: Mapping[int, int], span: Span, records: Sequence[Kept] | None = None
) -> dict[int, dict[str, Decimal]]:
    """Count the rows of several units over days, one after the other, and the records that count as rows.

    What is counted once (people) is counted once over all sources of a unit.
    """
    tallies: dict[int, Tally] = {}
    rows = RegisterRow.objects.filter(
        register=register.code, unit__in=list(sources), date__range=span, removed_at=None
    ).order_by()
    kept = records_of(register, list(sources)) if records is None else records
    standing = {one.key for one in kept}
    for unit, data, proofs in rows.values_list("unit_id", "data", "proofs").iterator(chunk_size=2000):
        if named_in(register, data) not in standing:
            tallies.setdefault(sources[unit], Tally(register)).take(data, proofs=proofs)
    for record in within(kept, span):
        assert register.also is not None
        tallies.setdefault(sources[record.unit], Tally(register)).take(register.also.row(record.said))
    return {unit: tally.bases() for unit, tally in tallies.items()}
