"""What a person brought for a sheet and has not looked at yet."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.people.requests import signed_in


def find_incoming(request: HttpRequest, sheet: Assessment, key: str, kind: Incoming.Kind) -> Incoming:
    """Return what the person handed in for the sheet. Raises Http404 for anybody else's."""
    return get_object_or_404(Incoming, code=key, assessment=sheet, by=signed_in(request), kind=kind)
