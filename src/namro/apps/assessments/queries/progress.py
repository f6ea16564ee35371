"""How far the units of a round are: what whoever looks may know of each; a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from namro.apps.assessments.models import Assessment, Round
from namro.apps.assessments.permissions import organises, readable_by
from namro.apps.assessments.queries.sheets import with_due
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.core.base.folding import fold


@dataclass(frozen=True, slots=True)
class Member:
    """A unit's sheet in a round. `open_to_me`: its points may be read; otherwise only how far it is."""

    sheet: Assessment
    name: str
    typed: int
    open_to_me: bool
    due: datetime | None
    extended: bool

    @property
    def share(self) -> int | None:
        """Per cent of the rows to be typed that are filled, rounded down; None where nothing is to be typed."""
        if not self.typed:
            return None
        return max(0, self.typed - self.sheet.empty) * 100 // self.typed


def members_of(user: User, made: Round) -> list[Member]:
    """Return the units that the person may know of, by name; whoever runs the round knows of all."""
    rows = Assessment.objects.filter(round=made)
    readable = set(rows.filter(readable_by(user)).values_list("pk", flat=True))
    if not organises(user, made):
        rows = rows.filter(pk__in=readable)
    sheets = list(with_due(rows.select_related("unit", "round", "pool", "edition").defer("edition__text")))
    names = names_of([sheet.unit_id for sheet in sheets])
    found = [_member(sheet, names[sheet.unit_id][1], sheet.pk in readable) for sheet in sheets]
    return sorted(found, key=lambda one: (fold(one.name), one.sheet.pk))


def _member(sheet: Assessment, name: str, readable: bool) -> Member:
    leaves = tree_of(sheet.edition).leaves.values()
    typed = sum(1 for leaf in leaves if leaf.source == "appraisal" and leaf.node.max)
    given: datetime | None = getattr(sheet, "given_until", None)
    closes: datetime | None = getattr(sheet, "closes_at", None)
    return Member(sheet, name, typed, readable, given or closes, given is not None)
