"""Where dossiers come from, and files of them on their way in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit


class DossierSource(models.Model):
    """A system that exports come from; which heading of its files is which column is remembered."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120, unique=True)
    #: Column of ours → heading of the file.
    columns = models.JSONField(default=dict)
    #: The unit that rows belong to which name none.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class DossierImport(models.Model):
    """A file handed in: read and checked in the background, shown, then written in sets."""

    class State(models.TextChoices):
        """How far it is."""

        MAPPING = "mapping", _("Chờ chọn cột")
        QUEUED = "queued", _("Đang chờ đọc")
        READING = "reading", _("Đang đọc, kiểm tra")
        CHECKED = "checked", _("Chờ xác nhận")
        AGREED = "agreed", _("Đang chờ ghi")
        WRITING = "writing", _("Đang ghi")
        DONE = "done", _("Đã ghi")
        REFUSED = "refused", _("Không đọc được")
        FAILED = "failed", _("Bị ngắt")

    #: Somebody or something works on it, or will.
    OPEN: ClassVar = (State.QUEUED, State.READING, State.AGREED, State.WRITING)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    source = models.ForeignKey(DossierSource, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    #: When the export was taken: the arrival of rows that do not say it themselves.
    exported_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.MAPPING)
    message = models.CharField(max_length=500, blank=True)
    columns = models.JSONField(default=dict)
    #: Take rows of procedures that the catalogue does not have.
    any_procedure = models.BooleanField(default=False)
    #: Rows done so far and in all (0: nobody knows yet).
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    #: rows, new, changed, same, older, bad; received, handled, open.
    counts = models.JSONField(default=dict)
    #: The rows that were refused, as a file.
    bad_sha256 = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["by", "-at"], name="imports_of_person")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_open(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in self.OPEN
