"""Who answers for which criterion of a sheet, the proof attached to it, and what a new edition left to decide."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.models.rounds import NODE_LENGTH
from namro.apps.assessments.models.sheets import Assessment, waiting_rows
from namro.apps.frameworks.models import Edition
from namro.apps.library.models import Evidence
from namro.apps.people.models import Owned, owned_by_its_kind


class Assignment(Owned):
    """A leaf's owner, internal date and expected proof. `expected` None: what the edition asks for.

    `keeps`: full points last year, to be kept up ("duy trì"): a line of the assignment, not a task.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    node_id = models.CharField(max_length=NODE_LENGTH)
    carried = models.ForeignKey(
        "assessments.Carried", on_delete=models.PROTECT, null=True, related_name="assignments", db_index=False
    )
    due = models.DateField(_("Hạn nội bộ"), null=True, blank=True)
    #: Pieces of proof in plain values: id, text, kind, signed, before, min_count, as in the criteria-set format.
    expected = models.JSONField(null=True)
    keeps = models.BooleanField(_("Duy trì"), default=False)
    note = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "node_id"], condition=Q(carried__isnull=True), name="one_assignment_of_a_node"
            ),
            owned_by_its_kind("assigned_to_its_kind"),
        ]
        indexes: ClassVar = [
            waiting_rows("waiting_assignments"),
            models.Index(
                fields=["assessment"],
                condition=Q(expected__isnull=False, carried__isnull=True),
                name="expected_of_its_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.node_id}"


class AssignmentChange(models.Model):
    """One field of an assignment as it was and as it became, in words: appended, never rewritten."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="changes", db_index=False)
    #: The assignment's version after the change.
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=16)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assignment", "version", "field"], name="one_change_of_an_assignment_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.field}: {self.old} → {self.new}"


class Attached(models.Model):
    """A piece of evidence that stands for a criterion; one may stand for several. Removed ones stay, with by whom."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attached", db_index=False)
    node_id = models.CharField(max_length=NODE_LENGTH)
    carried = models.ForeignKey(
        "assessments.Carried", on_delete=models.PROTECT, null=True, related_name="attached", db_index=False
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="attachments")
    #: Which expected piece of proof it is; empty: not said.
    expected_id = models.CharField(max_length=NODE_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    #: Of the rows that stand beside a criterion: not taken away, and not waiting under a change of edition.
    STANDING: ClassVar = Q(removed_at=None, carried=None)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "node_id", "evidence"],
                condition=Q(removed_at__isnull=True, carried__isnull=True),
                name="attached_once",
            ),
        ]
        indexes: ClassVar = [waiting_rows("waiting_proof")]

    def __str__(self) -> str:
        return f"{self.node_id}: {self.evidence_id}"


class Carried(models.Model):
    """A leaf of the edition before (or of the new one, `old_id` empty) that people decide about.

    Its lines, assignments and proof wait with it. Decided with a `target` they moved there; with none they are kept,
    and shown with the sheet as what the new edition has no place for.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="carried", db_index=False)
    #: The edition that was left, and which move it was: one sheet may change its edition twice.
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    move = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    old_id = models.CharField(max_length=NODE_LENGTH, blank=True)
    old_name = models.CharField(max_length=500, blank=True)
    #: Where it would go by the comparison of the editions; empty: nowhere.
    proposed = models.CharField(max_length=NODE_LENGTH, blank=True)
    why = models.CharField(max_length=1000)
    target = models.CharField(max_length=NODE_LENGTH, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["assessment", "move", "place"], name="carried_in_order")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.target or self.proposed}"
