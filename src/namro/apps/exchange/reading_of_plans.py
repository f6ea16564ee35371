"""The reading of the document from which a plan was made, for the plan's targets."""

from __future__ import annotations

from namro.apps.exchange.corrected import corrected_document
from namro.apps.exchange.models import ImportedDocument
from namro.core.printed import Reading


def reading_of_code(code: str) -> Reading | None:
    """Return the reading of a document with its corrections, by the document's code; None where it is gone."""
    document = ImportedDocument.objects.filter(code=code).first()
    return corrected_document(document).reading if document else None
