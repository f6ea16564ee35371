"""Targets of a plan, and the values that were told of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Owned, owned_by_its_kind
from namro.apps.plans.models.plan import Plan
from namro.core.improvement.target_standing import Measured
from namro.core.improvement.targets import OPS, WISH_WORDS, Goal, Wish

_WISHES = [(wish.value, WISH_WORDS[wish]) for wish in Wish]
_OPS = [(op, op) for op in OPS]


class Target(Owned):
    """A value to reach (`core.improvement.targets.Goal`), with the value of before and whose it is.

    `numerator` and `denominator` are inputs of the unit's facts (`apps.indicators`); with only the first it is a count.
    `indicator` in their place is one of `apps.indicators`, by its first way of counting.
    `survey` in their place is a factor of published results of satisfaction (`apps.surveys.published`).
    `base_n` and `base_margin` are of a survey; `before` is how the document words the result of before.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    place = models.PositiveIntegerField()
    name = models.CharField(_("Chỉ tiêu"), max_length=500)
    text = models.TextField(blank=True)
    #: The section of the document from which it was taken: it is not taken twice.
    section = models.CharField(max_length=64, blank=True)
    criterion = models.CharField(max_length=64, blank=True)
    numerator = models.CharField(max_length=120, blank=True)
    denominator = models.CharField(max_length=120, blank=True)
    indicator = models.CharField(max_length=64, blank=True)
    survey = models.CharField(max_length=80, blank=True)
    wish = models.CharField(max_length=16, choices=_WISHES, default=Wish.LEVEL)
    op = models.CharField(max_length=2, choices=_OPS, default=">=")
    amount = models.DecimalField(max_digits=16, decimal_places=4, default=0)
    unit = models.CharField(max_length=40, blank=True)
    base = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    base_year = models.PositiveSmallIntegerField(null=True)
    base_n = models.PositiveIntegerField(null=True)
    base_margin = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    base_source = models.CharField(max_length=300, blank=True)
    before = models.TextField(blank=True)
    by = models.DateField(null=True)
    by_text = models.CharField(max_length=64, blank=True)
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [owned_by_its_kind("one_owner_of_a_target")]
        indexes: ClassVar = [models.Index(fields=["plan", "place", "id"])]

    def __str__(self) -> str:
        return self.name[:80]

    @property
    def goal(self) -> Goal:
        """The core's value."""
        return Goal(wish=Wish(self.wish), op=self.op, amount=self.amount, unit=self.unit, base=self.base)

    @property
    def measured_before(self) -> Measured | None:
        """The value of before with its margin; None where it is not known."""
        return None if self.base is None else Measured(value=self.base, n=self.base_n, margin=self.base_margin)


class TargetValue(models.Model):
    """A value that somebody told of a target on a day: appended, never rewritten; the last one stands.

    Counts give the value where they are told: `numerator` of `denominator`. `expected` are how many more are to come.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="values")
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=4)
    numerator = models.PositiveBigIntegerField(null=True)
    denominator = models.PositiveBigIntegerField(null=True)
    expected = models.PositiveBigIntegerField(null=True)
    n = models.PositiveIntegerField(null=True)
    margin = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    source = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(denominator__isnull=False), name="counted_of_something"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["target", "-on", "-id"])]

    def __str__(self) -> str:
        return f"{self.target_id} {self.on}: {self.value}"

    @property
    def measured(self) -> Measured:
        """The core's value."""
        return Measured(value=self.value, n=self.n, margin=self.margin)
