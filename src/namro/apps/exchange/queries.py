"""Questions to the database about documents."""

from __future__ import annotations

from django.db.models import QuerySet

from namro.apps.exchange.models import CorrectionEntry, DispositionEntry, ImportedDocument, ImportJob
from namro.apps.exchange.permissions import readable_by
from namro.apps.people.models import User

#: The list of documents shows this many of the person's files that are still to be read.
JOBS_SHOWN = 20


def documents_for(user: User) -> QuerySet[ImportedDocument]:
    """The documents that the person may read, newest first, without what was read in them."""
    rows = ImportedDocument.objects.select_related("uploaded_by", "confirmed_by").defer("reading", "source")
    return rows.filter(readable_by(user)).order_by("-uploaded_at", "-id")


def jobs_of(user: User) -> list[ImportJob]:
    """The person's own files that are not read yet or could not be read, newest first, as many as a list shows."""
    rows = ImportJob.objects.filter(by=user).exclude(state=ImportJob.State.DONE)
    return list(rows.order_by("-at", "-id")[:JOBS_SHOWN])


def jobs_before(job: ImportJob) -> int:
    """How many files of everybody are read before this one."""
    return ImportJob.objects.filter(state__in=ImportJob.OPEN, pk__lt=job.pk).count()


def entries_of(document: ImportedDocument) -> list[CorrectionEntry]:
    """Everything that people corrected in the document, oldest first, with who did it."""
    return list(document.corrections.select_related("by").order_by("seq"))


def decisions_of(document: ImportedDocument) -> list[DispositionEntry]:
    """Everything that people decided about the document's lost points, oldest first, with who did it."""
    return list(document.dispositions.select_related("by").order_by("seq"))
