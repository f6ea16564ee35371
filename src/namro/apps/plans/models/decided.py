"""What people decided about lost points: those of a document that was read in, and those of a unit's own sheet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from namro.apps.assessments.models import Assessment
from namro.core.improvement.findings import Decision


class DecisionEntry(models.Model):
    """One decision about one lost point: appended, never rewritten.

    `finding` is the lasting key of the place at which the points were lost. An entry without disposition takes the last
    decision about that finding back. The proof's file, if there is one, is in the file store under `sha256`.
    """

    seq = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    finding = models.CharField(max_length=200)
    disposition = models.CharField(max_length=32, blank=True)
    proof = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    ground = models.TextField(blank=True)
    why = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.finding} {self.disposition}"

    @property
    def decision(self) -> Decision:
        """The core's value; the name of a file stands for proof without words."""
        return Decision(
            disposition=self.disposition,
            proof=self.proof or self.file_name,
            done_on=self.done_on,
            ground=self.ground,
            why=self.why,
        )

    @property
    def content(self) -> tuple[object, ...]:
        """Everything that was decided."""
        return (self.disposition, self.proof, self.done_on, self.ground, self.why, self.sha256)


class SheetDecision(DecisionEntry):
    """A decision about what one criterion of a sheet lost; `finding` is the id of its leaf or item."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="dispositions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "seq"], name="decisions_of_a_sheet_are_numbered"),
        ]
