"""Requests for next year while the second appraisal is sealed: those of the first, which the unit was told."""

from __future__ import annotations

from collections.abc import Collection

from namro.apps.assessments.models import Line, LineEvent
from namro.core.assessment.opinions import Layer


def first_requests(lines: Collection[Line]) -> None:
    """Give lines, which are only shown, the request that the first appraisal made; at most one query."""
    if not lines:
        return
    events = LineEvent.objects.filter(line__in=[line.pk for line in lines], layer=Layer.APPRAISED, field="request")
    found = dict(events.order_by("pk").values_list("line", "new"))
    for line in lines:
        line.request = found.get(line.pk, "")
