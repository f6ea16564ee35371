"""Proof of accepted work of a whole year's sheet at once: what waits for a criterion, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from namro.apps.assessments.models import Assessment, Attached
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.models import EvidenceFile
from namro.apps.library.permissions import writes_for
from namro.apps.people.models import User
from namro.apps.plans.models import Occurrence, Proof
from namro.apps.plans.offering import choices_in, edition_before
from namro.apps.plans.queries import with_task
from namro.core.assessment.stages import HANDED_IN
from namro.core.assessment.stages import State as SheetState
from namro.core.framework.printed_criterion import criterion_meant
from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Work with proof for the sheet; `leaf` is the criterion, "" where somebody has to choose it on its page."""

    row: Occurrence
    proofs: tuple[Proof, ...]
    leaf: str
    name: str


def sheets_to_fill(user: User) -> list[Assessment]:
    """The sheets that still take proof from the person, the newest year first; one query."""
    closed = [*HANDED_IN, SheetState.NOT_APPRAISED]
    rows = Assessment.objects.filter(unit__in=writes_for(user)).exclude(state__in=closed)
    return list(rows.select_related("unit", "edition").defer("edition__text").order_by("-year", "unit"))


def _open() -> Q:
    """Proof of accepted work about which nobody has decided."""
    accepted = Q(piece=None, occurrence__state=State.ACCEPTED) | Q(piece__state=State.ACCEPTED)
    return Q(accepted, taken_back_at=None, evidence=None, not_wanted_at=None)


def work_with_proof(sheet: Assessment) -> QuerySet[Occurrence]:
    """Accepted work of the sheet's unit and year whose proof waits, the oldest first."""
    waits = Proof.objects.filter(_open(), occurrence=OuterRef("pk"))
    rows = with_task(Occurrence.objects.filter(task__plan__unit=sheet.unit_id, task__plan__year=sheet.year))
    about = ~Q(task__criterion="") | ~Q(task__criterion_name="")
    return rows.filter(about, Exists(waits)).order_by("accepted_on", "pk")


def ready_of(user: User, sheet: Assessment, rows: Sequence[Occurrence]) -> list[Ready]:
    """Return what may go to the sheet of these rows; the number of queries is fixed."""
    framework, old = tree_of(sheet.edition), edition_before(sheet)
    known = dict(choices_in(user, sheet, framework))
    proofs: dict[int, list[Proof]] = {}
    for proof in Proof.objects.filter(_open(), occurrence__in=rows).order_by("id"):
        proofs.setdefault(proof.occurrence_id, []).append(proof)
    there = _there(sheet, (proof for found in proofs.values() for proof in found))
    ready = []
    for row in rows:
        meant = criterion_meant(row.task.criterion, row.task.criterion_name, old=old, new=framework)
        if meant.certain and meant.leaf not in known:
            continue
        leaf = meant.leaf if meant.certain else ""
        taken = there.get(leaf, set()) if leaf else set().union(*there.values())
        fresh = tuple(proof for proof in proofs.get(row.pk, ()) if (proof.sha256 or proof.link) not in taken)
        if fresh:
            ready.append(Ready(row=row, proofs=fresh, leaf=leaf, name=known.get(leaf, "")))
    return ready


def _there(sheet: Assessment, proofs: Iterable[Proof]) -> dict[str, set[str]]:
    """What of the proof stands beside criteria of the sheet already, by criterion."""
    contents = {proof.sha256 or proof.link for proof in proofs}
    alike = EvidenceFile.objects.filter(Q(sha256__in=contents) | Q(link__in=contents), current=True)
    standing = Attached.objects.filter(assessment=sheet, carried=None, removed_at=None, evidence=OuterRef("evidence"))
    rows = alike.filter(Exists(standing)).values_list("evidence", "sha256", "link")
    by_evidence: dict[int, set[str]] = {}
    for key, sha256, link in rows:
        by_evidence.setdefault(key, set()).update(content for content in (sha256, link) if content)
    found: dict[str, set[str]] = {}
    placed = Attached.objects.filter(
        assessment=sheet, carried=None, removed_at=None, evidence__in=by_evidence.keys() or {0}
    )
    for node, key in placed.values_list("node_id", "evidence"):
        found.setdefault(node, set()).update(by_evidence[key])
    return found
