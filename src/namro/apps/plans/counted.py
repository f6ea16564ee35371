"""What indicators ask of tasks: how many of those due in some days are done. Cancelled ones count nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse

from namro.apps.indicators.sources import Days, Sides, SourceFigure
from namro.apps.plans.models import Occurrence
from namro.core.improvement.states import State

#: Names that definitions use, each with the condition on what is counted of all that is due.
COUNTED = {
    "done": Q(state=State.ACCEPTED),
    "waiting": Q(state=State.SUBMITTED),
    "stuck": Q(state=State.STUCK),
}


class TasksCounted:
    """Work of the plans of a unit by the day it is due."""

    def figures(self, of: str, units: Collection[int], days: Days) -> Mapping[int, Sides]:
        """Return the counted ones over all of each unit that has work due; one query. No answer for other names."""
        if of not in COUNTED:
            return {}
        due = Occurrence.objects.filter(task__plan__unit__in=units, due__range=days).exclude(state=State.CANCELLED)
        by_unit = due.order_by().values_list("task__plan__unit")
        rows = by_unit.annotate(all=Count("pk"), n=Count("pk", filter=COUNTED[of]))
        return {unit: _share(Decimal(counted), Decimal(every)) for unit, every, counted in rows}

    def url(self, of: str, unit: int, days: Days) -> str:
        """Return the address of the board, where all work stands."""
        del of, unit, days
        return reverse("plans:board")


def _share(counted: Decimal, every: Decimal) -> SourceFigure:
    return SourceFigure(counted, every, counted / every if every else None)
