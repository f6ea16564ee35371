"""The sample that an address names, if the person may see its list."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.people.requests import signed_in
from namro.apps.surveys.models import Draw, Survey
from namro.apps.surveys.sample_permissions import check_list


def find_listed(request: HttpRequest, code: str) -> Survey:
    """Return the survey. Raises Http404, and PermissionDenied when its list is not the person's to see."""
    found = get_object_or_404(Survey.objects.select_related("instrument", "conductor"), code=code, kind="sample")
    check_list(signed_in(request), found)
    return found


def find_draw(survey: Survey) -> Draw:
    """Return the draw that counts. Raises Http404 where nothing was drawn."""
    return get_object_or_404(survey.draws.select_related("frame", "survey"), current=True)
