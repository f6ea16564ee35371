"""Computed results."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models

from namro.apps.people.models import Unit


class Score(models.Model):
    """The result of a unit in a year under an edition (its SHA-256): settled values in units of 1e-9, exact.

    `lines` are the points, state and sentence of every node and item (`bridge`); `digest` stands for the facts read.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=64)
    total_nano = models.BigIntegerField()
    percent_nano = models.BigIntegerField(null=True)
    band = models.CharField(max_length=120, blank=True)
    band_why = models.CharField(max_length=1000, blank=True)
    not_ranked = models.CharField(max_length=1000, blank=True)
    lines = models.JSONField()
    digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "edition"], name="one_score"),
        ]
        indexes: ClassVar = [models.Index(fields=["year", "edition", "percent_nano"], name="score_pool")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.total}"

    @property
    def total(self) -> Decimal:
        """The total, settled to 9 decimals."""
        return Decimal(self.total_nano).scaleb(-9)

    @property
    def percent(self) -> Decimal | None:
        """The percentage, settled to 9 decimals; None when nothing is left to divide by."""
        return None if self.percent_nano is None else Decimal(self.percent_nano).scaleb(-9)
