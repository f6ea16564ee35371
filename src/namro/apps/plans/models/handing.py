"""Tasks of an upper level's plan that were given to units below."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Unit
from namro.apps.plans.models.task import Task


class Handing(models.Model):
    """A task of an upper plan given to one unit. The unit's coordinator takes it into a plan of the unit (`made`), or
    sends it back with a reason. `upper` stays as it is whatever becomes of the unit's plan.
    """

    class State(models.TextChoices):
        """What the unit said."""

        GIVEN = "given", _("Chưa nhận")
        TAKEN = "taken", _("Đã nhận")
        RETURNED = "returned", _("Gửi trả")

    upper = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="handings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=State.choices, default=State.GIVEN)
    due = models.DateField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    made = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="from_above")
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upper", "unit"], name="given_once_to_a_unit"),
            models.CheckConstraint(
                condition=Q(state="taken", made__isnull=False) | (~Q(state="taken") & Q(made__isnull=True)),
                name="a_task_where_it_was_taken",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(answer=""), name="returned_with_a_reason"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        return f"{self.upper_id} → {self.unit_id}"
