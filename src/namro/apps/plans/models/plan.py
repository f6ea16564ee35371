"""A plan of one unit, and its versions as they were approved."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.models import Assessment
from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.improvement.plan_kinds import DEFAULT_KIND


class Plan(models.Model):
    """A plan as it is being written; `head` is the letterhead (`namro.core.improvement.Plan` without its groups).

    Tasks are given out when a leader approves; what changes after that waits for the next version.
    """

    class Status(models.TextChoices):
        """How far the text is."""

        DRAFT = "draft", _("Dự thảo")
        SUBMITTED = "submitted", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt")
        AMENDING = "amending", _("Đang điều chỉnh")

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    #: A code of `data/plan_kinds.yaml`.
    kind = models.CharField(_("Loại kế hoạch"), max_length=16, default=DEFAULT_KIND)
    title = models.CharField(_("Tên kế hoạch"), max_length=300)
    year = models.PositiveSmallIntegerField(_("Năm"))
    #: First and last day of the plan; recurring tasks come back inside it.
    since = models.DateField(_("Từ ngày"))
    last = models.DateField(_("Đến hết ngày"))
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.DRAFT)
    head = models.JSONField(default=dict)
    #: Code of the imported document the plan came from, or the own sheet, and the points lost there.
    source = models.CharField(max_length=CODE_LENGTH, blank=True)
    sheet = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="plans")
    lost = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    #: The same points by cause (`data/causes.yaml`), as decimal texts.
    lost_to = models.JSONField(default=dict)
    #: The standing rule that nothing else may fall below last year's value, as it is worded; "" where there is none.
    holds_last_year = models.CharField(max_length=1000, blank=True)
    #: Says why the plan was sent back or is being amended.
    reason = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("since")), name="plan_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["unit", "source"], condition=~models.Q(source=""), name="one_plan_of_a_unit_from_a_document"
            ),
            models.UniqueConstraint(fields=["unit", "sheet"], name="one_plan_of_a_unit_from_a_sheet"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-year", "-id"]),
            models.Index(fields=["unit", "last"], condition=~models.Q(holds_last_year=""), name="plans_with_the_rule"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """The plan as a leader approved it: never changed. `content` is the whole plan in plain values."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    reason = models.CharField(max_length=1000, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="versions_of_a_plan_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} / {self.number}"
