"""Proof of accepted work offered to a criterion of the year's sheet: which proof, which criterion, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.assigning import check_not_handed_in
from namro.apps.assessments.models import Assessment, Attached
from namro.apps.assessments.permissions import can_fill_all, owns, works_for
from namro.apps.assessments.queries.sheets import assignments_of, sheets_for
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.models import EvidenceFile
from namro.apps.library.permissions import can_write
from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.plans.models import Occurrence, Proof, Task
from namro.core.base.errors import NamroError
from namro.core.framework.model import Framework
from namro.core.framework.printed_criterion import Meant, criterion_meant
from namro.core.improvement.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Proof that may go to the sheet. `leaf` is the criterion proposed; only where `certain` nobody need choose.

    `choices` are the criteria whose proof the person may change: number and name.
    """

    sheet: Assessment
    proofs: tuple[Proof, ...]
    leaf: str
    certain: bool
    choices: tuple[tuple[str, str], ...]


def offer_of(user: User, row: Occurrence, proofs: Sequence[Proof]) -> Offer | None:
    """Return what may be offered, None for nothing; a fixed number of queries."""
    try:
        return check_offer(user, row, proofs)
    except (NamroError, PermissionDenied):
        return None


def check_offer(user: User, row: Occurrence, proofs: Iterable[Proof]) -> Offer:
    """Return what may be offered of the proof. Raises NamroError or PermissionDenied with why there is nothing."""
    task = row.task
    open_ones = [proof for proof in proofs if _is_open(proof, row)]
    if not open_ones or not (task.criterion or task.criterion_name):
        raise NamroError(_("Không còn minh chứng nào của việc này để đưa vào phiếu. Tải lại trang."), code="nothing")
    sheet = sheets_for(user).filter(unit=task.plan.unit_id, year=task.plan.year).first()
    if sheet is None:
        told = {"year": task.plan.year}
        raise NamroError(_("Đơn vị chưa có phiếu năm %(year)d. Nhờ đầu mối mở phiếu.") % told, code="sheet")
    check_not_handed_in(sheet)
    framework = tree_of(sheet.edition)
    choices = choices_in(user, sheet, framework)
    meant = _meant(task, sheet, framework)
    known = {leaf for leaf, _name in choices}
    if not known or not can_write(user, sheet.unit_id) or (meant.certain and meant.leaf not in known):
        raise PermissionDenied(_("Chỉ đầu mối của đơn vị và người được giao tiêu chí đưa minh chứng vào phiếu."))
    fresh = _not_there_yet(sheet, open_ones, meant)
    if not fresh:
        raise NamroError(_("Minh chứng của việc này đã ở tiêu chí của phiếu."), code="there")
    leaf = meant.leaf if meant.leaf in known else ""
    return Offer(sheet=sheet, proofs=fresh, leaf=leaf, certain=meant.certain, choices=choices)


def _is_open(proof: Proof, row: Occurrence) -> bool:
    """Whether the proof is of work that was accepted, and nobody has decided about it yet."""
    state = proof.piece.state if proof.piece else row.state
    decided = proof.evidence_id is not None or proof.not_wanted_at is not None
    return state == State.ACCEPTED and proof.taken_back_at is None and not decided


def _meant(task: Task, sheet: Assessment, framework: Framework) -> Meant:
    """The printed number is that of the year before: its edition is compared with this year's."""
    return criterion_meant(task.criterion, task.criterion_name, old=edition_before(sheet), new=framework)


def edition_before(sheet: Assessment) -> Framework | None:
    """Return the set of the year before, None where the unit had no sheet then."""
    rows = Assessment.objects.filter(unit=sheet.unit_id, year=sheet.year - 1)
    before = rows.select_related("edition").defer("edition__text").first()
    return tree_of(before.edition) if before else None


def choices_in(user: User, sheet: Assessment, framework: Framework) -> tuple[tuple[str, str], ...]:
    """The criteria that the person may fill: all for the coordinator, for others those they answer for."""
    own = {key: leaf.node.name for key, leaf in framework.leaves.items()}
    if not can_fill_all(user, sheet):
        if not works_for(user, sheet):
            return ()
        rows = assignments_of(sheet)
        owners = owners_of(list(rows.values()), today=user.standing.day)
        own = {key: name for key, name in own.items() if key in rows and owns(user, owners.get(rows[key].pk))}
    return tuple(own.items())


def _not_there_yet(sheet: Assessment, proofs: Sequence[Proof], meant: Meant) -> tuple[Proof, ...]:
    """Leave out what stands beside the criterion already; where it is not certain, beside any."""
    same = Q(sha256__in=[proof.sha256 for proof in proofs if proof.sha256])
    same |= Q(link__in=[proof.link for proof in proofs if proof.link])
    standing = Attached.objects.filter(assessment=sheet, carried=None, removed_at=None)
    if meant.certain:
        standing = standing.filter(node_id=meant.leaf)
    files = EvidenceFile.objects.filter(same, current=True, evidence__in=standing.values("evidence"))
    there = {content for pair in files.values_list("sha256", "link") for content in pair if content}
    return tuple(proof for proof in proofs if (proof.sha256 or proof.link) not in there)
