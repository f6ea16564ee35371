"""The edition that a sheet should go on with, and what a change of edition left to decide."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from namro.apps.assessments.models import Assessment, Carried
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


def with_news(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Add what `news_of` tells of a sheet, so that its page asks nothing more."""
    fits = Q(last_year=None) | Q(last_year__gte=OuterRef("year"))
    newest = Edition.objects.filter(
        fits, status=Edition.Status.PUBLISHED, level=OuterRef("edition__level"), first_year__lte=OuterRef("year")
    ).order_by("-edition", "-published_at", "-pk")
    waits = Carried.objects.filter(assessment=OuterRef("pk"), decided_at=None).order_by()
    return rows.annotate(
        newest_id=Subquery(newest.values("pk")[:1]),
        newest_day=Subquery(newest.values("edition")[:1]),
        to_decide=Coalesce(Subquery(waits.values("assessment").annotate(n=Count("pk")).values("n")), 0),
    )


def news_of(sheet: Assessment) -> tuple[bool, int]:
    """Whether a newer edition waits for a sheet that `with_news` found, and how many lines wait for a decision."""
    found = vars(sheet)
    if sheet.state not in OPEN:
        return False, found["to_decide"]
    if sheet.round is not None:
        return sheet.round.edition_id != sheet.edition_id, found["to_decide"]
    newest, day = found["newest_id"], found["newest_day"]
    later = day is not None and (sheet.provisional or day > sheet.edition.edition)
    return newest not in (None, sheet.edition_id) and later, found["to_decide"]


def left_to_decide(sheet: Assessment) -> int:
    """Return how many lines wait for a decision; one query."""
    return sheet.carried.filter(decided_at=None).count()
