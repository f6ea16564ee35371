"""Counts kept by unit and days, and the scores of the national portal as they were brought in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.people.models import Unit

CODE_LENGTH = 60


class KeptCounts(models.Model):
    """What a unit's dossiers add up to in the days first to last, as known at the end of `until`.

    It goes away when dossiers of the unit change; of days that are not over it is as old as `until` says.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    first = models.DateField()
    last = models.DateField()
    until = models.DateField()
    #: Numerator and denominator by metric; {} where no dossier is in the days.
    counts = models.JSONField(default=dict)
    #: Figures that parts of indicators ask for, by name.
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "first", "last"], name="counts_of_days_once"),
            models.CheckConstraint(condition=Q(until__lte=models.F("last")), name="counts_known_by_their_end"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first}–{self.last}"


class PortalScore(models.Model):
    """What the portal showed of a metric or a group on a day; nothing is rewritten, the newest counts.

    A row without any figure takes back what stood. `edition` is the index's at the day, "" for one before those known.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: 2026, 2026-Q3, 2026-10.
    period = models.CharField(max_length=7)
    code = models.CharField(max_length=CODE_LENGTH)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    score = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    #: When the portal showed it.
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "period", "as_of"], name="portal_scores_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} {self.code}"
