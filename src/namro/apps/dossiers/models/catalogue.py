"""Administrative procedures, each edition with its days, and where a unit has posted them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.rows import PROCEDURE_LENGTH, UNIT_WORD
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit


class OnlineLevel(models.TextChoices):
    """How far a procedure can be done online."""

    NONE = "", _("Chưa trực tuyến")
    PART = "part", _("Một phần")
    FULL = "full", _("Toàn trình")


class Level(models.TextChoices):
    """Who settles it."""

    COMMUNE = "commune", _("Cấp xã")
    PROVINCE = "province", _("Cấp tỉnh")
    ALL = "all", _("Nhiều cấp")


class Procedure(models.Model):
    """A procedure from a day on; a later act makes a new edition, what was accepted before keeps the old one."""

    code = models.CharField(max_length=PROCEDURE_LENGTH)
    name = models.CharField(max_length=400)
    field = models.CharField(max_length=160, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.COMMUNE)
    #: In the unit of the act, never converted (rule T3); none for what has no limit.
    amount = models.FloatField(null=True)
    time_unit = models.CharField(max_length=UNIT_WORD, blank=True)
    components = models.TextField(blank=True)
    fee = models.BigIntegerField(null=True)
    fee_words = models.CharField(max_length=300, blank=True)
    online = models.CharField(max_length=4, choices=OnlineLevel.choices, blank=True)
    returns_document = models.BooleanField(default=True)
    act = models.CharField(max_length=160, blank=True)
    act_day = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    folded = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "since"], name="one_procedure_from_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(until=None), name="one_open_procedure"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="procedure_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Posting(models.Model):
    """A procedure posted at a unit's place, with the day and what shows it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160)
    day = models.DateField()
    #: An address or the name of the picture that shows it.
    proof = models.CharField(max_length=500, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "procedure", "place"], name="posted_at_a_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.place}"
