"""The private calendar of a person, and what came from above."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from namro.apps.people.models import Unit
from namro.apps.plans.models import Task


class Feed(models.Model):
    """An address under which a calendar reads one person's work without login; only the digest of its token is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="one_feed_of_a_person")
        ]


class ColumnMemory(models.Model):
    """Which columns of an export mean what, remembered for a unit by the headings of the sheet."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    headings = models.CharField(max_length=64)
    #: Meaning → place of the column.
    columns = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "headings"], name="one_memory_of_headings")]


class AssignedUpload(models.Model):
    """A workbook of tasks from above that is being looked at; it goes when it was written or dropped."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: {"sheet": name, "headings": [...], "rows": [[number, [cell, …]], …]} with days as ISO texts.
    content = models.JSONField()


class AssignedTask(models.Model):
    """A task of a plan that came from above: by which document, and what its row said when it was last brought in."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="assigned")
    #: Makes the same row the same task: its own number in the other system, else document and words.
    key = models.CharField(max_length=64)
    document = models.CharField(max_length=120, blank=True)
    document_date = models.DateField(null=True)
    #: What the row said, by meaning; what people changed in the plan since is not in it.
    said = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "key"], name="one_task_of_an_assigned_row")]
