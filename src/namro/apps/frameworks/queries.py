"""Reads: editions that a person may see, without their texts."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from namro.apps.frameworks.models import Edition, EditionRows
from namro.apps.frameworks.permissions import readable_by
from namro.apps.people.models import User


def editions_for(user: User) -> EditionRows:
    """Return the editions that the person may read, sets in order of their ids, the newest edition first."""
    rows = Edition.objects.filter(readable_by(user)).select_related("uploaded_by", "published_by").defer("text")
    return rows.order_by("framework", "-edition")


def family_of(user: User, framework: str) -> list[Edition]:
    """Return the editions of one set that the person may read, the newest first."""
    return list(editions_for(user).filter(framework=framework))


def day_in(text: str) -> date:
    """Return the day that an address names. Raises Http404."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
