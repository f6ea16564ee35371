"""Whose indicators a person looks at: one unit, or all communes the person reads about."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from namro.apps.indicators.values import levels_of
from namro.apps.people.models import Unit, User
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import names_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Units with their names, in the order of names; `unit` is the one that was chosen, None: all of them."""

    units: tuple[int, ...]
    names: dict[int, tuple[str, str]]
    unit: Unit | None
    #: Whether there is more than one to choose from.
    choice: bool
    level: str

    @property
    def name(self) -> str:
        """What is looked at, for headings."""
        if self.unit is not None:
            return self.names[self.unit.pk][1]
        return _("%(n)d đơn vị") % {"n": len(self.units)}

    @property
    def code(self) -> str:
        """The code of the chosen unit, "" for all."""
        return self.unit.code if self.unit else ""


def scope_of(user: User, code: str, year: int, *, level: str = "commune") -> Scope:
    """Return the units of a level that the person reads about, and the one that `code` names; own unit by itself.

    Raises Http404 for a code of a unit that is not read about.
    """
    read = dict(units_read_by(user).values_list("pk", "code"))
    levels = levels_of(read, year)
    units = [unit for unit in read if levels.get(unit) == level]
    names = names_of(units)
    units.sort(key=lambda unit: (names[unit][1], unit))
    chosen = next((unit for unit in units if read[unit] == code), None)
    if code and chosen is None:
        raise Http404
    if chosen is None and len(units) == 1:
        chosen = units[0]
    found = Unit.objects.get(pk=chosen) if chosen else None
    return Scope((chosen,) if chosen else tuple(units), names, found, len(units) > 1, level)
