"""The proof of a row in a few words: a shape and a word, as the chips of the sheet show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.assessments.queries.proof import ProofPiece
from namro.core.framework.model import Evidence


@dataclass(frozen=True, slots=True)
class ProofChip:
    """Words with their icon and class; `missing` and `unsigned` are what the filters count."""

    words: str = ""
    icon: str = ""
    css: str = ""
    missing: bool = False
    unsigned: bool = False


NO_PROOF = ProofChip()


def proof_chip(pieces: Sequence[ProofPiece], evidence: Evidence | None, *, needed: bool) -> ProofChip:
    """Return the chip of a row; `needed` is false where the row does not apply."""
    if not pieces:
        asked = needed and evidence is not None and bool(evidence.items or evidence.required)
        return ProofChip(_("Chưa có"), "file-off", "no", missing=True) if asked else NO_PROOF
    said = pieces[0].words if len(pieces) == 1 else _("%(count)d tệp") % {"count": len(pieces)}
    if bad := sum(piece.unreadable for piece in pieces):
        word = _("không đọc được") if len(pieces) == 1 else _("%(count)d không đọc được") % {"count": bad}
        return ProofChip(f"{said}, {word}", "eye-off", "un")
    bare = sum(piece.is_unsigned for piece in pieces)
    if bare and asks_signature(evidence):
        word = _("chưa ký số") if len(pieces) == bare else _("%(count)d chưa ký số") % {"count": bare}
        return ProofChip(f"{said}, {word}", "writing-off", "un", unsigned=True)
    if all(piece.signed in {"leader", "organisation", "both"} for piece in pieces):
        return ProofChip(_("%(proof)s, ký số") % {"proof": said}, "rosette-discount-check", "ok")
    return ProofChip(said, "file-check", "ok")


def asks_signature(evidence: Evidence | None) -> bool:
    """Whether a set asks for a digital signature on some of the proof."""
    return evidence is not None and bool(evidence.signed or any(item.signed for item in evidence.items))
