"""Rows of units that were taken over: on the map of a day they count for the unit that took over the whole of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from namro.apps.people.permissions import Handovers
from namro.apps.people.queries.organisation import unit_handovers
from namro.core.base.spans import origins, successors


def sources_of(units: Collection[int], day: date, handovers: Handovers | None = None) -> dict[int, int]:
    """Return whose rows count for which of the units on the map of a day: their own, and those of what they took over.

    What was divided has rows that nobody can divide after it: they stay where they were written.
    """
    known = unit_handovers() if handovers is None else handovers
    found = {unit: unit for unit in units}
    done = [handover for handover in known if handover.on <= day]
    if not done:
        return found
    for unit in units:
        for old in sorted(origins(unit, done, day)):
            if old not in found and set(successors(old, done, day)) == {unit}:
                found[old] = unit
    return found
