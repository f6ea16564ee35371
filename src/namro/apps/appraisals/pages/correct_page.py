"""What is seen while a correction is put together: units, criteria with their final values, the changes so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from namro.apps.appraisals.forms.changes import Typed
from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Layer, restored, value_words
from namro.core.base.folding import fold
from namro.core.framework.model import Framework
from namro.core.scoring.claims import parse_points
from namro.ui.formats import NOTHING


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change as text, with the hidden boxes that carry it."""

    unit: str
    criterion: str
    before: str
    after: str
    cause: str
    reason: str
    boxes: tuple[tuple[str, str], ...]


def unit_choices(sheets: Sequence[Assessment]) -> list[tuple[str, str]]:
    """Return code and name of the units, by name."""
    names = names_of([sheet.unit_id for sheet in sheets])
    found = [(sheet.unit.code, names[sheet.unit_id][1]) for sheet in sheets]
    return sorted(found, key=lambda one: fold(one[1]))


def criterion_choices(framework: Framework, lines: Mapping[str, Line]) -> list[tuple[str, str]]:
    """Return id and words of the leaves and items with what is published of them."""
    named = {key: leaf.node.name for key, leaf in framework.leaves.items()}
    named |= {item.id: item.name for item in framework.items}
    return [
        (key, f"{key}. {name} ({_final(framework, lines.get(key))})") for key, name in named.items() if key in lines
    ]


def change_rows(
    framework: Framework, rows: Sequence[Typed], units: Mapping[str, str], lines: Mapping[tuple[str, str], Line]
) -> tuple[ChangeRow, ...]:
    """Return the changes so far; `lines` by code of the unit and criterion."""
    causes = cause_labels()
    return tuple(
        ChangeRow(
            unit=units.get(row.unit, row.unit),
            criterion=row.node_id,
            before=_final(framework, lines.get((row.unit, row.node_id))),
            after=_typed(framework, row),
            cause=causes.get(row.cause, ""),
            reason=row.reason,
            boxes=row.boxes,
        )
        for row in rows
    )


def _final(framework: Framework, line: Line | None) -> str:
    value = line.value(Layer.FINAL) if line else None
    return NOTHING if value is None else value_words(value, framework)


def _typed(framework: Framework, row: Typed) -> str:
    points = None if row.points == "na" else parse_points(row.points)
    value = restored("na" if points is None else f"{points:f}")
    return NOTHING if value is None else value_words(value, framework)
