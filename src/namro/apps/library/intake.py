"""What the machine finds in a file of evidence: what it is, who signed it, how many pages it has.

The files are hostile until proved otherwise: every reader behind this door works apart, within limits.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from namro.apps.library import storage
from namro.apps.library.models import EvidenceFile
from namro.core.assessment.signatures import SignatureReport, as_plain, summarised
from namro.core.base.errors import UnreadableDocument
from namro.core.base.folding import writable
from namro.documents.describing import describe_document
from namro.documents.reading.previews import TextPreview, page_picture, text_preview
from namro.documents.signatures import signatures_of, trust_roots_in
from namro.documents.writing.printable import printable

_log = logging.getLogger(__name__)

#: Kinds in which the machine looks for signatures. Others cannot bear one, but for archives, which may hold anything.
_SIGNABLE = {"pdf", "docx", "xlsx", "jpg", "jpeg", "png"}
_ARCHIVES = {"zip", "pptx"}
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
    report = _signatures(path, kind) if readable and kind not in _ARCHIVES else None
    return Found(
        readable=readable,
        message=message,
        described=described,
        signatures=as_plain(printable(report)) if report else None,
        signed=report.state if report else "",
        pages=pages,
    )


def _signatures(path: Path, kind: str) -> SignatureReport:
    if kind not in _SIGNABLE:
        return summarised(())
    try:
        return signatures_of(path, roots=trust_roots_in(settings.TRUST_ROOTS))
    except UnreadableDocument as fault:  # one of the administrator's certificates is none; the file is not to blame
        _log.error("trusted issuers cannot be read: %s", fault.message)
        report = signatures_of(path)
        return replace(report, note=f"{report.note} {fault.message}".strip())


def _described(path: Path) -> dict[str, str]:
    found = describe_document(path)
    return {
        "number": writable(found.number),
        "dated": found.dated.isoformat() if found.dated else "",
        "issuer": writable(found.issuer),
        "abstract": writable(found.abstract),
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
