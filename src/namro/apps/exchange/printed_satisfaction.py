"""Documents of a person that print results of satisfaction, for the page of published results."""

from __future__ import annotations

from collections.abc import Sequence

from namro.apps.exchange.corrected import corrected_document
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.permissions import can_read, readable_by
from namro.apps.people.models import User
from namro.apps.surveys.from_documents import INDEX, Printed
from namro.core.printed import Reading
from namro.core.printed.plain import from_plain

#: So many documents, the newest, are looked through.
_LOOKED_AT = 30


def documents_with_results(user: User, code: str) -> Sequence[Printed]:
    """Return a document with its corrections by its code, else the newest that print results, as they were read."""
    if code:
        document = ImportedDocument.objects.filter(code=code).first()
        if document is None or not can_read(user, document):
            return ()
        return (Printed(document.code, document.title or document.name, corrected_document(document).reading),)
    rows = ImportedDocument.objects.filter(readable_by(user)).order_by("-uploaded_at", "-id")
    found = rows.values_list("code", "title", "name", "reading__index_results")[:_LOOKED_AT]
    return [
        Printed(key, title or name, _reading(key, results))
        for key, title, name, results in found
        if any(one.get("index") == INDEX for one in results or ())
    ]


def _reading(code: str, results: object) -> Reading:
    return from_plain({"doc_id": code, "header": {}, "index_results": results})
