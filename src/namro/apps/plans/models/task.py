"""Tasks of a plan, who owes them, and every change people made to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Owned, Position, owned_by_its_kind
from namro.apps.plans.models.plan import Plan


class Task(Owned):
    """The rule of a task. Printed wording stays beside what was chosen: `lead_text`, `helpers_text`, `due_text`.

    `due` is the last day allowed (as printed, not moved back), `due_token` the token of an impossible printed day that
    nobody has replaced yet. A recurring task has `period` with `day`, `month`, `before` (`core.timetable.Rhythm`).
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    place = models.PositiveIntegerField()
    #: Title of the group in which it is printed: a field of the index.
    group = models.CharField(max_length=500)
    text = models.TextField(_("Nhiệm vụ"))
    criterion = models.CharField(_("Tiêu chí"), max_length=64, blank=True)
    criterion_name = models.TextField(blank=True)
    result = models.TextField(blank=True)
    cause = models.CharField(max_length=32, blank=True)
    disposition = models.CharField(max_length=32, blank=True)
    gain = models.DecimalField(_("Điểm lấy lại"), max_digits=8, decimal_places=3, null=True, blank=True)
    deliverable = models.TextField(_("Sản phẩm"), blank=True)
    lead_text = models.CharField(max_length=500, blank=True)
    helpers_text = models.TextField(blank=True)
    since = models.DateField(_("Bắt đầu"))
    due = models.DateField(_("Hạn"), null=True, blank=True)
    due_token = models.CharField(max_length=32, blank=True)
    due_text = models.CharField(max_length=500, blank=True)
    period = models.CharField(max_length=16, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    before = models.BooleanField(default=False)
    #: Begun by an event: the term that runs from it (`core.improvement.events`), in place of a day.
    event = models.CharField(_("Tính từ khi"), max_length=200, blank=True)
    term = models.PositiveSmallIntegerField(null=True, blank=True)
    term_unit = models.CharField(max_length=16, blank=True)
    #: How much is owed each time, by each person where each owes a product: "1", "tin".
    quantity = models.DecimalField(_("Số lượng mỗi kỳ"), max_digits=12, decimal_places=3, null=True, blank=True)
    measure = models.CharField(_("Đơn vị tính"), max_length=40, blank=True)
    #: The time of another task that this one is a part of.
    part_of = models.ForeignKey("plans.Occurrence", on_delete=models.PROTECT, null=True, related_name="parts")
    #: The rhythm as it was approved (`core.improvement.laying`), its last day, and up to where its times are laid out.
    rule = models.JSONField(null=True, editable=False)
    ends = models.DateField(null=True, editable=False)
    laid_until = models.DateField(null=True, editable=False)
    #: What it may cost and what was spent on it, in đồng.
    cost_planned = models.PositiveBigIntegerField(_("Kinh phí dự kiến"), null=True, blank=True)
    cost_spent = models.PositiveBigIntegerField(_("Kinh phí đã chi"), null=True, blank=True)
    #: Suggested by the product, and nobody has taken it over yet.
    proposed = models.BooleanField(default=False)
    #: Taken out of the plan; what was done stays.
    dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            owned_by_its_kind("one_owner_of_its_kind"),
            models.CheckConstraint(
                name="an_event_has_a_term",
                condition=Q(event="", term__isnull=True) | (~Q(event="") & Q(term__isnull=False, period="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["plan", "place", "id"]),
            models.Index(
                fields=["laid_until"], name="tasks_with_times_to_come", condition=Q(laid_until__lt=models.F("ends"))
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Collaborator(models.Model):
    """A person or a position that helps with a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, position__isnull=False) | Q(user__isnull=False, position__isnull=True),
                name="a_person_or_a_position_helps",
            ),
            models.UniqueConstraint(fields=["task", "user"], condition=Q(user__isnull=False), name="helps_once"),
            models.UniqueConstraint(
                fields=["task", "position"], condition=Q(position__isnull=False), name="position_helps_once"
            ),
        ]


class TaskChange(models.Model):
    """One field that one person changed: appended, never rewritten. `version` is the task's after the change."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    field = models.CharField(max_length=32)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "version", "field"], name="a_field_changes_once_a_version"),
        ]
