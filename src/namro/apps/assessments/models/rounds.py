"""Rounds: what an organiser sets for a year, the dates with their hours, pools, who appraises which domain."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.frameworks.models import Edition
from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.assessment.lateness import RULE_WORDS, LateRule
from namro.core.assessment.stages import STAGE_WORDS, Stage

NODE_LENGTH = 64


class Round(models.Model):
    """A round of assessment. Where `alone`, the organiser is the one unit judged and the result comes from outside.

    `late_rule` says what a day late is; after `late_days` days nothing is taken any more. The days are written as the
    fact `late_input`, from which the edition takes its points; empty: they are shown only.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    organiser = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Năm"))
    title = models.CharField(_("Tên kỳ đánh giá"), max_length=200)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("Bộ tiêu chí"))
    #: First and last day measured.
    measured_from = models.DateField(_("Đo từ ngày"))
    measured_to = models.DateField(_("Đo đến hết ngày"))
    alone = models.BooleanField(default=False)
    late_rule = models.CharField(
        _("Một ngày chậm là"),
        max_length=16,
        choices=[(rule.value, words) for rule, words in RULE_WORDS.items()],
        default=LateRule.STARTED_DAY,
    )
    late_days = models.PositiveSmallIntegerField(_("Nhận chậm nhất (ngày)"), default=2)
    #: What a day costs, for the sentence; the points themselves come from the edition by `late_input`.
    late_points = models.DecimalField(_("Điểm trừ mỗi ngày"), max_digits=6, decimal_places=3, default=Decimal(1))
    late_input = models.CharField(max_length=120, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(measured_to__gte=F("measured_from")), name="period_is_in_order"),
        ]
        indexes: ClassVar = [models.Index(fields=["-year", "-id"])]

    def __str__(self) -> str:
        return self.title


class Window(models.Model):
    """One stage of a round: from when to when; a stage that has no row is not held."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="windows", db_index=False)
    stage = models.CharField(max_length=16, choices=[(stage.value, words) for stage, words in STAGE_WORDS.items()])
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "stage"], name="one_window_of_a_stage"),
            models.CheckConstraint(condition=Q(closes_at__gte=F("opens_at")), name="window_is_in_order"),
            models.CheckConstraint(condition=Q(stage__in=[stage.value for stage in Stage]), name="stage_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.closes_at}"


class Pool(models.Model):
    """Units that are ranked among each other: communes apart from wards, say."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pools", db_index=False)
    name = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField(default=0, validators=[MinValueValidator(0)])

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "name"], name="one_pool_of_a_name")]

    def __str__(self) -> str:
        return self.name


class DomainAppraiser(models.Model):
    """Which department appraises a domain (or a part of it) of a round; the nearest node above a criterion counts."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="appraisers", db_index=False)
    node_id = models.CharField(max_length=NODE_LENGTH)
    department = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "node_id"], name="one_appraiser_of_a_node")]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.department_id}"
