"""What watchers saw at a unit, what they recommend to it, and everything that happened to a recommendation since."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.apps.plans.models.task import Task
from namro.core.improvement.recommendations import STANDING_WORDS, Asked, Standing

_ASKED = [(asked.value, STANDING_WORDS[Standing(asked)]) for asked in Asked]


class Watched(models.Model):
    """Something that a watching body (`body`) wrote down about a unit on a day; `as_who` is the position of then."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_who = models.CharField(max_length=300)
    on = models.DateField(_("Ngày"))
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class Supervision(Watched):
    """A record of one time of watching: never changed; what is asked of the unit are its recommendations."""

    subject = models.CharField(_("Nội dung giám sát"), max_length=500)
    participants = models.TextField(_("Thành phần"), blank=True)
    seen = models.TextField(_("Kết quả thấy được"))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-on", "-id"])]

    def __str__(self) -> str:
        return self.subject[:80]


class Recommendation(Watched):
    """Something asked of a unit. `answered_on` is the day on which it became a task or was declined.

    The task stays the same row whatever becomes of the plan, so the link outlives every amendment.
    """

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, null=True, related_name="recommendations")
    source_number = models.CharField(_("Số, ký hiệu văn bản"), max_length=64, blank=True)
    source_date = models.DateField(_("Ngày văn bản"), null=True, blank=True)
    source_abstract = models.CharField(_("Trích yếu"), max_length=500, blank=True)
    text = models.TextField(_("Nội dung kiến nghị"))
    field = models.CharField(_("Lĩnh vực"), max_length=500, blank=True)
    criterion = models.CharField(_("Tiêu chí"), max_length=64, blank=True)
    criterion_name = models.CharField(_("Tên tiêu chí"), max_length=500, blank=True)
    answer_by = models.DateField(_("Đề nghị trả lời trước hết ngày"), null=True, blank=True)
    state = models.CharField(max_length=16, choices=_ASKED, default=Asked.NEW)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="recommendations")
    #: Why it was declined.
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_task_where_it_became_one",
                condition=Q(state=Asked.TASK, task__isnull=False) | (~Q(state=Asked.TASK) & Q(task__isnull=True)),
            ),
            models.CheckConstraint(name="declined_with_a_reason", condition=~Q(state=Asked.DECLINED) | ~Q(answer="")),
            models.CheckConstraint(
                name="asked_before_it_is_answered", condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("on"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-on", "-id"])]

    def __str__(self) -> str:
        return self.text[:80]


class RecommendationEvent(models.Model):
    """One act of `core.improvement.recommendations.ACTS`: appended, never rewritten. `version` is that after it."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_who = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recommendation", "version"], name="one_act_of_a_recommendation_a_version"),
        ]
