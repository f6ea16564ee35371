"""What is done with documents. A document is read before anything of it is kept: a refused one leaves nothing."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.decided import plan_of
from namro.apps.exchange.intake import Content, Imported, already_read, read, save
from namro.apps.exchange.models import ImportedDocument
from namro.apps.library import storage
from namro.apps.library.uploads import safe_name
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.plans.actions import file_of

#: What stands before the name of a commune or ward.
_BODY = re.compile(r"^(?:UBND|\w+ ban \w+ \w+)\s+(?:x\w|ph\w{3}ng)\s+", re.IGNORECASE)


def import_file(user: User, path: Path, *, at: datetime) -> Imported:
    """Read a file and keep a copy, unless its content is known. Raises UnreadableDocument, and then nothing is kept."""
    content = Content(storage.digest_of(path), path.name, path.stat().st_size)
    known = already_read(user, content.sha256)
    if known:
        return Imported(known, fresh=False)
    values = read(path, name=path.name)
    storage.keep(path, content.sha256)
    return save(user, content, values, handed_in=at, at=at)


def take_original(user: User, document: ImportedDocument, *, at: datetime) -> Path:
    """Return the path of the uploaded file and record who took it."""
    record(user, AuditEntry.Act.ORIGINAL_DOWNLOADED, at=at, subject=document.code)
    return storage.path_of(document.sha256)


def write_draft(user: User, document: ImportedDocument, *, kind: str, layout: str, at: datetime) -> BytesIO:
    """Write the drafted plan as `docx`, `pdf` or `xlsx` in one of the LAYOUTS and record who took it."""
    written = file_of(plan_of(document), kind=kind, layout=layout)
    record(user, AuditEntry.Act.PLAN_DOWNLOADED, at=at, subject=document.code, note=kind)
    return written


def plan_name(document: ImportedDocument, kind: str) -> str:
    """Return the file name of the drafted plan: whose it is and for which year."""
    header = reading_of(document).header
    body = _BODY.sub("", header.issuing_body or "").strip() or Path(document.name).stem
    year = header.subject_year or header.assessed_year
    parts = ("Ke-hoach-khac-phuc", *body.split(), *([str(year)] if year else []))
    return safe_name(f"{'-'.join(parts)}.{kind}")
