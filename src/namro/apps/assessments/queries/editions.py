"""The edition that a sheet should go on with, and what a change of edition left to decide."""

from __future__ import annotations

from django.db.models import Q

from namro.apps.assessments.models import Assessment
from namro.apps.frameworks.models import Edition
from namro.core.assessment.stages import OPEN


def newer_edition(sheet: Assessment) -> Edition | None:
    """Return the published edition of the sheet's year that came after the sheet's own; one query, None for none.

    A sheet in a round goes with the round's edition.
    """
    if sheet.state not in OPEN:
        return None
    if sheet.round is not None:
        given = sheet.round.edition_id
        return None if given == sheet.edition_id else Edition.objects.defer("text").get(pk=given)
    rows = Edition.objects.filter(
        Q(last_year=None) | Q(last_year__gte=sheet.year),
        status=Edition.Status.PUBLISHED,
        level=sheet.edition.level,
        first_year__lte=sheet.year,
    )
    newest = rows.defer("text").order_by("-edition", "-published_at", "-pk").first()
    if newest is None or newest.pk == sheet.edition_id:
        return None
    return newest if newest.edition > sheet.edition.edition or sheet.provisional else None


def left_to_decide(sheet: Assessment) -> int:
    """Return how many lines wait for a decision; one query."""
    return sheet.carried.filter(decided_at=None).count()
