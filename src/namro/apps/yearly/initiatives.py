"""Initiatives of people, from the register that `data/yearly.yaml` names: one query, and what definitions need."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse

from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterKey
from namro.apps.yearly.sources import Entry
from namro.core.base.clock import system_clock
from namro.core.improvement.yearly_states import Listed, rules
from namro.core.registers import Register, shown


class Initiatives:
    """The rows that name somebody as the author; co-authors are written as text there and are added by correction."""

    def entries_of(self, unit: int, people: Collection[int], year: int) -> dict[int, list[Entry]]:
        """Return the initiatives of a year by the id of the account."""
        where = rules().initiatives
        definition = definitions(system_clock().date()).get(where.register)
        by_value = {f"|{person}": person for person in people}
        keys = RegisterKey.objects.filter(
            register=where.register, unit=unit, column=where.person, value__in=list(by_value) or [""],
            date__range=(date(year, 1, 1), date(year, 12, 31)),
        )  # fmt: skip
        found: dict[int, list[Entry]] = {person: [] for person in people}
        for key in keys.select_related("row").order_by("date", "row"):
            found[by_value[key.value]].append(_entry(key, where, definition))
        return found


def _entry(key: RegisterKey, where: Listed, definition: Register) -> Entry:
    data = key.row.data
    return Entry(
        ref=key.row.code,
        text=str(data.get(where.title, "")),
        on=key.date,
        detail=shown(definition.column(where.status), str(data.get(where.status) or "")),
        path=reverse("registers:row", args=[where.register, key.row.code]),
    )
