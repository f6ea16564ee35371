"""The proof beside criteria as appraisers look at it: one criterion of many sheets, or many of one sheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.attached import files_beside
from namro.apps.assessments.queries.proof_beside import measured
from namro.apps.library.bridge import as_proof
from namro.apps.library.models import EvidenceFile
from namro.apps.library.queries import Piece, pieces_of
from namro.apps.library.twins import twins_told
from namro.apps.people.models import User
from namro.apps.people.permissions import Handovers
from namro.core.assessment.proof_remarks import Remark, expected_of, remarks
from namro.core.framework.model import Evidence, Framework, Item, Leaf, Proof

#: A criterion of a sheet: (id of the sheet, id of the node).
Place = tuple[int, str]
_NODE = "evidence__attachments__node_id"
#: Columns that nobody looks at here; a criterion of a province has hundreds of pieces.
_UNREAD = (
    "by", "at", "attempts", "evidence__search", "evidence__made_by", "evidence__made_at", "evidence__version",
    "evidence__removed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One piece beside a criterion: for which expected one ("" not said), since when, what is noticed about it."""

    file: EvidenceFile
    piece: Piece
    item: str
    at: datetime
    remarks: tuple[Remark, ...]


def bearers_of(framework: Framework) -> dict[str, Leaf | Item]:
    """Return what can be judged, by id: the leaves, then the items of bonus and penalty."""
    return {**framework.leaves, **{item.id: item for item in framework.items}}


def inner_of(bearer: Leaf | Item) -> tuple[str, str]:
    """Return id and name."""
    inner = bearer.node if isinstance(bearer, Leaf) else bearer
    return inner.id, inner.name


def given_of(
    user: User,
    sheets: Mapping[int, Assessment],
    framework: Framework,
    *,
    nodes: Collection[str],
    handovers: Handovers,
) -> dict[Place, tuple[Given, ...]]:
    """Return the pieces beside some criteria of sheets of one edition, in the order in which they came.

    Two queries, two more where other units have the same file. The edition is the measure, not what a unit expects of
    itself.
    """
    rows = list(_files(sheets, nodes))
    pieces = pieces_of(rows, handovers)
    told = twins_told(user, pieces)
    bearers = bearers_of(framework)
    periods = {key: measured(sheet) for key, sheet in sheets.items()}
    asked: dict[tuple[str, str], tuple[str, Evidence | Proof | None]] = {}
    found: dict[Place, list[Given]] = {}
    for row, piece in zip(rows, pieces, strict=True):
        sheet, node, item, at = _attached(row)
        if (node, item) not in asked:
            asked[node, item] = _asked(bearers[node], item)
        served, expected = asked[node, item]
        noticed = remarks(as_proof(piece, told.get(piece.id, ())), expected, periods[sheet])
        found.setdefault((sheet, node), []).append(Given(file=row, piece=piece, item=served, at=at, remarks=noticed))
    return {place: tuple(ones) for place, ones in found.items()}


def _files(sheets: Mapping[int, Assessment], nodes: Collection[str]) -> QuerySet[Any]:
    """The current files; the condition on the criterion goes by the rows' own columns, after the one filter."""
    rows = files_beside(list(sheets)).annotate(
        at_node=F(_NODE), of_sheet=F("evidence__attachments__assessment"),
        for_item=F("evidence__attachments__expected_id"), since=F("evidence__attachments__at"),
    )  # fmt: skip
    rows = rows.filter(at_node__in=nodes).select_related("evidence").defer(*_UNREAD)
    return rows.order_by("evidence__attachments__id")


def _attached(row: EvidenceFile) -> tuple[int, str, str, datetime]:
    """What the query added to a file: the sheet, the criterion, the expected piece, since when."""
    values = vars(row)
    return values["of_sheet"], values["at_node"], values["for_item"], values["since"]


def _asked(bearer: Leaf | Item, item: str) -> tuple[str, Evidence | Proof | None]:
    """For which expected piece one is, the only one where there is one, and what is expected of it."""
    evidence = bearer.node.evidence if isinstance(bearer, Leaf) else bearer.evidence
    served = evidence.items[0].id if evidence and len(evidence.items) == 1 else item
    return served, expected_of(evidence, served)
