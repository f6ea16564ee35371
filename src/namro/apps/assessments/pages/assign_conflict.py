"""Two people changed the same fields of rows: both values side by side; everything that was sent goes along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.assigning import DUE, EXPECTED, KEEPS, NOTE, OWNER, AssignmentConflict
from namro.apps.assessments.expecting import expected_words, pieces_of
from namro.apps.assessments.models import Assessment
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import OwnerKind
from namro.apps.people.owning import Choices
from namro.ui.formats import NOTHING, day, moment

#: Of a form: the version of a row that it was made of; which values are kept; fields in conflict.
VERSION, KEEP, CLASH = "v-", "keep", "clash"


@dataclass(frozen=True, slots=True)
class Side:
    """One field of one row."""

    row: str
    word: str
    theirs: str
    person: str
    at: str
    mine: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Everything the page shows; `sent` goes back unchanged whichever button is pressed."""

    person: str
    sides: tuple[Side, ...]
    sent: tuple[tuple[str, str], ...]


def conflict_page(
    sheet: Assessment,
    clash: AssignmentConflict,
    values: Mapping[str, Any],
    *,
    choices: Choices,
    post: QueryDict,
) -> ConflictPage:
    """Return the context; the form then carries the versions of now, so that a third change is shown, too."""
    leaves, sides, clashes = tree_of(sheet.edition).leaves, [], []
    fresh: dict[str, str] = {}
    for node, changes in clash.theirs.items():
        fresh[f"{VERSION}{node}"] = str(max(change.version for change in changes))
        newest = {change.field: change for change in reversed(changes)}
        for change in newest.values():
            leaf = leaves[node].node
            mine = (
                _mine(change.field, values, choices)
                if change.field != EXPECTED
                else expected_words(pieces_of(leaf, values[EXPECTED]))
            )
            theirs = change.new or NOTHING
            word, at = field_words()[change.field], moment(change.at)
            sides.append(Side(f"{node} {leaf.name}", word, theirs, change.by.full_name, at, mine or NOTHING))
            clashes.append((CLASH, f"{node}:{change.field}"))
    sent = [
        (name, fresh.get(name, text))
        for name, texts in post.lists()
        if name not in {"csrfmiddlewaretoken", KEEP, CLASH}
        for text in texts
    ]
    people = ", ".join(dict.fromkeys(side.person for side in sides))
    return ConflictPage(people, tuple(sides), (*sent, *clashes))


def field_words() -> dict[str, str]:
    """What the fields of a row are called."""
    return {
        OWNER: _("Người phụ trách"),
        DUE: _("Hạn nội bộ"),
        EXPECTED: _("Minh chứng cần có"),
        KEEPS: _("Duy trì"),
        NOTE: _("Ghi chú"),
    }


def _mine(name: str, values: Mapping[str, Any], choices: Choices) -> str:
    value = values[name]
    if name == OWNER:
        option = choices.find(f"{value.kind}:{value.id}") if value.kind != OwnerKind.NOBODY else None
        return option.words if option else ""
    if name == DUE:
        return day(value) if value else ""
    if name == KEEPS:
        return _("duy trì") if value else ""
    return str(value).strip()
