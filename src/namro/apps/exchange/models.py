"""Documents that people uploaded, with what was read in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.plans.models import DecisionEntry


class ImportedDocument(models.Model):
    """One document of one person. The file itself is in the file store under its SHA-256.

    `reading` is the published schema (`namro.core.printed.plain`) as read, `source` the printed text by line and cell.
    What people corrected stands in `corrections`, numbered by `version`, and is applied whenever the reading is needed.
    The audit and the lost points are computed from that; `contradictions`, `doubts` and `lost` are copies for the list.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    reader_version = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    reading = models.JSONField()
    source = models.JSONField()
    contradictions = models.PositiveIntegerField()
    doubts = models.PositiveIntegerField()
    lost = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    version = models.PositiveIntegerField(default=0)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uploaded_by", "sha256"], name="one_row_per_person_and_content"),
        ]
        indexes: ClassVar = [models.Index(fields=["-uploaded_at", "-id"])]

    def __str__(self) -> str:
        return self.name


class CorrectionEntry(models.Model):
    """One line of a document's corrections (`namro.core.printed.corrections.Correction`): appended, never rewritten.

    Lines with the same `version` are one act of one person; taking an act back appends a line, too.
    """

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="corrections")
    seq = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=8)
    item = models.CharField(max_length=200)
    field = models.CharField(max_length=32)
    old = models.TextField()
    new = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "seq"], name="corrections_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.field}"


class ImportJob(models.Model):
    """One file handed in that is to be read; until it is, the file lies in the waiting place (`waiting`).

    A file that was refused leaves the message alone: neither content nor digest, nor the name of a secret document.
    """

    class State(models.TextChoices):
        """Where the reading stands; a reading that was cut off goes back to WAITING or ends as FAILED."""

        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        REFUSED = "refused"
        FAILED = "failed"

    #: Somebody waits for the end of these.
    OPEN: ClassVar = (State.WAITING, State.READING)

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    changed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, null=True, related_name="+")
    fresh = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "sha256"],
                condition=models.Q(state__in=("waiting", "reading")),
                name="one_open_job_per_person_and_content",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether the reading has not ended yet."""
        return self.state in self.OPEN


class DispositionEntry(DecisionEntry):
    """One decision about one lost point of a document; `finding` is the lasting key of the printed item."""

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="dispositions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "seq"], name="dispositions_are_numbered"),
        ]
