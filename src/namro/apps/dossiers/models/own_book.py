"""Units without a system of dossiers that keep them in a simple book here."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.people.models import Unit


class OwnBook(models.Model):
    """A unit's book, open from a moment on; off by default. Its dossiers bear the numbers of the paper book."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    #: Why the unit has no system.
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit"], condition=Q(closed_at=None), name="one_open_book_of_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.at:%d/%m/%Y}"
