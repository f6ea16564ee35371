"""The boxes of the portal's figures, in the groups of the index."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField

from namro.apps.service_index.forms import ScoresForm
from namro.core.service.counts import SCORE
from namro.core.service.index import ServiceIndex
from namro.ui.formats import points


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A metric's boxes; the whole group has the last one only."""

    code: str
    name: str
    most: str
    numerator: BoundField | None
    denominator: BoundField | None
    score: BoundField
    errors: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """A group with its rows."""

    name: str
    note: str
    rows: tuple[EntryRow, ...]


def entry_groups(form: ScoresForm, index: ServiceIndex) -> tuple[EntryGroup, ...]:
    """Return the boxes by group, those of the whole group first."""
    found = []
    for group in index.groups:
        rows = [_row(form, group.code, group.name, points(group.max), whole=True)]
        rows += [
            _row(form, one.code, f"{one.number} {one.name}".strip(), points(one.max) if one.max else "", whole=False)
            for one in group.metrics
            if one.is_scored
        ]
        found.append(EntryGroup(group.name, group.note, tuple(rows)))
    return tuple(found)


def _row(form: ScoresForm, code: str, name: str, most: str, *, whole: bool) -> EntryRow:
    score = form[f"{code}.{SCORE}"]
    errors = tuple(str(error) for error in score.errors)
    if whole:
        return EntryRow(code, name, most, None, None, score, errors, True)
    return EntryRow(code, name, most, form[f"{code}.numerator"], form[f"{code}.denominator"], score, errors, False)
