"""Whose word stands on lines: the department that appraised, or the council; two queries, whatever is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from namro.apps.appraisals.models import Opinion
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.opinions import Layer


def judged_by(lines: Collection[int]) -> Mapping[tuple[int, Layer], str]:
    """Return who decided, by line and layer; the people of a department stay unnamed to the unit."""
    rows = Opinion.objects.filter(line__in=lines, replaced=False).order_by("settles", "pk")
    said = {
        (line, Layer(layer)): None if settles else department
        for line, layer, department, settles in rows.values_list("line", "layer", "department", "settles")
    }
    names = names_of({unit for unit in said.values() if unit is not None})
    council = _("Hội đồng thẩm định")
    return {key: names[unit][1] if unit in names else council for key, unit in said.items()}
