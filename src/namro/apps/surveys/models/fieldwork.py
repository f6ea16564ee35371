"""Fieldwork: visits, paper forms typed twice, planned numbers, re-checks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.surveys.models.answers import AccessCode, Channel
from namro.apps.surveys.models.sampling import Draw, SampleRow
from namro.apps.surveys.models.setup import Survey
from namro.core.survey.fieldwork import Outcome


class Visit(models.Model):
    """An attempt to reach somebody, with what came of it. An answer is never typed here: the form itself shows it."""

    OUTCOMES: ClassVar = [
        (Outcome.LATER.value, _("Hẹn lại")),
        (Outcome.ABSENT.value, _("Không gặp")),
        (Outcome.REFUSED.value, _("Từ chối")),
        (Outcome.UNABLE.value, _("Không trả lời được (ốm, già yếu)")),
        (Outcome.MOVED.value, _("Đã chuyển đi")),
        (Outcome.UNKNOWN.value, _("Không có người, địa chỉ này")),
        (Outcome.INELIGIBLE.value, _("Không thuộc diện hỏi")),
    ]

    row = models.ForeignKey(SampleRow, on_delete=models.CASCADE, related_name="visits")
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.row_id} {self.outcome}"


class Typing(models.Model):
    """A paper form as one person typed it: the first, the second, or the settled one."""

    FIRST, SECOND, SETTLED = 1, 2, 3

    code = models.ForeignKey(AccessCode, on_delete=models.CASCADE, related_name="typings")
    nth = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    #: Items typed differently; only of the second.
    differs = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "nth"], name="a_form_is_typed_twice"),
            models.CheckConstraint(condition=Q(nth__in=(1, 2, 3)), name="first_second_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} {self.nth}"


class Quota(models.Model):
    """How many forms are planned of a way of answering."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="quotas")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    wanted = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "channel"], name="one_plan_of_a_channel")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.channel} {self.wanted}"


class Recheck(models.Model):
    """Forms drawn to be asked about again by somebody else, with the items that are compared."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="rechecks")
    seed = models.CharField(max_length=120)
    items = models.JSONField()
    #: What came of it, kept when it is forgotten who gave which answers.
    counts = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.draw_id} {self.seed}"


class RecheckRow(models.Model):
    """One of them: whether the person was reached, says to have been asked, and what the answers are now."""

    recheck = models.ForeignKey(Recheck, on_delete=models.CASCADE, related_name="rows")
    row = models.ForeignKey(SampleRow, on_delete=models.CASCADE, related_name="rechecks")
    reached = models.BooleanField(null=True)
    confirmed = models.BooleanField(null=True)
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["recheck", "row"], name="rechecked_once")]

    def __str__(self) -> str:
        return f"{self.recheck_id} {self.row_id}"
