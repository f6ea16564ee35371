"""Everything that the page of the year's assignment tells of its rows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from namro.apps.assessments.models import Assessment, Assignment
from namro.apps.assessments.permissions import can_fill_all, owns, works_for
from namro.apps.assessments.queries.attached import asked_of, not_applying, proof_of
from namro.apps.assessments.queries.last_year import YearBefore, year_before
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.assessments.queries.sheets import assignments_of, owners_by_node
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.core.assessment.expected_proof import domains
from namro.core.assessment.missing import Standing, State
from namro.core.assessment.stages import HANDED_IN, Stage
from namro.core.assessment.stages import State as Step
from namro.core.base.clock import system_clock
from namro.core.framework.model import Framework
from namro.core.improvement.owners import Owner


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """A sheet's rows for one reader. `gives`: the reader gives rows out now; `adds`: brings proof to `mine`.

    `adds_all`: to every row; while the unit explains, proof may be added though rows are no longer given out.
    """

    sheet: Assessment
    framework: Framework
    rows: Mapping[str, Assignment]
    owners: Mapping[str, Owner]
    proof: Mapping[str, Standing]
    before: YearBefore
    domain: Mapping[str, str]
    mine: frozenset[str]
    gives: bool
    adds: bool
    adds_all: bool
    today: date

    def due(self, node: str) -> date | None:
        """When a row's proof is due: the internal day, or an earlier one of what is lacking."""
        row, found = self.rows.get(node), self.proof.get(node)
        return min(filter(None, (row.due if row else None, found.due if found else None)), default=None)

    def lacks(self, node: str) -> bool:
        """Whether proof is missing that is asked for."""
        found = self.proof.get(node)
        return found is not None and found.state is not State.FINE

    def may_add(self, node: str) -> bool:
        """Whether the reader may attach proof to a row."""
        return self.adds_all or (self.adds and node in self.mine)


def assigned(user: User, sheet: Assessment) -> Assigned:
    """Return the rows of a sheet."""
    framework, today = tree_of(sheet.edition), user.standing.day
    rows = {key: row for key, row in assignments_of(sheet).items() if key in framework.leaves}
    owners = owners_by_node(rows, today)
    without = not_applying([sheet]).get(sheet.pk, frozenset())
    asked = asked_of(
        framework, rows.values(), sheet.year, only=[node for node in framework.leaves if node not in without]
    )
    is_open = sheet.state not in {*HANDED_IN, Step.NOT_APPRAISED}
    takes, fills_all = is_open or _explains(sheet), can_fill_all(user, sheet)
    return Assigned(
        sheet=sheet,
        framework=framework,
        rows=rows,
        owners=owners,
        proof=proof_of({sheet.pk: asked}, today)[sheet.pk],
        before=year_before(sheet),
        domain=domains(framework),
        mine=frozenset(node for node, owner in owners.items() if owns(user, owner)),
        gives=is_open and fills_all,
        adds=takes and works_for(user, sheet),
        adds_all=takes and fills_all,
        today=today,
    )


def _explains(sheet: Assessment) -> bool:
    """Whether the explanation goes on, to which proof may be added; no query in any other state."""
    if Step(sheet.state) is not Step.EXPLANATION:
        return False
    due = due_of(sheet, Stage.EXPLANATION)
    return due is None or system_clock() <= due
