"""Fields about applicants that an administrator has turned on, with purpose and term, and the values kept under them.

By default there is none. What one may keep is this list; who turned it on, why and until when stands in the row.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.imports import DossierImport
from namro.apps.dossiers.models.rows import CODE_LENGTH, Dossier

VALUE_LENGTH, PURPOSE_LENGTH = 200, 400


class Personal(models.TextChoices):
    """What can be kept of an applicant."""

    NAME = "applicant_name", _("Họ tên người nộp")
    NUMBER = "applicant_number", _("Số định danh người nộp")
    PHONE = "applicant_phone", _("Số điện thoại người nộp")
    ADDRESS = "applicant_address", _("Địa chỉ người nộp")


class PersonalField(models.Model):
    """A field that was turned on; off, it stays as what was."""

    field = models.CharField(max_length=20, choices=Personal.choices)
    purpose = models.CharField(max_length=PURPOSE_LENGTH)
    #: Days for which a value stays after it came in.
    days = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["field"], condition=Q(ended_at=None), name="a_field_is_on_once"),
            models.CheckConstraint(condition=~Q(purpose="") & Q(days__gte=1), name="a_field_has_purpose_with_term"),
        ]

    def __str__(self) -> str:
        return str(self.get_field_display())


class PersonalValue(models.Model):
    """A value; the night erases it after `until`."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+", db_index=False)
    kept_as = models.ForeignKey(PersonalField, on_delete=models.PROTECT, related_name="values")
    value = models.CharField(max_length=VALUE_LENGTH)
    until = models.DateField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "kept_as"], name="one_value_of_a_field")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kept_as_id}"


class StagedPersonal(models.Model):
    """A value of a file that is not written yet."""

    job = models.ForeignKey(DossierImport, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=CODE_LENGTH)
    kept_as = models.ForeignKey(PersonalField, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.CharField(max_length=VALUE_LENGTH)

    def __str__(self) -> str:
        return f"{self.job_id} {self.code}"
