"""What was written about a unit, its bodies, positions and groups; and the unit's own names and places in time."""

from __future__ import annotations

from django.db.models import QuerySet

from namro.apps.people.models import AuditEntry, Unit, UnitSpan


def entries_of(unit: Unit) -> QuerySet[AuditEntry]:
    """Return the lines of a unit, newest first."""
    return AuditEntry.objects.filter(unit=unit).select_related("actor").order_by("-id")


def spans_of(unit: Unit) -> list[UnitSpan]:
    """Return what a unit was called and where it stood, newest first; two queries."""
    return list(unit.spans.select_related("parent").prefetch_related("parent__spans").order_by("-since"))
