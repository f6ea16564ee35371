"""What the machine finds in a file of evidence: what it is, who signed it, how many pages it has.

The files are hostile until proved otherwise: every reader behind this door works apart, within limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from namro.apps.library import storage
from namro.apps.library.models import EvidenceFile
from namro.core.assessment.signatures import as_plain
from namro.core.base.errors import UnreadableDocument
from namro.documents.describing import describe_document
from namro.documents.reading.previews import TextPreview, page_picture, text_preview
from namro.documents.signatures import signatures_of, trust_roots_in

#: Kinds in which the machine looks for signatures; the others cannot bear one.
_SIGNABLE = {"pdf", "docx", "xlsx", "jpg", "jpeg", "png"}
_READABLE = {"pdf", "docx", "xlsx", "txt"}
#: Kinds that the page shows as text.
_AS_TEXT = _READABLE - {"pdf"}
#: Why the machine finds no text in a file that people can read all the same.
_FOR_EYES = {"photo", "scan", "no_text", "garbled", "legacy_font", "encoding", "too_long"}
#: Dots across of a page that is drawn only to see that it can be.
_SMALL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found. `readable`: people can open it; `secret`: it bears a stamp of secrecy and must not be kept."""

    readable: bool = True
    secret: bool = False
    message: str = ""
    described: dict[str, str] | None = None
    signatures: dict[str, Any] | None = None
    signed: str = ""
    pages: int | None = None


def trust_folder() -> Path:
    """Return where the administrator lays the certificates that are trusted."""
    return Path(settings.DATA_DIR) / "trust"


def read(path: Path, kind: str) -> Found:
    """Look into a file of a kind that was accepted. Does not raise for anything that may be in it."""
    described, message, readable = None, "", True
    if kind in _READABLE:
        try:
            described = _described(path)
        except UnreadableDocument as fault:
            if fault.code == "secret":
                return Found(readable=False, secret=True, message=fault.message)
            message, readable = fault.message, fault.code in _FOR_EYES
    pages = None
    if kind == "pdf" and readable:
        try:
            pages = page_picture(path, width=_SMALL).pages
        except UnreadableDocument as fault:
            message, readable = fault.message, False
    report = signatures_of(path, roots=trust_roots_in(trust_folder())) if kind in _SIGNABLE and readable else None
    return Found(
        readable=readable,
        message=message,
        described=described,
        signatures=as_plain(report) if report else None,
        signed=report.state if report else "",
        pages=pages,
    )


def _described(path: Path) -> dict[str, str]:
    found = describe_document(path)
    return {
        "number": found.number,
        "dated": found.dated.isoformat() if found.dated else "",
        "issuer": found.issuer,
        "abstract": found.abstract,
        "kind": found.kind,
    }


def text_of(file: EvidenceFile) -> TextPreview | None:
    """Return what a document says, to be shown without its layout; None for files shown otherwise or not at all."""
    if file.state != EvidenceFile.State.READ or file.kind not in _AS_TEXT or not file.sha256:
        return None
    try:
        with storage.named(file.sha256, file.kind) as path:
            return text_preview(path)
    except (UnreadableDocument, FileNotFoundError):
        return None
