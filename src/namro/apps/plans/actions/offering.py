"""Proof of accepted work taken over into the year's sheet, or not wanted there: decided by people, once for each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.library.actions import Page, Stored, add_link, add_stored
from namro.apps.library.models import Evidence
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.models import Occurrence, Proof
from namro.apps.plans.offering import Offer, check_offer
from namro.core.base.errors import NamroError


@transaction.atomic
def take_over(user: User, row: Occurrence, codes: Collection[str], leaf: str, *, at: datetime) -> list[Proof]:
    """Let proof stand for a criterion of the sheet, as evidence of the unit; the file is not kept twice.

    `leaf` may be left empty where the criterion is certain. Raises NamroError, PermissionDenied.
    """
    offer, chosen = _chosen(user, row, codes)
    target = offer.leaf if offer.certain else leaf
    if target not in {key for key, _name in offer.choices}:
        raise NamroError(_("Chưa chọn tiêu chí. Chọn tiêu chí trong danh sách rồi bấm lại."), code="node")
    for proof in chosen:
        proof.evidence = _evidence(user, offer, proof, at)
        proof.save(update_fields=["evidence"])
    attach(user, offer.sheet, {proof.evidence_id for proof in chosen if proof.evidence_id}, [Spot(target)], at=at)
    return chosen


@transaction.atomic
def take_over_many(user: User, rows: Collection[Occurrence], *, at: datetime) -> int:
    """Let all proof of several pieces of work stand for their criteria, all or none; return how much it was.

    Only where the criterion is certain; the refusal names the work.
    """
    if not rows:
        raise NamroError(_("Chưa chọn việc nào. Đánh dấu việc rồi bấm lại."), code="nothing")
    count = 0
    for row in rows:
        try:
            offer = check_offer(user, row, row.proofs.select_related("piece").order_by("id"))
            taken = take_over(user, row, [proof.code for proof in offer.proofs], "", at=at)
        except NamroError as fault:
            raise NamroError(f"“{row.task.text[:80]}”: {fault.message}", code=fault.code) from fault
        count += len(taken)
    return count


@transaction.atomic
def leave_out(user: User, row: Occurrence, codes: Collection[str], *, at: datetime) -> list[Proof]:
    """Remember that proof is not wanted in the sheet: it is not offered again. Raises NamroError, PermissionDenied."""
    _offer, chosen = _chosen(user, row, codes)
    for proof in chosen:
        proof.not_wanted_at = at
        proof.save(update_fields=["not_wanted_at"])
    note = _("Không đưa vào phiếu: %(names)s") % {"names": ", ".join(proof.name for proof in chosen)}
    record(user, AuditEntry.Act.WORK_DONE, at=at, subject=row.code, note=note[:400])
    return chosen


def _chosen(user: User, row: Occurrence, codes: Collection[str]) -> tuple[Offer, list[Proof]]:
    """Lock the proof of the work; return what is still offered of what was chosen."""
    if not codes:
        raise NamroError(_("Chưa chọn minh chứng nào. Đánh dấu minh chứng rồi bấm lại."), code="nothing")
    Occurrence.objects.select_for_update().get(pk=row.pk)
    rows = row.proofs.filter(code__in=codes).select_related("piece").order_by("id")
    offer = check_offer(user, row, rows)
    if len(offer.proofs) < len(set(codes)):
        raise NamroError(_("Có minh chứng đã được đưa vào phiếu hoặc đã rút. Tải lại trang rồi chọn lại."), code="gone")
    return offer, list(offer.proofs)


def _evidence(user: User, offer: Offer, proof: Proof, at: datetime) -> Evidence:
    unit, year = offer.sheet.unit_id, offer.sheet.year
    if proof.link:
        said = "" if proof.name == proof.link else proof.name
        added = add_link(user, unit, Page(proof.link), year=year, at=at, abstract=said)
    else:
        added = add_stored(user, unit, [Stored(proof.sha256, proof.name, proof.kind)], year=year, at=at)
    return (*added.made, *added.known)[0]
