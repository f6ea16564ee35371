"""Publications: one dated act with everything it rests on, and the results as it published them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.assessments.models import Assessment, Round
from namro.apps.library.codes import CODE_LENGTH, new_code


class Publication(models.Model):
    """An act that publishes the results of a round, or corrects them (`number` 2 and on): never changed.

    `snapshot` is the gzip of the canonical JSON from which the results can be computed again, `sha256` that of the
    JSON. `head_seq` and `head_chain` are the head of the audit record when it was published.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="publications", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    #: The deciding act as it is printed: "214/QĐ-UBND", its day, who signs.
    act_number = models.CharField(max_length=60)
    act_date = models.DateField()
    signer_title = models.CharField(max_length=120, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    #: Why results were corrected; empty for the first act.
    reason = models.CharField(max_length=2000, blank=True)
    snapshot = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    head_seq = models.PositiveBigIntegerField(null=True)
    head_chain = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="publications_of_a_round_are_numbered"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.act_number} ({self.number})"


class PublishedResult(models.Model):
    """One unit's result as an act published it: settled values in units of 1e-9, ranks as they were printed.

    `rank` None: not ranked. `rank_low`, `rank_high`: 5 % and 95 % of the simulated ranks. `bands` are the shares of
    runs in each band, by its name. `domains`: points by top-level node; `sources`: points by source of the leaf.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="results", db_index=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="published")
    #: Name of the pool in which it is ranked, and of the unit as it was called then.
    pool = models.CharField(max_length=120, blank=True)
    unit_name = models.CharField(max_length=200)
    total_nano = models.BigIntegerField(null=True)
    percent_nano = models.BigIntegerField(null=True)
    band = models.CharField(max_length=120, blank=True)
    band_why = models.CharField(max_length=1000, blank=True)
    #: Why it is not ranked, or was not appraised.
    not_ranked = models.CharField(max_length=1000, blank=True)
    rank = models.PositiveIntegerField(null=True)
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    bonus_nano = models.BigIntegerField(default=0)
    penalty_nano = models.BigIntegerField(default=0)
    domains = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    bands = models.JSONField(default=dict)
    #: Units (ids of their sheets) of the same pool that cannot be told apart from it.
    alike = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "assessment"], name="one_result_of_a_unit_in_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}: {self.total_nano}"

    @property
    def total(self) -> Decimal | None:
        """The total, settled to 9 decimals; None where the unit was not appraised."""
        return None if self.total_nano is None else Decimal(self.total_nano).scaleb(-9)
