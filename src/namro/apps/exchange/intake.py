"""Reading a file and keeping what was read: first all of the reading, then all of the keeping, so that nothing is half.

Both ways in use it: a file at hand (`actions.import_file`) and one that was handed in on the site (`jobs`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from namro import __version__
from namro.apps.exchange.bridge import plain_source
from namro.apps.exchange.matters import matters
from namro.apps.exchange.models import ImportedDocument
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.core.improvement import report
from namro.core.printed.plain import to_plain
from namro.documents.reading import read_document
from namro.documents.recognition import recognise


@dataclass(frozen=True, slots=True)
class Content:
    """A file by what is in it, with the name that its owner gave it."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file; `fresh` is False when the same content had been read before for the same person."""

    document: ImportedDocument
    fresh: bool


def already_read(user: User, sha256: str) -> ImportedDocument | None:
    """Return the person's document with this content unless it has to be read (again).

    The same content read by the same version of the program is not read again, and neither is what people have
    corrected, decided or confirmed: their work belongs to that reading.
    """
    return next(filter(_is_settled, ImportedDocument.objects.filter(uploaded_by=user, sha256=sha256)), None)


def read(path: Path, *, name: str, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Return the columns of a document that come from reading it. Raises UnreadableDocument."""
    source = replace(read_document(path, progress=progress), name=name)
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


@transaction.atomic
def save(user: User, content: Content, values: dict[str, Any], *, handed_in: datetime, at: datetime) -> Imported:
    """Write the document that was read, new or again, and record it. Its file must be kept already.

    A document that somebody corrected or confirmed while it was read again stays as they left it.
    """
    mine = ImportedDocument.objects.select_for_update().filter(uploaded_by=user, sha256=content.sha256)
    settled = next(filter(_is_settled, mine), None)
    if settled:
        return Imported(settled, fresh=False)
    document, made = mine.update_or_create(
        uploaded_by=user,
        sha256=content.sha256,
        defaults=values,
        create_defaults={**values, "uploaded_at": handed_in, "name": content.name, "size": content.size},
    )
    act = AuditEntry.Act.DOCUMENT_IMPORTED if made else AuditEntry.Act.DOCUMENT_READ_AGAIN
    record(user, act, at=at, subject=document.code, note=document.name)
    return Imported(document, fresh=True)


def _is_settled(document: ImportedDocument) -> bool:
    worked_on = document.version or document.confirmed_at or document.dispositions.exists()
    return bool(document.reader_version == __version__ or worked_on)
