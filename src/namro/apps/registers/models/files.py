"""Workbooks of registers: one that came in and waits for its word, one that is written in the background."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.apps.registers.models.rows import REGISTER_LENGTH


class RegisterUpload(models.Model):
    """A workbook that was read without fault; its rows wait here, nothing is written yet."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    register = models.CharField(max_length=REGISTER_LENGTH)
    edition = models.CharField(max_length=10)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: [line, code of the row or "", version it was taken out with, stored texts by column].
    rows = models.JSONField()

    def __str__(self) -> str:
        return self.name


class RegisterExport(models.Model):
    """A workbook that is written in the background and kept for a week; `asked` is the query of the list."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Đang chờ")
        WRITING = "writing", _("Đang ghi")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không ghi được")

    OPEN: ClassVar = (State.WAITING, State.WRITING)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    register = models.CharField(max_length=REGISTER_LENGTH)
    asked = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    #: How often it was begun; a process that died with it is counted.
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.register} {self.code}"

    @property
    def is_open(self) -> bool:
        """Whether it is not written to the end yet."""
        return self.state in self.OPEN
