"""How units work, as they set it from a day on: one query for any number of units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from namro.apps.plans.models import UnitHabit
from namro.core.improvement.habits import Habits, default_habits, with_values

#: Rows of a unit, and (None) of all; each code, value, first day, in the order in which they were written.
_Rows = dict[int | None, list[tuple[str, str, date]]]


@dataclass(frozen=True, slots=True)
class HabitBook:
    """What was set, to be looked up by unit and day."""

    rows: _Rows

    def on(self, unit: int, day: date) -> Habits:
        """Return what holds in a unit on a day: the newest that had begun, the site's where the unit set nothing."""
        if not self.rows:
            return default_habits()
        values: dict[str, str] = {}
        for key in (None, unit):
            begun = [row for row in self.rows.get(key, ()) if row[2] <= day]
            values |= {code: value for code, value, _since in sorted(begun, key=lambda row: row[2])}
        return with_values(values)


def habit_book(units: Collection[int] | None = None) -> HabitBook:
    """Return what some units set (None: all), and what holds for the whole site."""
    found = UnitHabit.objects.all() if units is None else UnitHabit.objects.filter(Q(unit__in=units) | Q(unit=None))
    rows: _Rows = {}
    for unit, code, value, since in found.order_by("id").values_list("unit", "code", "value", "since"):
        rows.setdefault(unit, []).append((code, value, since))
    return HabitBook(rows)


def habits_of(unit: int, day: date) -> Habits:
    """Return what holds in one unit on a day."""
    return habit_book([unit]).on(unit, day)
