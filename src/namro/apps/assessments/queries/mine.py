"""The criteria that one person answers for in the sheets of the own units, and the sheets that wait for the person.

Criteria: one query where no sheet is open, six (a seventh where a position ended) where the person answers for any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from namro.apps.assessments.models import Assessment, Assignment
from namro.apps.assessments.permissions import owns
from namro.apps.assessments.queries.attached import proof_of
from namro.apps.assessments.queries.missing import expected_by, own_rows
from namro.apps.people.models import Role, User
from namro.apps.people.owners import owners_of
from namro.apps.people.permissions import Handovers, of_own_units
from namro.core.assessment.missing import Standing, Tally, tally
from namro.core.assessment.stages import HANDED_IN
from namro.core.assessment.stages import State as Step

_CLOSED = [state.value for state in (*HANDED_IN, Step.NOT_APPRAISED)]


@dataclass(frozen=True, slots=True)
class OwnCriteria:
    """A sheet with how many of its criteria the person answers for, and how their proof stands."""

    sheet: Assessment
    criteria: int
    tally: Tally
    late: int


def steps_of(user: User) -> list[Assessment]:
    """Return the sheets that wait: for a leader to approve, for the unit to hand in or to explain; one query."""
    leads, runs = user.standing.units(Role.LEADER), user.standing.units(Role.LEADER, Role.COORDINATOR)
    waiting = Q(state=Step.WAITING, unit__in=leads) | Q(state__in=(Step.APPROVED, Step.EXPLANATION), unit__in=runs)
    return list(Assessment.objects.filter(waiting).select_related("unit").order_by("-year", "unit__code"))


def criteria_of(user: User, handovers: Handovers | None = None) -> list[OwnCriteria]:
    """Return the sheets in which the person answers for something, the newest year first."""
    day = user.standing.day
    open_sheets = Assessment.objects.filter(of_own_units(user, "unit", handovers), year__gte=day.year - 1)
    near = open_sheets.exclude(state__in=_CLOSED).select_related("unit", "edition").defer("edition__text")
    sheets = list(near.order_by("-year", "unit__code"))
    if not sheets:
        return []
    given = Assignment.objects.filter(carried=None, assessment__in=[sheet.pk for sheet in sheets])
    rows = list(
        given.filter(Q(owner_user=user) | Q(owner_position__isnull=False) | Q(owner_group__isnull=False))
        .select_related("owner_user", "owner_position", "owner_group")
        .order_by("pk")
    )
    owners = owners_of(rows, today=day)
    mine: dict[int, dict[str, date | None]] = {}
    for row in rows:
        if owns(user, owners.get(row.pk)):
            mine.setdefault(row.assessment_id, {})[row.node_id] = row.due
    if not mine:
        return []
    own = own_rows(sheets)
    proof = proof_of({sheet.pk: expected_by(sheet, own) for sheet in sheets}, day)
    return [_found(sheet, mine[sheet.pk], proof[sheet.pk], day) for sheet in sheets if sheet.pk in mine]


def _found(
    sheet: Assessment, nodes: Mapping[str, date | None], proof: Mapping[str, Standing], day: date
) -> OwnCriteria:
    found = {node: one for node, one in proof.items() if node in nodes}
    late = sum(one.is_late(day, nodes[node]) for node, one in found.items())
    return OwnCriteria(sheet, len(nodes), tally(found.values()), late)
