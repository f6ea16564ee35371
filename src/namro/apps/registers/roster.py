"""Who is on duty on a day: the people named in the rows of registers whose definition says that they are a roster."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterKey


def people_on_duty(units: Collection[int] | None, day: date) -> frozenset[int]:
    """Return the accounts on duty in some units (None: in any) on a day; one query for each roster, none without."""
    found: set[int] = set()
    for register in definitions(day).all():
        if not register.roster:
            continue
        # Narrow rows of what stands only: a row that was removed has none.
        rows = RegisterKey.objects.filter(register=register.code, column=register.roster, date=day)
        if units is not None:
            rows = rows.filter(unit__in=list(units))
        keys = (value.lstrip("|") for value in rows.values_list("value", flat=True))
        found |= {int(key) for key in keys if key.isdecimal()}
    return frozenset(found)
