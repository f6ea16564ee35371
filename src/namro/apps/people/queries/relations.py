"""Who appraises whom on a day, and what official codes units have: a fixed number of queries however many units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from namro.apps.people.models import LOCAL, OfficialCode, Oversight, Unit, UnitSpan, on_day
from namro.apps.people.queries.organisation import Node, Tree


def appraiser_of(unit: Unit, day: date) -> Unit | None:
    """Return who appraises a unit on a day; None where nobody is known to. One query."""
    return Unit.objects.filter(on_day(day, "oversees__"), oversees__unit=unit).first()


def appraisers_of(units: Iterable[int], day: date) -> dict[int, int]:
    """Return the appraiser of each unit on a day, ids by ids, without those that have none. One query."""
    rows = Oversight.objects.filter(on_day(day), unit__in=list(units))
    return dict(rows.values_list("unit_id", "appraiser_id"))


def overseen_by(appraiser: Unit, day: date) -> QuerySet[Unit]:
    """Return the units that somebody appraises on a day. One query, or none as part of another."""
    return Unit.objects.filter(on_day(day, "overseen__"), overseen__appraiser=appraiser)


def oversight_on(unit: Unit, day: date) -> Oversight | None:
    """Return who appraises a unit on a day and since when."""
    return Oversight.objects.select_related("appraiser").filter(on_day(day), unit=unit).first()


def codes_of(units: Iterable[int], day: date) -> dict[tuple[int, str], str]:
    """Return official codes on a day by (unit, system). One query."""
    rows = OfficialCode.objects.filter(on_day(day), unit__in=list(units))
    return {(unit, system): code for unit, system, code in rows.values_list("unit_id", "system", "code")}


def codes_on(unit: Unit, day: date) -> list[OfficialCode]:
    """Return the codes of a unit on a day."""
    return list(OfficialCode.objects.filter(on_day(day), unit=unit).order_by("system"))


def appraised_below(tree: Tree, unit: int) -> tuple[Node, ...]:
    """Return the unit itself when it is of the lowest level, otherwise all of that level anywhere under it."""
    node = tree.nodes.get(unit)
    if node is None:
        return ()
    if node.kind in LOCAL:
        return (node,)
    found: list[Node] = []
    for below in tree.children(unit):
        if below.home is None:
            found += appraised_below(tree, below.id)
    return tuple(found)


def appraiser_choices(day: date) -> list[tuple[int, str]]:
    """Return what can appraise on a day or later: every unit that is not of the lowest level."""
    rows = UnitSpan.objects.filter(on_day(day), unit__home=None).exclude(kind__in=LOCAL)
    return list(rows.order_by("rank", "name").values_list("unit_id", "name"))
