"""The yearly tallies, rewritten in the transaction that writes rows, and the numbers that rows get."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from namro.apps.registers.models import RegisterRow, RegisterTally
from namro.core.registers import Register, Tally


def held(register: Register, unit: int, year: int) -> RegisterTally:
    """Return the tally, locked until the transaction ends, so that numbers are given out one after the other."""
    RegisterTally.objects.get_or_create(
        register=register.code, unit_id=unit, year=year, defaults={"edition": register.edition}
    )
    return RegisterTally.objects.select_for_update().get(register=register.code, unit_id=unit, year=year)


def next_numbers(register: Register, unit: int, year: int, count: int) -> range:
    """Give out as many numbers of a unit's register and year; numbers of removed rows are not given again."""
    tally = held(register, unit, year)
    tally.last += count
    tally.save(update_fields=["last"])
    return range(tally.last - count + 1, tally.last + 1)


def count_again(register: Register, unit: int, years: Iterable[int]) -> None:
    """Rewrite the tallies of some years from their rows."""
    for year in sorted(set(years)):
        tally = held(register, unit, year)
        rows = RegisterRow.objects.filter(register=register.code, unit=unit, date__year=year, removed_at=None)
        counted = Tally(register)
        tally.open = tally.lacking = 0
        for data, proofs, is_open, lacks in rows.order_by().values_list("data", "proofs", "is_open", "lacks_proof"):
            counted.take(data, proofs=proofs)
            tally.open += is_open
            tally.lacking += lacks
        tally.edition, tally.rows = register.edition, counted.rows
        tally.bases = {code: str(number) for code, number in counted.bases().items()}
        tally.save()


def rebuild(register: Register) -> None:
    """Rewrite every tally of a register from its rows; after rows were put in by other ways than the acts."""
    rows = RegisterRow.objects.filter(register=register.code).order_by()
    years = rows.values_list("unit", "date__year").annotate(last=Max("seq"))
    for unit, year, last in years:
        count_again(register, unit, [year])
        RegisterTally.objects.filter(register=register.code, unit=unit, year=year).update(last=last)
