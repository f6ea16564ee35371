"""Whose evaluation of a month was not sent, by unit: a fixed number of queries, however many units there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from namro.apps.dossiers.models import Dossier
from namro.apps.officers.models import Evaluation, OfficerName
from namro.apps.officers.month import Month
from namro.apps.officers.who import bare
from namro.apps.people.models import Holding, Role, Unit, on_day
from namro.apps.people.queries.people import held_in
from namro.core.service.evaluation_states import State


def unsent(month: Month, units: Collection[int] | None = None) -> dict[int, tuple[str, int]]:
    """Return (code, how many people) of units where somebody who handled dossiers in the month was not evaluated."""
    names = _names(month, units)
    if not names:
        return {}
    people = _people(names, month)
    sent = Evaluation.objects.filter(unit__in=list(names), month=month.first, state=State.SENT)
    for unit, user in sent.values_list("unit", "user"):
        people[unit].discard(user)
    codes = dict(Unit.objects.filter(pk__in=list(names)).values_list("pk", "code"))
    return {unit: (codes[unit], len(missing)) for unit, missing in sorted(people.items()) if missing}


def _names(month: Month, units: Collection[int] | None) -> dict[int, set[str]]:
    """The officers' names of dossiers received or ended in the month."""
    in_month = Q(accepted_at__gte=month.begin, accepted_at__lt=month.end)
    in_month |= Q(ended_at__gte=month.begin, ended_at__lt=month.end)
    rows = Dossier.objects.filter(in_month).exclude(officer="")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found: dict[int, set[str]] = defaultdict(set)
    for unit, name in rows.order_by().values_list("unit", "officer").distinct():
        found[unit].add(name)
    return found


def _people(names: dict[int, set[str]], month: Month) -> dict[int, set[int]]:
    """Who bears the names: as somebody said, else the one person of the unit who is called so."""
    said = {
        (unit, name): user
        for unit, name, user in OfficerName.objects.filter(unit__in=list(names)).values_list("unit", "name", "user")
    }
    alike: dict[tuple[int, str], set[int]] = defaultdict(set)
    held = Holding.objects.filter(
        Q(position__unit__in=list(names)) | Q(position__unit__home__in=list(names)),
        Q(until=None) | Q(until__gt=month.first), since__lte=month.last,
    )  # fmt: skip
    columns = ("position__unit", "position__unit__home", "user", "user__full_name")
    for unit, home, user, name in held.values_list(*columns):
        alike[home or unit, bare(name)].add(user)
    found: dict[int, set[int]] = defaultdict(set)
    for unit, many in names.items():
        for name in many:
            same = alike[unit, bare(name)]
            user = said.get((unit, name), next(iter(same)) if len(same) == 1 else None)
            if user is not None:
                found[unit].add(user)
    return found


def leaders_of(units: set[int], today: date) -> dict[int, dict[int, str]]:
    """Return the leaders of units by their ids, with their names."""
    found: dict[int, dict[int, str]] = {}
    seats = held_in(units, today).filter(on_day(today, "position__"), position__role=Role.LEADER)
    columns = ("position__unit", "position__unit__home", "user", "user__full_name")
    for unit, home, user, name in seats.order_by("id").values_list(*columns):
        found.setdefault(home or unit, {})[user] = name
    return found
