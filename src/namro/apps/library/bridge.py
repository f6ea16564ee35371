"""Evidence as the core's remarks take it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from namro.apps.library.models import EvidenceFile
from namro.apps.library.queries import Piece
from namro.core.assessment import proof_remarks
from namro.core.assessment.proof_remarks import Remark
from namro.core.base.spans import Span

#: Which days count is a matter of a round; the library by itself remarks on none.
_ANY_TIME = Span(date.min, date.max)


def as_proof(piece: Piece, others: Sequence[str] = ()) -> proof_remarks.Piece:
    """Return the piece for `proof_remarks.remarks`; `others` as `twins.twins_told` tells them to the person."""
    failed = piece.state == EvidenceFile.State.FAILED
    return proof_remarks.Piece(
        number=piece.number,
        number_read=(piece.described or {}).get("number", ""),
        dated=piece.dated,
        signatures=piece.signatures,
        unreadable=(piece.message or _("Không đọc được tệp.")) if failed else "",
        elsewhere=tuple(name or _("một đơn vị khác") for name in others),
    )


def remarks_on(piece: Piece, others: Sequence[str]) -> tuple[Remark, ...]:
    """Return what is noticed about a piece by itself, whatever it is to prove; that it is unreadable is said apart."""
    found = proof_remarks.remarks(as_proof(piece, others), None, _ANY_TIME)
    return tuple(remark for remark in found if remark.code != "unreadable")
