"""Meetings and what was concluded in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Owned, Unit, owned_by_its_kind
from namro.apps.plans.models import Plan, Task


class Meeting(models.Model):
    """One meeting of a unit; `ended_at` is empty until it is over. Lists of people and points are one per line."""

    class Kind(models.TextChoices):
        """What it is called for."""

        BRIEFING = "briefing", _("Giao ban")
        THEMATIC = "thematic", _("Chuyên đề")
        REVIEW = "review", _("Sơ kết, tổng kết")

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("Loại họp"), max_length=16, choices=Kind.choices, default=Kind.BRIEFING)
    title = models.CharField(_("Họp về"), max_length=400)
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    place = models.CharField(_("Địa điểm"), max_length=200, blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The title in which the chair presided, kept as it was on the day.
    chair_as = models.CharField(max_length=160, blank=True)
    secretary = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    present = models.TextField(_("Thành phần dự"), blank=True)
    absent = models.TextField(_("Vắng mặt"), blank=True)
    agenda = models.TextField(_("Chương trình"), blank=True)
    said = models.TextField(_("Diễn biến, ý kiến"), blank=True)
    #: Opens with the state of this one's tasks.
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following")
    #: The plan that its conclusions became tasks of.
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    #: Code of the imported notice that it was made from.
    source = models.CharField(max_length=CODE_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["unit", "source"], condition=~Q(source=""), name="one_meeting_of_a_unit_from_a_document"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-starts_at"])]

    def __str__(self) -> str:
        return self.title[:80]


class Conclusion(Owned):
    """One duty that the chair laid on somebody; printed wording stays beside what was chosen, as with tasks."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    place = models.PositiveIntegerField()
    #: The heading under which it is printed: "Giao đ/c Mai, Công chức Văn phòng".
    group = models.CharField(max_length=300, blank=True)
    text = models.TextField(_("Nội dung"))
    deliverable = models.TextField(_("Sản phẩm"), blank=True)
    lead_text = models.CharField(max_length=500, blank=True)
    helpers_text = models.TextField(blank=True)
    due = models.DateField(null=True)
    due_text = models.CharField(max_length=500, blank=True)
    period = models.CharField(max_length=16, blank=True)
    day = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField(null=True)
    before = models.BooleanField(default=False)
    #: How much is owed each time, by each person where each owes a product: "4", "tin".
    quantity = models.DecimalField(_("Số lượng mỗi kỳ"), max_digits=12, decimal_places=3, null=True)
    measure = models.CharField(_("Đơn vị tính"), max_length=40, blank=True)
    task = models.OneToOneField(Task, on_delete=models.PROTECT, null=True, related_name="concluded")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [owned_by_its_kind("conclusion_of_one_owner")]
        indexes: ClassVar = [models.Index(fields=["meeting", "place", "id"])]
        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class MeetingPlan(models.Model):
    """The plan "Kết luận cuộc họp" of a unit's year, made when first needed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_plan_of_conclusions_a_year"),
        ]
