"""Since when the rows of a sheet have what is asked for: points typed, proof attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from namro.apps.assessments.actions.filling import NOT_APPLICABLE, POINTS
from namro.apps.assessments.models import Assessment, LineEvent
from namro.apps.assessments.queries.attached import asked_of
from namro.apps.assessments.queries.sheets import assignments_of
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.owners import owners_of
from namro.core.improvement.owners import Owner


@dataclass(frozen=True, slots=True)
class Parts:
    """The leaves that people fill or prove: when everything asked for was there (None: not yet), day and owner."""

    there: Mapping[str, datetime | None]
    due: Mapping[str, date | None]
    owners: Mapping[str, Owner]


def parts_of(sheet: Assessment, today: date) -> Parts:
    """Return the parts of a sheet; a fixed number of queries."""
    framework, rows = tree_of(sheet.edition), assignments_of(sheet)
    by_row = owners_of(rows.values(), today=today)
    typed, without = _typed(sheet)
    beside = sheet.attached.filter(carried=None, removed_at=None).values("node_id")
    proven = dict(beside.annotate(first=Min("at")).values_list("node_id", "first"))
    asked = asked_of(framework, rows.values(), sheet.year)
    there: dict[str, datetime | None] = {}
    for key, leaf in framework.leaves.items():
        wanted = [typed.get(key)] if leaf.source == "appraisal" else []
        if key not in without and any(piece.required for piece in asked.get(key, ())):
            wanted.append(proven.get(key))
        if wanted:
            told = [one for one in wanted if one is not None]
            there[key] = max(told) if len(told) == len(wanted) else None
    return Parts(
        there,
        {key: row.due for key, row in rows.items()},
        {key: by_row[row.pk] for key, row in rows.items() if row.pk in by_row},
    )


def _typed(sheet: Assessment) -> tuple[dict[str, datetime], set[str]]:
    """When points, or that it does not apply, were first typed in rows that still say so; rows that do not apply."""
    lines = {line.node_id: line for line in sheet.lines.filter(carried=None)}
    events = LineEvent.objects.filter(line__assessment=sheet, line__carried=None, field__in=(POINTS, NOT_APPLICABLE))
    first = events.filter(layer="self").exclude(new="").values("line__node_id").annotate(first=Min("at"))
    said = {key for key, line in lines.items() if line.not_applicable or line.claimed_nano is not None}
    typed = {node: at for node, at in first.values_list("line__node_id", "first") if node in said}
    return typed, {key for key, line in lines.items() if line.not_applicable}
