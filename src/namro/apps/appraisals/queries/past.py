"""What a criterion got in other years, each under the id it had then; two queries and those of each year's sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from namro.apps.appraisals.permissions import reads_final
from namro.apps.assessments.models import Assessment, Line
from namro.apps.assessments.permissions import readable_by
from namro.apps.assessments.standing import Standing
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Value
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework

#: So many years are shown, the sheet's own among them.
YEARS = 5


@dataclass(frozen=True, slots=True)
class Past:
    """One year: points (None: nothing known), the maximum then, its id then, whether that is final, its own set."""

    year: int
    value: Value | None
    most: Decimal | None
    node: str
    final: bool
    other_set: bool


def past_of(user: User, standing: Standing, node: str) -> list[Past]:
    """Return the years before and after, the oldest first; final values only where the reader may know them."""
    sheet, framework = standing.sheet, standing.framework
    rows = (
        Assessment.objects.filter(readable_by(user), unit=sheet.unit_id)
        .exclude(pk=sheet.pk)
        .select_related("edition", "round", "unit")
    )
    near = rows.filter(year__gt=sheet.year - YEARS, year__lt=sheet.year + YEARS).defer("edition__text")
    others = [(one, _id_in(node, framework, tree_of(one.edition), older=one.year < sheet.year)) for one in near]
    others = sorted(((one, key) for one, key in others if key), key=lambda pair: -pair[0].year)[: YEARS - 1]
    lines = _lines(others)
    found = []
    for one, key in sorted(others, key=lambda pair: pair[0].year):
        line, then = lines.get(one.pk), tree_of(one.edition)
        final = line.value(Layer.FINAL) if line is not None and reads_final(user, one) else None
        own = _own(line)
        other_set = one.edition_id != sheet.edition_id
        found.append(Past(one.year, final or own, then.maxima.get(key), key, final is not None, other_set))
    return found


def _own(line: Line | None) -> Value | None:
    if line is None:
        return None
    if line.value(Layer.SELF) is not None:
        return line.value(Layer.SELF)
    return Value(None) if line.not_applicable else None if line.claimed is None else Value(line.claimed)


def _lines(others: Iterable[tuple[Assessment, str]]) -> dict[int, Line]:
    wanted = Q(pk__in=[])
    for one, key in others:
        wanted |= Q(assessment=one.pk, node_id=key)
    return {line.assessment_id: line for line in Line.objects.filter(wanted, carried=None)}


def _id_in(node: str, framework: Framework, other: Framework, *, older: bool) -> str:
    """The criterion's id in another edition; "" where it has none there."""
    if other is framework:
        return node
    if older:
        ids = compare(other, framework).ids
        return next((old for old, new in ids.items() if new == node), "")
    return compare(framework, other).ids.get(node, "")
