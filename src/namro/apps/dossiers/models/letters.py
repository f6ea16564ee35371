"""Letters about dossiers: what is prepared, for which day, and whether it was sent or is needed no more."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.moments import MomentField
from namro.apps.dossiers.models.rows import Dossier
from namro.apps.people.models import Unit


class LetterKind(models.TextChoices):
    """To whom, and why."""

    AGENCY = "agency", _("Văn bản gửi cơ quan đang giữ hồ sơ")
    APOLOGY = "apology", _("Phiếu xin lỗi, hẹn lại")
    CITIZEN = "citizen", _("Thông báo trễ hẹn gửi người dân")


class LetterState(models.TextChoices):
    """How far it is."""

    PREPARED = "prepared", _("Đã lập, chưa gửi")
    SENT = "sent", _("Đã gửi")
    WITHDRAWN = "withdrawn", _("Đã rút")


class DossierLetter(models.Model):
    """A letter about one dossier. No applicant stands here: name and address are filled by hand on paper."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="letters")
    #: Who issues it: the unit that handles the dossier.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=LetterKind.choices)
    #: The day for which it is prepared, and the date of return that it names.
    on = models.DateField()
    due = models.DateField()
    #: Where the dossier lies, at which step of which time; "" with the unit itself.
    holder = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=200, blank=True)
    step_began = MomentField(null=True)
    step_due = MomentField(null=True)
    days_left = models.PositiveSmallIntegerField(default=0)
    days_late = models.PositiveSmallIntegerField(default=0)
    new_due = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=LetterState.choices, default=LetterState.PREPARED)
    #: Who made it; nobody: the night did.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    number = models.CharField(max_length=60, blank=True)
    day = models.DateField(null=True)
    #: Why it was withdrawn.
    why = models.CharField(max_length=300, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "kind", "on"], name="one_letter_of_a_kind_a_day"),
            models.CheckConstraint(
                condition=~Q(state="sent") | (~Q(number="") & Q(day__isnull=False)), name="what_was_sent_has_its_number"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-on", "-id"], name="letters_of_unit"),
            models.Index(fields=["unit"], condition=Q(state="prepared"), name="letters_prepared"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
