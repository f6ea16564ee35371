"""The proof of a row in a few words: a shape and a word, as the chips of the sheet show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.assessments.queries.proof import ProofPiece
from namro.core.assessment.missing import Standing, State


@dataclass(frozen=True, slots=True)
class ProofChip:
    """Words with their icon and class; `missing` and `unsigned` are what the filters count."""

    words: str = ""
    icon: str = ""
    css: str = ""
    missing: bool = False
    unsigned: bool = False


NO_PROOF = ProofChip()


def proof_chip(pieces: Sequence[ProofPiece], standing: Standing | None) -> ProofChip:
    """Return the chip of a row; `standing` is None where no proof is asked of it."""
    said = pieces[0].words if len(pieces) == 1 else _("%(count)d tệp") % {"count": len(pieces)}
    state = State.FINE if standing is None else standing.state
    missing = state in {State.MISSING, State.INCOMPLETE}
    if not pieces:
        return ProofChip(_("Chưa có"), "file-off", "no", missing=True) if missing else NO_PROOF
    if bad := sum(piece.unreadable for piece in pieces):
        word = _("không đọc được") if len(pieces) == 1 else _("%(count)d không đọc được") % {"count": bad}
        return ProofChip(f"{said}, {word}", "eye-off", "un", missing=missing)
    if standing is not None and missing:
        return ProofChip(standing.sentence, "file-off", "un", missing=True, unsigned=bool(standing.unsigned))
    bare = sum(piece.is_unsigned for piece in pieces)
    asked = standing is not None and any(one.expected.signed for one in standing.items)
    if state == State.UNSIGNED or (bare and asked):
        word = _("chưa ký số") if len(pieces) == bare else _("%(count)d chưa ký số") % {"count": max(bare, 1)}
        return ProofChip(f"{said}, {word}", "writing-off", "un", unsigned=True)
    return _present(said, pieces)


def piece_chip(piece: ProofPiece) -> ProofChip:
    """Return the chip of one piece, whatever is asked of its row."""
    if piece.unreadable:
        return ProofChip(_("%(proof)s, không đọc được") % {"proof": piece.words}, "eye-off", "un")
    if piece.is_unsigned:
        return ProofChip(_("%(proof)s, chưa ký số") % {"proof": piece.words}, "writing-off", "un", unsigned=True)
    return _present(piece.words, [piece])


def _present(said: str, pieces: Sequence[ProofPiece]) -> ProofChip:
    if all(piece.signed in {"leader", "organisation", "both"} for piece in pieces):
        return ProofChip(_("%(proof)s, ký số") % {"proof": said}, "rosette-discount-check", "ok")
    return ProofChip(said, "file-check", "ok")
