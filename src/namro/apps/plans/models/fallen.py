"""Running values below last year's, or worse than the value of before: what the board shows without computing it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from namro.apps.plans.models.plan import Plan
from namro.apps.plans.models.target import Target


class FallenValue(models.Model):
    """A value of a running plan that is worse than last year's, as it was found at `found_at`.

    Rows are a copy of what targets and facts say (`apps.plans.falling`), made again whenever these change.
    `key` is that of the target or the criterion; `owner` is who answers for it, in words.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="fallen")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=500)
    last = models.DecimalField(max_digits=16, decimal_places=4)
    now = models.DecimalField(max_digits=16, decimal_places=4)
    unit = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=300, blank=True)
    place = models.PositiveIntegerField()
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "key"], name="a_value_fell_once_in_a_plan")]
        indexes: ClassVar = [models.Index(fields=["plan", "place"])]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.key}"
