"""Bonus items to win and penalties to avoid, as parts of a plan."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Owned, owned_by_its_kind
from namro.apps.plans.models.plan import Plan
from namro.core.improvement.extra_points import EXTRA_WORDS, Extra, Limit, Measure

_KINDS = [(kind.value, EXTRA_WORDS[kind]) for kind in Extra]


class ExtraItem(Owned):
    """A bonus or a penalty: its condition in words, the parts of it that the work itself can tell, points, whose it is.

    `limits` are lists of (measure, op, value as text); `of_above`: only tasks that were given from above are counted.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="extras")
    kind = models.CharField(_("Loại"), max_length=16, choices=_KINDS)
    text = models.CharField(_("Điều kiện"), max_length=1000)
    points = models.DecimalField(_("Điểm"), max_digits=6, decimal_places=3)
    limits = models.JSONField(default=list)
    of_above = models.BooleanField(default=True)
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [owned_by_its_kind("one_owner_of_an_extra_item")]
        indexes: ClassVar = [models.Index(fields=["plan", "id"])]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def parts(self) -> tuple[Limit, ...]:
        """The parts of the condition as values of the core."""
        return tuple(Limit(Measure(measure), op, Decimal(value)) for measure, op, value in self.limits)
