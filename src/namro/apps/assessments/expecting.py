"""The proof that a row of a sheet expects: the edition's, or what the unit put in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from namro.core.base.errors import NamroError
from namro.core.framework.model import PROOF_KINDS, SIGNED, Evidence, Node, Proof
from namro.core.framework.words import PROOF_WORDS, SIGNED_WORDS
from namro.core.timetable import typed_token

#: Pieces as they are stored in `Assignment.expected`; `None` there: the edition's own.
Pieces = list[dict[str, Any]]
#: At most so many pieces of a criterion, and letters of one; files of one piece.
MOST, LONGEST, MOST_FILES = 20, 300, 999
_OWN = "dv"


def pieces_of(node: Node, own: Pieces | None) -> tuple[Proof, ...]:
    """Return the pieces that a criterion expects, one without a name where it asks for proof only; () for none."""
    if own is not None:
        return tuple(Proof(**piece) for piece in own)
    if node.evidence is None:
        return ()
    return node.evidence.items or (Proof(id="", signed=node.evidence.signed, before=node.evidence.before),)


def with_pieces(node: Node, own: Pieces | None) -> Node:
    """Return the criterion with what the unit expects in the place of what the edition asks for."""
    if own is None:
        return node
    asked = node.evidence or Evidence()
    return replace(node, evidence=replace(asked, items=pieces_of(node, own)) if own else None)


def piece_words(piece: Proof) -> str:
    """Say one piece: "Báo cáo quý (từ 4 tệp, có chữ ký số, trước 15/12)"."""
    said = []
    if piece.min_count > 1:
        said.append(_("từ %(count)d tệp") % {"count": piece.min_count})
    if piece.signed:
        said.append(SIGNED_WORDS[piece.signed])
    if piece.before:
        month, day = piece.before.split("-")
        said.append(_("trước %(day)s") % {"day": f"{day}/{month}"})
    name = piece.text or (PROOF_WORDS[piece.kind] if piece.kind != "other" else _("Minh chứng"))
    return f"{name} ({', '.join(said)})" if said else name


def expected_words(pieces: Iterable[Proof]) -> str:
    """Say all pieces in one line; "" for none."""
    return "; ".join(piece_words(piece) for piece in pieces)


def typed_pieces(rows: Sequence[Mapping[str, str]], *, year: int) -> Pieces:
    """Return typed rows (id, text, kind, signed, before, min_count) as stored; without a text they are left out.

    Ids stay, so that what is attached to a piece stays with it. Raises NamroError with what to do.
    """
    found: Pieces = []
    taken = {row.get("id", "") for row in rows}
    free = (f"{_OWN}{n}" for n in range(1, 1000) if f"{_OWN}{n}" not in taken)
    for row in rows:
        text = " ".join(row.get("text", "").split())
        if not text:
            continue
        if len(text) > LONGEST:
            raise NamroError(
                _("Tên minh chứng dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
                % {"length": len(text), "most": LONGEST},
                code="long",
            )
        kind, signed = row.get("kind", "other"), row.get("signed", "")
        if kind not in PROOF_KINDS or (signed and signed not in SIGNED):
            raise NamroError(
                _("Chọn loại và chữ ký của “%(name)s” trong danh sách.") % {"name": text[:60]}, code="kind"
            )
        found.append(
            {
                "id": row.get("id") or next(free),
                "text": text,
                "kind": kind,
                "signed": signed,
                "before": _before(row.get("before", ""), year),
                "min_count": _count(row.get("min_count", "")),
            }
        )
    if len(found) > MOST:
        raise NamroError(_("Nhiều nhất %(most)d minh chứng một tiêu chí.") % {"most": MOST}, code="many")
    return found


def _before(text: str, year: int) -> str:
    if not text.strip():
        return ""
    token = typed_token(text, year)
    if token is None or token.startswith("invalid:"):
        raise NamroError(
            _("“%(text)s” không phải một ngày. Viết dạng 30/11.") % {"text": text.strip()[:40]}, code="day"
        )
    return token[5:]


def _count(text: str) -> int:
    bare = text.strip() or "1"
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= len(str(MOST_FILES)) and int(bare)):
        raise NamroError(
            _("Số tệp “%(text)s” không đúng. Ghi số từ 1 đến %(most)d.") % {"text": bare[:20], "most": MOST_FILES},
            code="count",
        )
    return int(bare)
