"""Who is on duty at a moment: the people named in rows of registers whose definition says that they are a roster."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterKey
from namro.core.base.clock import VIETNAM

_DAY = timedelta(days=1)


def people_on_duty(units: Collection[int] | None, at: datetime) -> frozenset[int]:
    """Return the accounts on duty in some units (None: in any) at a moment; one query for each roster, none without.

    A shift of the evening before may last past midnight.
    """
    local = at.astimezone(VIETNAM)
    today, found = local.date(), set[int]()
    for register in definitions(today).all():
        if not register.roster:
            continue
        # Narrow rows of what stands only: a row that was removed has none.
        days = (today - _DAY, today) if register.shifts else (today,)
        rows = RegisterKey.objects.filter(register=register.code, column=register.roster, date__in=days)
        if units is not None:
            rows = rows.filter(unit__in=list(units))
        for value, day, data in rows.values_list("value", "date", "row__data"):
            key = value.lstrip("|")
            if key.isdecimal() and (register.shifts is None or register.shifts.covers(data, day, local)):
                found.add(int(key))
    return frozenset(found)
