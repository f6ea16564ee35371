"""The list of a day: every unit with its codes, its appraiser and what came before it, as a list file has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from namro.apps.people.lists.known import Held, KnownUnit, known_units
from namro.apps.people.models import UNIT_KINDS
from namro.core.base.faults import SheetRow
from namro.core.base.spans import Span
from namro.documents.workbooks.unit_columns import SHEET, UnitRow


def kind_words() -> dict[str, str]:
    """The words for the kinds of units, by kind."""
    return {str(kind): str(kind.label) for kind in UNIT_KINDS}


def rows_on(day: date) -> list[UnitRow]:
    """Return the units that are there on a day, oldest first; a fixed number of queries.

    One that is to change later stands there as it will be, with that day: read again, the list takes nothing back.
    """
    known = known_units()
    before: dict[str, list[str]] = {}
    for old, new in known.links:
        before.setdefault(new, []).append(old)
    found: list[UnitRow] = []
    for unit in known.units.values():
        time = unit.last
        if not any(Span(one.since, one.until).covers(day) for one in unit.times):
            continue
        olds = before.get(unit.code, [])
        found.append(
            UnitRow(
                line=SheetRow(len(found) + 2, SHEET),
                code=unit.code,
                name=time.name,
                kind=time.kind,
                parent=time.parent,
                since=time.since,
                until=time.until,
                codes=_codes(unit, day),
                appraiser=_on(unit.appraisers, day),
                before=tuple((old, known.links[old, unit.code][0][0]) for old in sorted(olds)),
            )
        )
    return found


def _codes(unit: KnownUnit, day: date) -> Mapping[str, str]:
    found = {system: _on(held, day) for system, held in unit.codes.items()}
    return {system: code for system, code in found.items() if code}


def _on(held: list[Held], day: date) -> str:
    """What is held on the day, when nothing comes after it: a list does not tell of days to come."""
    return next((h.value for h in held[-1:] if h.since <= day and (h.until is None or h.until > day)), "")
