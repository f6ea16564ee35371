"""Everything that the pages of a sheet tell of its rows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from namro.apps.assessments.layers_read import LayersRead, layers_read
from namro.apps.assessments.models import Assessment, Assignment
from namro.apps.assessments.permissions import can_fill_all, owns, works_for
from namro.apps.assessments.queries.attached import proof_by
from namro.apps.assessments.queries.last_year import YearBefore, year_before
from namro.apps.assessments.queries.missing import Apart, expected_by
from namro.apps.assessments.queries.proof import Pieces, pieces_of
from namro.apps.assessments.queries.sheets import assignments_of, owners_by_node
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.people.models import User
from namro.apps.people.permissions import Handovers
from namro.core.assessment.missing import Standing as ProofStanding
from namro.core.assessment.stages import State, lock_of
from namro.core.improvement.owners import Owner


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A sheet for one reader, with the unit's `name`.

    `proof` says of each row that proof is asked of how it stands. `mine` are the rows that the reader answers for,
    `fills` those that the reader may fill now. `layers`: what of the appraisal
    the reader may know, None before it is told.
    """

    standing: Standing
    before: YearBefore
    owners: Mapping[str, Owner]
    pieces: Pieces
    proof: Mapping[str, ProofStanding]
    mine: frozenset[str]
    fills_all: bool
    fills: frozenset[str]
    layers: LayersRead | None = None
    name: str = ""

    @property
    def sheet(self) -> Assessment:
        """The row of the sheet."""
        return self.standing.sheet


def shown(user: User, sheet: Assessment, handovers: Handovers | None = None, *, name: str = "") -> Shown:
    """Return the sheet with owners, proof and the year before."""
    standing = standing_of(sheet, handovers)
    rows = assignments_of(sheet)
    owners = owners_by_node(rows, user.standing.day)
    mine = frozenset(node for node, owner in owners.items() if owns(user, owner))
    fills_all, is_open = can_fill_all(user, sheet), lock_of(State(sheet.state), sheet.state_at) is None
    everything = frozenset((*standing.framework.leaves, *(item.id for item in standing.framework.items)))
    fills = everything if fills_all else mine if works_for(user, sheet) else frozenset()
    pieces = pieces_of(sheet)
    return Shown(
        standing=standing,
        before=year_before(sheet),
        owners=owners,
        pieces=pieces,
        proof=_proof(standing, rows.values(), pieces, user.standing.day),
        mine=mine,
        fills_all=fills_all and is_open,
        fills=fills if is_open else frozenset(),
        layers=layers_read(user, sheet),
        name=name,
    )


def _proof(standing: Standing, rows: Iterable[Assignment], pieces: Pieces, today: date) -> Mapping[str, ProofStanding]:
    """How the proof of each row stands, as the pages of what is missing count it."""
    own = [row for row in rows if row.expected is not None]
    without = frozenset(node for node, line in standing.lines.items() if line.not_applicable)
    asked = expected_by(standing.sheet, {standing.sheet.pk: Apart(own, without)})
    return proof_by(asked, (piece.file for of_node in pieces.values() for piece in of_node), today)


def due_at_hand(sheet: Assessment) -> datetime | None:
    """Return the end of self-scoring of a sheet that `sheets_for` found with it."""
    given: datetime | None = getattr(sheet, "given_until", None) or getattr(sheet, "closes_at", None)
    return given
