"""The letterhead of a unit during a time, and who signs its papers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Position, Unit
from namro.apps.people.models.organisation import Timed
from namro.documents.writing.capacities import CAPACITY_WORDS, Capacity

CAPACITIES = [(capacity.value, CAPACITY_WORDS[capacity]) for capacity in Capacity]


class Letterhead(Timed):
    """What stands around a unit's papers from a day on; a later row ends the one before."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letterheads")
    body = models.CharField(_("Cơ quan ban hành"), max_length=160)
    parent = models.CharField(_("Cơ quan chủ quản"), max_length=160, blank=True)
    place = models.CharField(_("Địa danh"), max_length=80, blank=True)
    agency_code = models.CharField(_("Chữ viết tắt của cơ quan"), max_length=20, blank=True)
    drafter = models.CharField(_("Chữ viết tắt của bộ phận soạn thảo"), max_length=20, blank=True)
    #: One per line.
    recipients = models.TextField(_("Nơi nhận thường xuyên"), blank=True)
    filing = models.CharField(_("Nơi lưu"), max_length=80, blank=True)
    #: The title of who heads the unit: deputies sign for that person.
    head = models.CharField(_("Chức vụ người đứng đầu"), max_length=80, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(Timed.Meta):
        constraints: ClassVar = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(fields=["unit", "since"], name="one_letterhead_from_a_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(until__isnull=True), name="one_letterhead_in_force"),
        ]

    def __str__(self) -> str:
        return self.body


class Signer(models.Model):
    """A position that signs the unit's papers, in the order in which they are offered."""

    letterhead = models.ForeignKey(Letterhead, on_delete=models.CASCADE, related_name="signers")
    place = models.PositiveSmallIntegerField()
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=CAPACITIES, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letterhead", "position"], name="a_position_signs_in_one_capacity"),
        ]
        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.capacity} {self.position_id}"
