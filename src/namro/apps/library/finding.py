"""The evidence that an address names, if the person may read it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.permissions import readable_by
from namro.apps.people.requests import signed_in


def find_evidence(request: HttpRequest, code: str) -> Evidence:
    """Return the evidence. Raises Http404, as for a code that does not exist."""
    rows = Evidence.objects.filter(readable_by(signed_in(request))).select_related("unit", "made_by", "removed_by")
    return get_object_or_404(rows, code=code)


def find_file(request: HttpRequest, code: str, version: int) -> EvidenceFile:
    """Return one version with its file; a link without picture has none. Raises Http404."""
    rows = EvidenceFile.objects.filter(readable_by(signed_in(request), "evidence__")).exclude(sha256="")
    return get_object_or_404(rows.select_related("evidence"), evidence__code=code, version=version)
