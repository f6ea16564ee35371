"""Words of a piece of evidence: a mark says with a shape and a word what there is to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.library.models import EvidenceFile
from namro.apps.library.queries import Piece
from namro.core.assessment.signatures import SignatureReport, Signer
from namro.ui.chips import Chip
from namro.ui.formats import day, moment, size

State = EvidenceFile.State


def field_words() -> dict[str, str]:
    """Return what the fields of a description are called."""
    return {
        "number": _("Số, ký hiệu"),
        "dated": _("Ngày văn bản"),
        "issuer": _("Cơ quan ban hành"),
        "abstract": _("Trích yếu"),
    }


def marks(piece: Piece, others: Sequence[str] = ()) -> tuple[Chip, ...]:
    """Return what is to be known of a piece; `others` name the units with the same file, as far as may be told."""
    return tuple(_marks(piece, others))


def _marks(piece: Piece, others: Sequence[str]) -> Iterator[Chip]:
    if piece.state in EvidenceFile.OPEN:
        yield Chip("clock", "sys", _("Đang đọc"))
    elif piece.state == State.FAILED:
        yield Chip("eye-off", "no", _("Không đọc được"))
    elif not piece.sha256:
        yield Chip("link", "un", _("Đường dẫn chưa có bản chụp trang"))
    elif piece.signatures:
        yield signed(piece.signatures)
    if piece.dated is None and piece.state not in EvidenceFile.OPEN:
        yield Chip("calendar-x", "un", _("Chưa rõ ngày"))
    if piece.elsewhere:
        yield Chip("copy", "un", twin_words(others))


def signed(report: SignatureReport) -> Chip:
    """Return the mark of a file's signatures."""
    if report.changed_after == "suspicious":
        return Chip("alert-triangle", "no", _("Nội dung khác với lúc ký"))
    if report.state == "none" and report.signers:
        return Chip("alert-triangle", "no", _("Chữ ký số không còn giá trị"))
    if report.state == "none":
        return Chip("writing-off", "un", _("Chưa ký số"))
    if report.state == "unknown":
        return Chip("help-hexagon", "un", _("Có chữ ký, chưa rõ của ai"))
    if any(signer.trusted == "no" for signer in report.signers):
        return Chip("help-hexagon", "un", _("Ký số, chưa rõ nơi cấp"))
    if any(signer.counts and signer.problem for signer in report.signers):
        return Chip("help-hexagon", "un", _("Ký số, cần xem chứng thư"))
    words = {
        "leader": _("Lãnh đạo đã ký số"),
        "organisation": _("Cơ quan đã ký số"),
        "both": _("Lãnh đạo và cơ quan đã ký số"),
    }
    return Chip("rosette-discount-check", "ok", words[report.state])


def twin_words(others: Sequence[str]) -> str:
    """Return who has the same file; "" among `others` stands for a unit that is not named."""
    named = [name for name in others if name]
    hidden = len(others) - len(named)
    if hidden > 1:
        named.append(_("%(n)d đơn vị khác") % {"n": hidden})
    elif hidden or not named:
        named.append(_("một đơn vị khác"))
    return _("Trùng tệp với %(units)s") % {"units": ", ".join(named)}


def file_words(piece: Piece) -> str:
    """Return kind, pages and size: "PDF · 6 trang · 240 KB"."""
    parts = [piece.kind.upper()]
    if piece.pages:
        parts.append(_("%(n)d trang") % {"n": piece.pages})
    if piece.sha256:
        parts.append(size(piece.size))
    if piece.link:
        parts.append(_("đường dẫn"))
    return " · ".join(part for part in parts if part)


def paper_words(piece: Piece) -> str:
    """Return number, day and issuer: "12/BC-UBND, 05/01/2026 · UBND xã Suối Mây"."""
    first = ", ".join(part for part in (piece.number, day(piece.dated) if piece.dated else "") if part)
    return " · ".join(part for part in (first, piece.issuer) if part)


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One signature in words."""

    name: str
    organisation: str
    kind: str
    at: str
    covers: str
    verdict: str
    css: str
    problem: str


def signer_rows(report: SignatureReport | None) -> tuple[SignerRow, ...]:
    """Return the signatures in the order of signing."""
    return tuple(_signer(signer) for signer in report.signers) if report else ()


def _signer(signer: Signer) -> SignerRow:
    kinds = {"person": _("Cá nhân"), "organisation": _("Cơ quan, tổ chức"), "unknown": _("Chưa rõ")}
    covers = {"all": _("cả tệp"), "then": _("cả tệp lúc ký"), "part": _("chỉ một phần tệp")}
    if not signer.intact:
        verdict, css = _("Không còn giá trị"), "no"
    elif signer.trusted == "yes":
        verdict, css = _("Hợp lệ, nơi cấp được tin cậy"), "ok"
    elif signer.trusted == "no":
        verdict, css = _("Toàn vẹn, chưa rõ nơi cấp"), "un"
    elif signer.problem:
        verdict, css = _("Toàn vẹn, cần xem chứng thư"), "un"
    else:
        verdict, css = _("Toàn vẹn"), "ok"
    return SignerRow(
        name=signer.name or _("(chứng thư không ghi tên)"),
        organisation=signer.organisation,
        kind=kinds[signer.certificate_kind],
        at=moment(signer.at) if signer.at else _("không ghi giờ"),
        covers=covers[signer.covers],
        verdict=verdict,
        css=css,
        problem=signer.problem,
    )
