"""Reads of meetings."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.permissions import readable_by
from namro.apps.people.models import User


def meetings_for(user: User) -> QuerySet[Meeting]:
    """The meetings that the person may read, newest first, with `concluded` conclusions, `tasks` of them tasks."""
    counted = Meeting.objects.filter(readable_by(user)).annotate(
        concluded=Count("conclusions"), tasks=Count("conclusions", filter=Q(conclusions__task__isnull=False))
    )
    return counted.select_related("unit", "chair", "secretary", "previous", "plan").order_by("-starts_at", "-id")


def before(unit: int, at: datetime | None) -> QuerySet[Meeting]:
    """The unit's meetings before a time, the last one first."""
    rows = Meeting.objects.filter(unit=unit).order_by("-starts_at", "-id")
    return rows.filter(starts_at__lt=at) if at else rows


def conclusions_in(meeting: Meeting) -> QuerySet[Conclusion]:
    """The conclusions in order, with who owes them and the task they became."""
    owners = ("owner_user", "owner_position", "owner_group", "task__plan")
    return meeting.conclusions.select_related(*owners).order_by("place", "id")
