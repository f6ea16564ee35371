"""What was read from a file about a sheet and waits for a person to look at it: nothing of it counts yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.models.sheets import Assessment
from namro.apps.library.codes import CODE_LENGTH, new_code


class Incoming(models.Model):
    """A workbook filled in offline, or a result that came back; `content` holds plain values, the file is not kept.

    A person has one of a kind for a sheet: the next one takes its place, writing or dropping it takes it away.
    """

    class Kind(models.TextChoices):
        """What was read."""

        OFFLINE = "offline", _("Phiếu điền ngoài mạng")
        RESULTS = "results", _("Kết quả nhận về")

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="incoming")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
