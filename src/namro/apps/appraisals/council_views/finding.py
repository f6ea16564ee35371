"""The round, sitting and motion that an address names, for those who act for the council."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.appraisals.chairing import check_chair
from namro.apps.appraisals.models import Motion, Sitting
from namro.apps.appraisals.queries.council import motions_in
from namro.apps.assessments.models import Round
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.people.requests import signed_in


def find_chaired(request: HttpRequest, key: str) -> Round:
    """Return the round. Raises Http404, PermissionDenied for everybody who does not act for its council."""
    made = find_round(request, key)
    check_chair(signed_in(request), made)
    return made


def find_sitting(request: HttpRequest, key: str, code: str) -> Sitting:
    """Return the sitting of a round. Raises Http404, PermissionDenied."""
    made = find_chaired(request, key)
    sitting = get_object_or_404(Sitting, round=made, code=code)
    sitting.round = made
    return sitting


def find_motion(request: HttpRequest, key: str, code: str, *, number: int) -> Motion:
    """Return a motion of a sitting. Raises Http404, PermissionDenied."""
    sitting = find_sitting(request, key, code)
    motion = get_object_or_404(motions_in(sitting), number=number)
    motion.sitting = sitting
    return motion


def version_in(request: HttpRequest) -> int:
    """Return the version that the sent form had before its eyes; −1 fits nothing."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
