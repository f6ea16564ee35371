"""What people decided about forms and about words of citizens, and the result as it was published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from namro.apps.surveys.models.answers import Submission
from namro.apps.surveys.models.setup import Survey


class FormDecision(models.Model):
    """Somebody decided whether a form counts: appended, the last one stands over what the rules say."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="decisions")
    key = models.CharField(max_length=40)
    counts = models.BooleanField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["survey", "key", "id"], name="decisions_of_forms")]

    def __str__(self) -> str:
        return f"{self.key} {self.counts}"


class Quote(models.Model):
    """Words of a citizen that somebody looked at: as they may be shown, of which item they speak, whether they are.

    `text` has no personal data any more: what the rules masked, corrected by who looked. `item` is "" where the words
    are about nothing that was asked.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="quotes")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=64)
    item = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    shown = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "question"], name="words_are_looked_at_once"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SurveyResult(models.Model):
    """The result of a survey as it was published (`core.survey.outcome.Outcome` as plain data): never changed."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="result")
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.survey_id} {self.at:%Y-%m-%d}"
