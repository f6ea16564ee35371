"""Devices at the counter: each has an address of its own that staff opens once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.apps.surveys.models.setup import Survey


class Counter(models.Model):
    """A device at the counter; what is answered there speaks of the officer and the body that it stands before."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="counters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên thiết bị, quầy"), max_length=80)
    about_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    open = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "name"], name="one_counter_of_a_name")]

    def __str__(self) -> str:
        return self.name
