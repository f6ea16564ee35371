"""What is noticed about a piece of proof. Remarks inform; people decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from namro.core.assessment.rows import Severity
from namro.core.assessment.signatures import SignatureReport, proof_status
from namro.core.base.folding import fold
from namro.core.base.spans import Span
from namro.core.framework.model import Evidence, Proof
from namro.core.framework.words import SIGNED_WORDS, day_words
from namro.core.scoring.proof import SERVED

CODES: dict[str, str] = {
    "unsigned": "Thiếu chữ ký số",
    "changed_after": "Thay đổi sau khi ký",
    "certificate": "Chứng thư có vấn đề",
    "outside_period": "Ngoài kỳ đo",
    "after_due": "Sau thời hạn",
    "undated": "Không rõ ngày",
    "number_differs": "Số văn bản không khớp",
    "same_file_elsewhere": "Trùng tệp với đơn vị khác",
    "unreadable": "Không đọc được",
}
#: Kinds of proof that carry a date of their own; a photo or a link need not.
_DATED_KINDS = {"plan", "report", "decision", "minutes"}
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file or link as proof.

    `number` and `dated` are what people typed or accepted, `number_read` what the document says. `signatures` is None
    until they have been looked at; `unreadable` says why the file cannot be read, "" if it can. `elsewhere` are the
    names of other units that gave in the same content.
    """

    number: str = ""
    number_read: str = ""
    dated: date | None = None
    signatures: SignatureReport | None = None
    unreadable: str = ""
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noticed: a key of CODES, a sentence with the values, how much it matters."""

    code: str
    sentence: str
    severity: Severity


def expected_of(evidence: Evidence | None, item: str = "") -> Evidence | Proof | None:
    """Return what is expected of one piece: the item with what it takes over from its criterion, or the whole."""
    proof = next((one for one in evidence.items if one.id == item), None) if evidence else None
    if evidence is None or proof is None:
        return evidence
    return replace(proof, signed=proof.signed or evidence.signed, before=proof.before or evidence.before)


def remarks(piece: Piece, expected: Evidence | Proof | None, period: Span) -> tuple[Remark, ...]:
    """Return what is noticed about a piece, in the order of CODES.

    `period` is the measuring period (its `until` is set); `before` of what is expected lies in the year of its last
    day, the scored year.
    """
    return (
        *_unsigned(piece, expected),
        *_signing(piece.signatures),
        *_dates(piece.dated, expected, period),
        *_number(piece),
        *_elsewhere(piece.elsewhere),
        *([Remark("unreadable", piece.unreadable, "gap")] if piece.unreadable else []),
    )


def _unsigned(piece: Piece, expected: Evidence | Proof | None) -> Iterator[Remark]:
    wanted = expected.signed if expected else ""
    if not wanted:
        return
    words = f"Minh chứng này cần {SIGNED_WORDS[wanted].removeprefix('có ')}."
    found = piece.signatures
    if found is None:
        yield Remark("unsigned", f"Chưa kiểm tra chữ ký số. {words}", "info")
    elif proof_status(found) in SERVED[wanted]:
        return
    elif found.state == "unknown":
        yield Remark("unsigned", " ".join(filter(None, ("Chưa rõ chữ ký số của ai.", words, found.note))), "info")
    elif found.state == "none":
        yield Remark("unsigned", f"Chưa ký số. {words}", "gap")
    else:
        missing = "cơ quan" if found.state == "leader" else "lãnh đạo"
        yield Remark("unsigned", f"Thiếu chữ ký số của {missing}; mới có {_signed_by(found)}.", "gap")


def _signed_by(found: SignatureReport) -> str:
    kind = f"chữ ký số của {'lãnh đạo' if found.state == 'leader' else 'cơ quan'}"
    names = [s.name for s in found.signers if s.counts and s.name]
    return f"{kind} ({', '.join(names[:_NAMES_SHOWN])})" if names else kind


def _signing(found: SignatureReport | None) -> Iterator[Remark]:
    if found is None:
        return
    if found.changed_after == "suspicious":
        said = "Nội dung tệp khác với lúc ký. Đối chiếu với bản gốc hoặc đề nghị ký lại."
        yield Remark("changed_after", said, "error")
    for signer in found.signers:
        if signer.problem:
            who = signer.name or signer.organisation or "không tên"
            yield Remark("certificate", f"Chữ ký số “{who}”: {signer.problem}", "info" if signer.intact else "error")


def _dates(dated: date | None, expected: Evidence | Proof | None, period: Span) -> Iterator[Remark]:
    if period.until is None:
        raise ValueError("a measuring period has a last day")
    last = period.until - timedelta(days=1)
    before = expected.before if expected else ""
    due = f"{day_words(before)}/{last.year}"
    if dated is None:
        if before:
            yield Remark("undated", f"Không rõ ngày ban hành; thời hạn là {due}.", "gap")
        elif isinstance(expected, Proof) and expected.kind in _DATED_KINDS:
            yield Remark("undated", "Không rõ ngày ban hành. Ghi ngày như trên văn bản.", "gap")
        return
    if not period.covers(dated):
        said = f"Ngày {dated:%d/%m/%Y} nằm ngoài kỳ đo {period.since:%d/%m/%Y} – {last:%d/%m/%Y}."
        yield Remark("outside_period", said, "error")
    if before and dated.isoformat() > f"{last.year:04d}-{before}":
        yield Remark("after_due", f"Ngày {dated:%d/%m/%Y} sau thời hạn {due}.", "error")


def _number(piece: Piece) -> Iterator[Remark]:
    if piece.number == piece.number_read:  # as nearly always
        return
    typed, read = _plain_number(piece.number), _plain_number(piece.number_read)
    if typed[:1].isdigit() and read[:1].isdigit() and typed != read:
        said = f"Số ghi là {piece.number.strip()}, trong văn bản là {piece.number_read.strip()}."
        yield Remark("number_differs", said, "error")


def _plain_number(number: str) -> str:
    """A number without what people write in one way or another: case, marks, spaces, "số", zeros in front."""
    folded = re.sub(r"[\s.…_]", "", re.sub(r"^\s*so\s*:?", "", fold(number)))
    return re.sub(r"[–—−]", "-", folded).lstrip("0")


def _elsewhere(names: tuple[str, ...]) -> Iterator[Remark]:
    if names:
        shown, rest = names[:_NAMES_SHOWN], len(names) - _NAMES_SHOWN
        more = f" và {rest} đơn vị khác" if rest > 0 else ""
        yield Remark("same_file_elsewhere", f"Tệp này cũng là minh chứng của {', '.join(shown)}{more}.", "info")
