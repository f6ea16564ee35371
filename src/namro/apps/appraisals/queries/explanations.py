"""What a unit may explain, with who decided it and what proof came since; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from namro.apps.appraisals.queries.judged_by import judged_by
from namro.apps.appraisals.queries.requests import first_requests
from namro.apps.appraisals.sealing import Seal
from namro.apps.assessments.actions.attaching import check_explanation_open
from namro.apps.assessments.models import Assessment, Attached, Extension, Line
from namro.apps.assessments.permissions import can_fill, owns
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.assessments.queries.sheets import assignments_of, owners_by_node
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer
from namro.core.assessment.stages import Stage
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework
from namro.core.improvement.owners import Owner


@dataclass(frozen=True, kw_only=True)
class Explainable:
    """A sheet's criteria that the appraisal changed, or that the unit explained, for one reader.

    `closed` is why nothing can be written now; `fills` are the criteria that are the reader's to explain. `proof` says
    how many files stand beside a criterion, and how many of them came since the explanation began.
    """

    sheet: Assessment
    framework: Framework
    seal: Seal
    lines: tuple[Line, ...]
    asked: tuple[Line, ...]
    by: Mapping[tuple[int, Layer], str]
    owners: Mapping[str, Owner]
    fills: frozenset[str]
    mine: frozenset[str]
    proof: Mapping[str, tuple[int, int]]
    due: datetime | None
    extended: Extension | None
    closed: str


def explainable(user: User, sheet: Assessment, *, at: datetime) -> Explainable:
    """Return the criteria in the order of the set."""
    framework, seal = tree_of(sheet.edition), Seal(user, sheet)
    place = {key: n for n, key in enumerate((*framework.leaves, *(item.id for item in framework.items)))}
    rows = sheet.lines.filter(carried=None).select_related("by")
    told = sorted((row for row in rows if seal.reads(Layer.APPRAISED, row.node_id)), key=lambda row: place[row.node_id])
    if not seal.knows_last_word:
        first_requests(told)
    changed = tuple(row for row in told if _is_changed(row))
    owners = owners_by_node(assignments_of(sheet), user.standing.day)
    return Explainable(
        sheet=sheet,
        framework=framework,
        seal=seal,
        lines=changed,
        asked=tuple(row for row in told if row.request and row not in changed),
        by=judged_by([row.pk for row in told]),
        owners=owners,
        fills=frozenset(row.node_id for row in changed if can_fill(user, sheet, owners.get(row.node_id))),
        mine=frozenset(node for node, owner in owners.items() if owns(user, owner)),
        proof=_proof(sheet),
        due=due_of(sheet, Stage.EXPLANATION),
        extended=sheet.extensions.filter(stage=Stage.EXPLANATION).select_related("by").order_by("-pk").first(),
        closed=_closed(sheet, at),
    )


def _is_changed(line: Line) -> bool:
    appraised = line.value(Layer.APPRAISED)
    return bool(line.explained_reason) or (appraised is not None and appraised != line.value(Layer.SELF))


def _closed(sheet: Assessment, at: datetime) -> str:
    try:
        check_explanation_open(sheet, at=at)
    except NamroError as fault:
        return fault.message
    return ""


def _proof(sheet: Assessment) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    opened = sheet.events.filter(act="explain").order_by("-pk").values_list("at", flat=True).first()
    rows = sheet.attached.filter(Attached.STANDING, evidence__removed_at=None)
    for node, at in rows.values_list("node_id", "at"):
        every, fresh = found.get(node, (0, 0))
        found[node] = (every + 1, fresh + (opened is not None and at >= opened))
    return found
