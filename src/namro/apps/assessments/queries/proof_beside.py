"""The proof beside one criterion as the core judges it: remarks on every piece, and what may be expected of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F

from namro.apps.assessments.expecting import with_pieces
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.standing import Standing
from namro.apps.library.bridge import as_proof
from namro.apps.library.models import EvidenceFile
from namro.apps.library.queries import pieces_of
from namro.apps.library.twins import twins_told
from namro.apps.people.models import User
from namro.core.assessment.proof_facts import Given, proof_facts
from namro.core.assessment.proof_remarks import Remark, expected_of, remarks
from namro.core.base.spans import Span
from namro.core.framework.model import Node
from namro.core.scoring.suggested import Suggestion, suggest


@dataclass(frozen=True, slots=True)
class Beside:
    """What is noticed about each piece, by its code, and what the proof lets one expect."""

    remarks: Mapping[str, tuple[Remark, ...]]
    suggestion: Suggestion | None = None


NOTHING_BESIDE = Beside({})


def beside(user: User, standing: Standing, node: str) -> Beside:
    """Return what the proof beside a criterion or item says; four queries, more where others have the same file."""
    sheet, framework = standing.sheet, standing.framework
    files = EvidenceFile.objects.filter(
        current=True, evidence__removed_at=None, evidence__attachments__assessment=sheet,
        evidence__attachments__removed_at=None, evidence__attachments__carried=None,
        evidence__attachments__node_id=node,
    )  # fmt: skip
    item = F("evidence__attachments__expected_id")
    rows = list(files.select_related("evidence").annotate(item=item).order_by("evidence__attachments__id"))
    if not rows:
        return NOTHING_BESIDE
    items: dict[int, str] = {row.evidence_id: row.item for row in rows}
    found = {piece.id: piece for piece in pieces_of(rows)}
    told = twins_told(user, found.values())
    proofs = {key: as_proof(piece, told.get(key, ())) for key, piece in found.items()}
    leaf = framework.leaves.get(node)
    inner = leaf.node if leaf else next(item for item in framework.items if item.id == node)
    own = sheet.assignments.filter(carried=None, node_id=node).values_list("expected", flat=True).first()
    asked = with_pieces(inner, own).evidence if isinstance(inner, Node) else inner.evidence
    only = asked.items[0].id if asked and len(asked.items) == 1 else ""
    noticed = {
        found[key].code: remarks(proof, expected_of(asked, only or items[key]), measured(sheet))
        for key, proof in proofs.items()
    }
    given = [(items[key], proof) for key, proof in proofs.items()]
    return Beside(noticed, _suggested(standing, node, given, own_items=own is not None))


def _suggested(standing: Standing, node: str, given: list[Given], *, own_items: bool) -> Suggestion | None:
    """Nothing is expected where the unit asks for other pieces than the edition: those are not what is scored by."""
    leaf, line = standing.framework.leaves.get(node), standing.lines.get(node)
    evidence = leaf.node.evidence if leaf else None
    if leaf is None or evidence is None or (own_items and evidence.items) or (line and line.not_applicable):
        return None
    facts = proof_facts(node, evidence, given, standing.facts.year)
    if facts is None:
        return None
    return suggest(leaf, replace(standing.facts, values={**standing.facts.values, **facts}), standing.framework)


def measured(sheet: Assessment) -> Span:
    """Return the period that a sheet is about: its round's, else its year."""
    made = sheet.round
    if made is None:
        return Span(date(sheet.year, 1, 1), date(sheet.year + 1, 1, 1))
    return Span(made.measured_from, made.measured_to + timedelta(days=1))
