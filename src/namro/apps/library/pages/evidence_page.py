"""One piece of evidence: its preview, what it says of itself, who signed it, what is remarked, how it came to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence, EvidenceChange, EvidenceFile
from namro.apps.library.pages.words import (
    SignerRow,
    field_words,
    file_words,
    marks,
    signer_rows,
)
from namro.apps.library.queries import Piece
from namro.apps.library.sending import SHOWN
from namro.core.assessment.proof_remarks import Remark
from namro.documents.model import Block, Table
from namro.documents.reading.previews import TextPreview
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment, size

#: Pages of a PDF shown at once; the others are a step away.
PAGES_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, or the rows of a table."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a version: pictures by their addresses and descriptions, or text, or why nothing is."""

    pictures: tuple[tuple[str, str], ...] = ()
    blocks: tuple[TextBlock, ...] = ()
    cut: bool = False
    nothing: str = ""
    pager: Page[int] | None = None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: the number, the file, who brought it."""

    number: int
    current: bool
    shown: bool
    name: str
    about: str
    link: str
    file_url: str
    show_query: str


@dataclass(frozen=True, slots=True)
class Past:
    """One change of the description."""

    field: str
    old: str
    new: str
    who: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """Everything the page shows."""

    code: str
    title: str
    unit: str
    year: int
    fields: tuple[tuple[str, str], ...]
    file: str
    link: str
    pictured: str
    message: str
    open: bool
    failed: bool
    marks: tuple[Chip, ...]
    remarks: tuple[Chip, ...]
    query: str
    note: str
    signers: tuple[SignerRow, ...]
    places: tuple[Place, ...] | None
    versions: tuple[VersionRow, ...]
    history: tuple[Past, ...]
    made: str
    removed: str
    file_url: str
    preview: Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the page is made of."""

    evidence: Evidence
    piece: Piece
    shown: EvidenceFile
    versions: Sequence[EvidenceFile]
    changes: Sequence[EvidenceChange]
    unit: str
    others: Sequence[str]
    places: tuple[Place, ...] | None
    remarks: Sequence[Remark]


def evidence_page(found: Found, preview: Preview) -> EvidencePage:
    """Return the context."""
    evidence, piece = found.evidence, found.piece
    removed = ""
    if evidence.removed_by and evidence.removed_at:
        removed = _("%(who)s bỏ lúc %(at)s. Tệp và lịch sử vẫn còn.") % {
            "who": evidence.removed_by.full_name,
            "at": moment(evidence.removed_at),
        }
    return EvidencePage(
        code=evidence.code,
        title=piece.title or _("Minh chứng %(code)s") % {"code": evidence.code},
        unit=found.unit,
        year=evidence.year,
        fields=fields_of(piece),
        file=file_words(piece),
        link=piece.link,
        pictured=day(piece.pictured_on) if piece.pictured_on else "",
        message=piece.message,
        open=piece.state in EvidenceFile.OPEN,
        failed=piece.state == EvidenceFile.State.FAILED,
        marks=marks(piece, found.others),
        remarks=tuple(map(_remark, found.remarks)),
        query="" if found.shown.current else f"ban={found.shown.version}",
        note=piece.signatures.note if piece.signatures else "",
        signers=signer_rows(piece.signatures),
        places=found.places,
        versions=tuple(_version(evidence.code, row, found.shown) for row in found.versions),
        history=tuple(map(_past, found.changes)),
        made=f"{evidence.made_by.full_name} · {moment(evidence.made_at)}",
        removed=removed,
        file_url=reverse("library:file", args=[evidence.code, found.shown.version]) if found.shown.sha256 else "",
        preview=preview,
    )


def fields_of(piece: Piece) -> tuple[tuple[str, str], ...]:
    """Return the description as pairs of words."""
    values = {
        "number": piece.number,
        "dated": day(piece.dated) if piece.dated else "",
        "issuer": piece.issuer,
        "abstract": piece.abstract,
    }
    return tuple((word, values[field] or NOTHING) for field, word in field_words().items())


def shown_value(field: str, text: str) -> str:
    """Return a stored value of a description as people read it."""
    if field == "dated" and text:
        return day(date.fromisoformat(text))
    return text or NOTHING


def picture_preview(file: EvidenceFile, code: str, number: str | None) -> Preview | None:
    """Return what is shown of a picture or of a PDF's pages; None for other kinds."""
    if file.kind in SHOWN and file.sha256:
        return Preview(pictures=((reverse("library:picture", args=[code, file.version]), file.name),))
    if file.kind != "pdf" or not file.pages:
        return None
    pager = Paginator(range(1, file.pages + 1), PAGES_AT_ONCE).get_page(number)
    pages = tuple(
        (reverse("library:page", args=[code, file.version, page]), _("Trang %(n)d") % {"n": page})
        for page in pager.object_list
    )
    return Preview(pictures=pages, pager=pager)


def blocks_preview(found: TextPreview) -> Preview:
    """Return the text of a document without its layout."""
    return Preview(blocks=tuple(map(_block, found.blocks)), cut=found.cut)


def no_preview(file: EvidenceFile) -> Preview:
    """Say why nothing is shown."""
    if not file.sha256 and file.link:
        return Preview(nothing=_("Đường dẫn chưa có bản chụp trang. Thêm phiên bản có ảnh hoặc PDF của trang."))
    if file.state in EvidenceFile.OPEN:
        return Preview(nothing=_("Đang đọc tệp. Tải lại trang sau ít giây."))
    if file.state == EvidenceFile.State.FAILED:
        return Preview(nothing=_("Tệp không mở được nên không xem được trong trang."))
    return Preview(nothing=_("Loại tệp này không xem được trong trang. Tải về để mở."))


def _block(block: Block) -> TextBlock:
    if isinstance(block, Table):
        return TextBlock(rows=tuple(tuple(cell.text for cell in row.cells) for row in block.rows))
    return TextBlock(block.text)


def _remark(remark: Remark) -> Chip:
    looks = {"error": ("alert-triangle", "bad"), "gap": ("alert-triangle", "warn")}
    icon, css = looks.get(remark.severity, ("info-circle", "calm"))
    return Chip(icon, css, remark.sentence)


def _version(code: str, row: EvidenceFile, shown: EvidenceFile) -> VersionRow:
    parts = [row.kind.upper(), size(row.size) if row.sha256 else "", row.by.full_name, moment(row.at)]
    return VersionRow(
        number=row.version,
        current=row.current,
        shown=row.pk == shown.pk,
        name=row.name or _("(không lưu tệp)"),
        about=" · ".join(part for part in parts if part),
        link=row.link,
        file_url=reverse("library:file", args=[code, row.version]) if row.sha256 else "",
        show_query="" if row.current else f"?ban={row.version}",
    )


def _past(change: EvidenceChange) -> Past:
    return Past(
        field=field_words()[change.field],
        old=shown_value(change.field, change.old),
        new=shown_value(change.field, change.new),
        who=change.by.full_name if change.by else _("Máy đọc từ tệp"),
        at=moment(change.at),
    )
