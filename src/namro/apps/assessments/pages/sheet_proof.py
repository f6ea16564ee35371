"""The proof of a row in a few words: a shape and a word, as the chips of the sheet show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from namro.apps.assessments.queries.attached import File, remarks_on
from namro.apps.assessments.queries.proof import ProofPiece
from namro.apps.library.models import EvidenceFile
from namro.core.assessment.missing import LATE, UNREADABLE, UNSIGNED_FILE, Standing, State


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


def piece_chip(piece: ProofPiece, standing: Standing | None) -> ProofChip:
    """Return the chip of one piece beside its row."""
    mark = file_mark(piece.file, standing)
    return replace(mark, words=", ".join(filter(None, (piece.words, mark.words))))


def file_mark(file: File, standing: Standing | None) -> ProofChip:
    """Return how one file beside a row stands, by the same remarks as the row is counted; no word where all is well."""
    remarks = remarks_on(file, [one.expected for one in standing.items] if standing else ())
    if UNREADABLE in remarks:
        return ProofChip(_("không đọc được"), "eye-off", "un")
    if file.state in EvidenceFile.OPEN:
        return ProofChip(_("đang đọc"), "clock")
    signed = file.signed in _SIGNED
    words = [_("trễ hạn")] if LATE in remarks else []
    if UNSIGNED_FILE in remarks:
        words.append(_("chưa đủ chữ ký số") if signed else _("chưa ký số"))
        return ProofChip(", ".join(words), "writing-off", "un", unsigned=True)
    if words:
        return ProofChip(words[0], "calendar-x", "un")
    return ProofChip(_("ký số"), "rosette-discount-check", "ok") if signed else ProofChip("", "file-check", "ok")


#: A file bears a signature, by what `EvidenceFile.signed` says.
_SIGNED = {"leader", "organisation", "both"}


def _present(said: str, pieces: Sequence[ProofPiece]) -> ProofChip:
    if all(piece.signed in _SIGNED for piece in pieces):
        return ProofChip(_("%(proof)s, ký số") % {"proof": said}, "rosette-discount-check", "ok")
    return ProofChip(said, "file-check", "ok")
