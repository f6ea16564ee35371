"""What a unit is called elsewhere, and who appraises it: relations that hold for a time.

A change ends one row and begins another; only a change of its own first day corrects a row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models.organisation import Timed, Unit


class CodeSystem(models.TextChoices):
    """Who gives official codes; which codes there are is told by `official_codes.yaml`."""

    ADMINISTRATIVE = "administrative", _("Mã hành chính")
    EXCHANGE = "exchange", _("Mã định danh")


class OfficialCode(Timed):
    """The code of a unit in a system during a time.

    On one day a code is one unit's: a new commune often gets the code of one of those it was made of. The database
    holds that for open rows, `actions.codes` for the others.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="official_codes")
    system = models.CharField(max_length=16, choices=CodeSystem.choices)
    code = models.CharField(max_length=40)

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "system"], condition=Q(until__isnull=True), name="one_open_code_of_a_system"
            ),
            models.UniqueConstraint(
                fields=["system", "code"], condition=Q(until__isnull=True), name="one_unit_of_an_open_code"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["code"])]

    def __str__(self) -> str:
        return self.code


class Oversight(Timed):
    """Who appraises a unit during a time: a district before 1 July 2025, the province since."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="overseen")
    appraiser = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="oversees")

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(fields=["unit"], condition=Q(until__isnull=True), name="one_open_appraiser"),
            models.CheckConstraint(condition=~Q(unit=F("appraiser")), name="nobody_appraises_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ← {self.appraiser_id}"


class UnitListUpload(models.Model):
    """A list of units that was read without fault and waits for its word; nothing of it is written yet.

    `rows` are what the file says, not what it will do: that is worked out anew whenever it is looked at.
    """

    name = models.CharField(max_length=200)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows = models.JSONField()

    def __str__(self) -> str:
        return self.name
