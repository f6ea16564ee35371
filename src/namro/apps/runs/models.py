"""Rows of this app: what scheduled work was begun, and how it ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One piece of scheduled work: `slot` is the day it stands for, so that it is begun once."""

    name = models.CharField(max_length=32)
    slot = models.CharField(max_length=32)
    attempts = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    #: What was compared, and how many of it did not agree; the note tells the first ones.
    compared = models.PositiveIntegerField(default=0)
    differences = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "slot"], name="begun_once_for_a_slot")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"
