"""What is done with documents. A document is read before anything of it is kept: a refused one leaves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from namro import __version__
from namro.apps.exchange.bridge import plain_source
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.matters import matters
from namro.apps.exchange.models import ImportedDocument
from namro.apps.library import storage
from namro.apps.library.uploads import safe_name, taken_in
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.improvement import draft_plan, report
from namro.core.printed.plain import to_plain
from namro.documents.reading import read_document
from namro.documents.recognition import recognise
from namro.documents.writing import write_plan

#: What stands before the name of a commune or ward.
_BODY = re.compile(r"^(?:UBND|\w+ ban \w+ \w+)\s+(?:x\w|ph\w{3}ng)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an upload; `fresh` is False when the same content had been read before by the same person."""

    document: ImportedDocument
    fresh: bool


def import_upload(user: User, upload: UploadedFile, *, at: datetime) -> Imported:
    """Read an uploaded file and keep it. Raises UnreadableDocument, and then nothing of it is kept."""
    with storage.waiting_room() as room:
        return import_file(user, taken_in(upload, room), at=at)


def import_file(user: User, path: Path, *, at: datetime) -> Imported:
    """Read a file and keep a copy. The same content read by the same version of the program is not read again.

    What people have corrected or confirmed is not read again either: their work belongs to that reading.
    Raises UnreadableDocument, and then nothing of it is kept.
    """
    sha256 = storage.digest_of(path)
    known = ImportedDocument.objects.filter(uploaded_by=user, sha256=sha256).first()
    if known and (known.reader_version == __version__ or known.version or known.confirmed_at):
        return Imported(known, fresh=False)
    values = _read(path)
    storage.keep(path, sha256)
    act = AuditEntry.Act.DOCUMENT_READ_AGAIN if known else AuditEntry.Act.DOCUMENT_IMPORTED
    with transaction.atomic():
        document, _made = ImportedDocument.objects.update_or_create(
            uploaded_by=user,
            sha256=sha256,
            defaults=values,
            create_defaults={**values, "uploaded_at": at, "name": path.name, "size": path.stat().st_size},
        )
        record(user, act, at=at, subject=document.code, note=document.name)
    return Imported(document, fresh=True)


def take_original(user: User, document: ImportedDocument, *, at: datetime) -> Path:
    """Return the path of the uploaded file and record who took it."""
    record(user, AuditEntry.Act.ORIGINAL_DOWNLOADED, at=at, subject=document.code)
    return storage.path_of(document.sha256)


def write_draft(user: User, document: ImportedDocument, *, kind: str, layout: str, at: datetime) -> BytesIO:
    """Write the drafted plan as `docx`, `pdf` or `xlsx` in one of the LAYOUTS and record who took it."""
    plan = draft_plan(reading_of(document))
    with storage.waiting_room() as room:
        path = room / f"plan.{kind}"
        write_plan(plan, path, layout=layout)
        written = BytesIO(path.read_bytes())
    record(user, AuditEntry.Act.PLAN_DOWNLOADED, at=at, subject=document.code, note=kind)
    return written


def plan_name(document: ImportedDocument, kind: str) -> str:
    """Return the file name of the drafted plan: whose it is and for which year."""
    header = reading_of(document).header
    body = _BODY.sub("", header.issuing_body or "").strip() or Path(document.name).stem
    year = header.subject_year or header.assessed_year
    parts = ("Ke-hoach-khac-phuc", *body.split(), *([str(year)] if year else []))
    return safe_name(f"{'-'.join(parts)}.{kind}")


def _read(path: Path) -> dict[str, Any]:
    source = read_document(path)
    reading = recognise(source)
    found = matters(reading)
    clashes = sum(matter.severity == "error" for matter in found)
    return {
        "kind": source.kind,
        "reader_version": __version__,
        "title": (reading.header.title or "")[:300],
        "reading": to_plain(reading),
        "source": plain_source(source),
        "contradictions": clashes,
        "doubts": len(found) - clashes,
        "lost": report(reading).total or None,
    }
