"""What people do with one time of a task on the way: the event that began it, lists to tick, values, comments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.plans.models.task import Task
from namro.apps.plans.models.work import Occurrence, Piece
from namro.core.improvement.passing import PASSING_WORDS, Passing

_PASSINGS = [(one.value, PASSING_WORDS[one]) for one in Passing]


class Written(models.Model):
    """Something that somebody wrote; never changed, only taken back."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Happening(models.Model):
    """The event that began one time of a task: the day, what happened, and the document that says so."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="happening")
    on = models.DateField(_("Ngày"))
    what = models.CharField(_("Việc gì đã xảy ra"), max_length=500)
    document = models.CharField(_("Văn bản"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["on"])]


class CheckItem(Written):
    """A line of what has to be done each time of a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="items")
    text = models.CharField(_("Nội dung"), max_length=300)


class Tick(models.Model):
    """Somebody has done one line for one time of the task; unticked, the row goes and the history says so."""

    item = models.ForeignKey(CheckItem, on_delete=models.PROTECT, related_name="ticks")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="ticks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "occurrence"], name="a_line_is_ticked_once_a_time"),
        ]


class Goal(Written):
    """A value to reach on the way (`core.improvement.milestones`), the same for every time of the task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="goals")
    value = models.DecimalField(max_digits=12, decimal_places=3)
    day = models.DateField()
    before = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "day"], condition=Q(removed_at__isnull=True), name="one_goal_of_a_task_on_a_day"
            ),
        ]


class Told(Written):
    """A value as of a day, or a quantity delivered; of one member where each member of a group owes a product."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="told_values")
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, null=True, related_name="told_values")
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    said = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["occurrence", "on", "id"])]


class Comment(Written):
    """What somebody says about one time of a task, and to whom; taken away, the words go and the trace stays."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    called = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["occurrence", "id"])]


class HandOver(models.Model):
    """Work of a task passed from person to person: offered and answered, or ordered by a leader."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    state = models.CharField(max_length=16, choices=_PASSINGS, default=Passing.OFFERED)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state=Passing.OFFERED), name="one_offer_of_a_task_waits"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["receiver", "state"])]


class UnitHabit(models.Model):
    """What a unit set about its own way of working (`core.improvement.habits`), from a day on: appended, never changed.

    A row without a unit holds for every unit that set nothing itself.
    """

    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    value = models.CharField(max_length=60)
    since = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "since", "id"], name="habits_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code}={self.value}"
