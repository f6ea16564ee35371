"""The edition that an address names, if the person may see it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.queries import day_in, editions_for
from namro.apps.people.requests import signed_in


def find_edition(request: HttpRequest, framework: str, day: str) -> Edition:
    """Return the edition, its text not fetched. Raises Http404, also for a draft that others work on."""
    return get_object_or_404(editions_for(signed_in(request)), framework=framework, edition=day_in(day))
