"""The document or job that an address names, if the person may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.exchange.models import ImportedDocument, ImportJob
from namro.apps.exchange.permissions import can_read
from namro.apps.people.requests import signed_in


def find_document(request: HttpRequest, code: str) -> ImportedDocument:
    """Return the document. Raises Http404."""
    rows = ImportedDocument.objects.select_related("uploaded_by", "confirmed_by")
    document = get_object_or_404(rows, code=code)
    if not can_read(signed_in(request), document):
        raise Http404  # as for a code that does not exist: what others imported is not told
    return document


def find_job(request: HttpRequest, code: str) -> ImportJob:
    """Return the job, which is its owner's alone: nobody else sees what has not been read yet. Raises Http404."""
    rows = ImportJob.objects.select_related("document").filter(by=signed_in(request))
    return get_object_or_404(rows, code=code)
