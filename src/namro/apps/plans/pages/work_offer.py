"""What the page of work says of proof that the year's sheet could use, and of what it uses already."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.permissions import can_write
from namro.apps.plans.desk import Desk
from namro.apps.plans.models import Proof
from namro.apps.plans.offering import offer_of
from namro.apps.plans.pages.work_time import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferForm:
    """Proof to be ticked and the criterion: one, or several to choose from with the proposal chosen."""

    proofs: tuple[tuple[str, str, bool], ...]
    criterion: str
    choices: tuple[tuple[str, str, bool], ...]
    year: int
    button: str
    error: str


def offer_form(desk: Desk, asked: Asked) -> OfferForm | None:
    """Return the form, None where there is nothing to offer to this person."""
    offer = offer_of(desk.user, desk.row, desk.proofs)
    if offer is None:
        return None
    mine = asked.form == "offer"
    chosen = asked.typed.get("tieu-chi", "") if mine else offer.leaf
    names = dict(offer.choices)
    short = _("Đưa vào minh chứng của tiêu chí %(id)s") % {"id": offer.leaf}
    return OfferForm(
        proofs=tuple((proof.code, proof.name, True) for proof in offer.proofs),
        criterion=f"{offer.leaf} {names[offer.leaf]}" if offer.certain else "",
        choices=() if offer.certain else tuple((key, f"{key} {name}", key == chosen) for key, name in offer.choices),
        year=offer.sheet.year,
        button=short if offer.certain else _("Đưa vào minh chứng của tiêu chí đã chọn"),
        error=asked.error if mine else "",
    )


def standing_words(proof: Proof, desk: Desk) -> tuple[str, str]:
    """Return what became of a proof in the library and the address of it; ("", "") for nothing."""
    if proof.evidence is not None:
        return _("Đã đưa vào phiếu"), reverse("library:evidence", args=[proof.evidence.code])
    if proof.not_wanted_at is not None and can_write(desk.user, desk.row.task.plan.unit_id):
        return _("Không đưa vào phiếu"), ""
    return "", ""
