"""What a unit says of dossiers that hang open in the system, and what its paper book or queue machine counted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.moments import MomentField
from namro.apps.dossiers.models.rows import Dossier
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit


class Answer(models.TextChoices):
    """What is true of a dossier that the system shows open."""

    RETURNED = "returned", _("Đã trả, hệ thống chưa ghi")
    WITHDRAWN = "withdrawn", _("Công dân đã rút")
    CANCELLED = "cancelled", _("Hồ sơ nhập trùng, đã hủy")
    RUNNING = "running", _("Đang giải quyết thật")


class OpenAnswer(models.Model):
    """An answer of the weekly list; one that says it is over needs the day and what shows it. The newest counts."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    #: When it really ended.
    ended_at = MomentField(null=True)
    #: Page and line of the paper book, number of the slip.
    proof = models.CharField(max_length=300, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: The answer that counts; earlier ones stay.
    current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(current=True), name="one_answer_counts"),
            models.CheckConstraint(
                condition=Q(answer="running") | (Q(ended_at__isnull=False) & ~Q(proof="")),
                name="an_end_has_its_day_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.answer}"


class BookCount(models.Model):
    """How many dossiers the paper book or the queue machine counted on a day in a field."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    field = models.CharField(max_length=160, blank=True)
    received = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "day", "field"], name="one_count_of_a_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.received}"
