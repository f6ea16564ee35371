"""What appraisers say of a line, and what the lines of a sheet add up to in each layer."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.models import Unit
from namro.core.assessment import opinions


class Opinion(models.Model):
    """One person's word on a line in one appraisal: appended, never rewritten; a newer one of the same person replaces.

    Neither points nor `not_applicable`: a question to the others. `settles`: said by whoever runs the round.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="opinions", db_index=False)
    layer = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The department (or the council's unit) for which it was said.
    department = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    points_nano = models.BigIntegerField(null=True)
    not_applicable = models.BooleanField(default=False)
    cause = models.CharField(max_length=32, blank=True)
    reason = models.TextField(blank=True)
    request = models.TextField(blank=True)
    settles = models.BooleanField(default=False)
    replaced = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "layer", "by"], condition=Q(replaced=False), name="one_standing_opinion_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(points_nano__isnull=True), name="an_opinion_has_points_or_none"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["line", "layer"], name="opinions_of_a_line")]

    def __str__(self) -> str:
        return f"{self.line_id} {self.layer}: {self.points_nano}"

    @property
    def value(self) -> opinions.Value | None:
        """The points, or that it does not apply; None: a question."""
        if self.not_applicable:
            return opinions.Value(None)
        return None if self.points_nano is None else opinions.Value(Decimal(self.points_nano).scaleb(-9))

    @property
    def said(self) -> opinions.Opinion:
        """As the core reads it."""
        value = self.value
        verdict = None if value is None else opinions.Verdict(value, self.cause, self.reason, self.request)
        return opinions.Opinion(self.by_id, verdict, self.settles)


class Tally(models.Model):
    """What a sheet's lines add up to in a layer: appraised or final. Rewritten with every change of a line.

    Points in units of 1e-9. `undecided` counts the criteria that still wait; those stand in the sum with the value of
    the layer before. `domains` and `sources` are points by top-level node, and by source of the leaf.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    layer = models.CharField(max_length=16)
    total_nano = models.BigIntegerField()
    percent_nano = models.BigIntegerField(null=True)
    band = models.CharField(max_length=120, blank=True)
    band_why = models.CharField(max_length=1000, blank=True)
    not_ranked = models.CharField(max_length=1000, blank=True)
    bonus_nano = models.BigIntegerField(default=0)
    penalty_nano = models.BigIntegerField(default=0)
    domains = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    undecided = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "layer"], name="one_tally_of_a_layer"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.layer}: {self.total_nano}"

    @property
    def total(self) -> Decimal:
        """The total, settled to 9 decimals."""
        return Decimal(self.total_nano).scaleb(-9)
