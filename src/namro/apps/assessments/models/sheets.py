"""A unit's sheet of a year, its lines and every change of them, its states, and extensions."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.assessments.models.rounds import NODE_LENGTH, Pool, Round
from namro.apps.frameworks.models import Edition
from namro.apps.people.models import Unit
from namro.core.assessment.opinions import Value
from namro.core.assessment.stages import STAGE_WORDS, STATE_WORDS, State

TEXT_LENGTH = 4000


def waiting_rows(name: str) -> models.Index:
    """Index what waits under a change of edition, and only that.

    Nearly all rows wait for nothing: an index with all of them would be taken for "the rows of these sheets that do not
    wait", and read every year of every unit.
    """
    return models.Index(fields=["carried"], condition=Q(carried__isnull=False), name=name)


class Assessment(models.Model):
    """The sheet of a unit and year. `provisional`: on last year's edition until the year's own comes.

    Total, percentage, band and counts are rewritten in the transaction of every change of a line.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    provisional = models.BooleanField(default=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="sheets")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=16, choices=[(state.value, words) for state, words in STATE_WORDS.items()], default=State.PREPARING
    )
    #: When the state became what it is.
    state_at = models.DateTimeField()
    difficulties = models.TextField(_("Khó khăn, vướng mắc"), blank=True)
    proposals = models.TextField(_("Kiến nghị, đề xuất"), blank=True)
    total_nano = models.BigIntegerField(default=0)
    percent_nano = models.BigIntegerField(null=True)
    band = models.CharField(max_length=120, blank=True)
    #: Leaves that wait for points.
    empty = models.PositiveIntegerField(default=0)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    days_late = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_sheet_a_year"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="state_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["year", "state"], name="sheets_of_year")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    @property
    def total(self) -> Decimal:
        """The self-scored total, settled to 9 decimals."""
        return Decimal(self.total_nano).scaleb(-9)


class StateEvent(models.Model):
    """One act on a sheet: appended, never rewritten."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=16)
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class Extension(models.Model):
    """More time of a stage for one unit; the latest one counts, none is rewritten."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="extensions")
    stage = models.CharField(max_length=16, choices=[(stage.value, words) for stage, words in STAGE_WORDS.items()])
    until = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.until}"


class Line(models.Model):
    """What a unit says of one leaf or item; none yet: nothing was said. Points in units of 1e-9, None: empty.

    Four values stand here as they are now: self, appraised, explained, final (`core.assessment.opinions.Layer`), a
    criterion that does not apply with its mark in place of points. When the appraisal begins, every leaf and item has
    its line, and `self_…` what the unit's sheet gave for it, computed values included.

    `node_id` belongs to the sheet's edition. A line whose criterion the new edition does not simply continue waits
    under `carried`, with the old id.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="lines", db_index=False)
    node_id = models.CharField(max_length=NODE_LENGTH)
    carried = models.ForeignKey(
        "assessments.Carried", on_delete=models.PROTECT, null=True, related_name="lines", db_index=False
    )
    claimed_nano = models.BigIntegerField(null=True)
    not_applicable = models.BooleanField(default=False)
    #: Why it does not apply.
    reason = models.CharField(max_length=1000, blank=True)
    explanation = models.TextField(blank=True)
    self_nano = models.BigIntegerField(null=True)
    self_na = models.BooleanField(default=False)
    #: What the first appraisal settled, with the coded cause (`data/causes.yaml`) and the words of what was lowered.
    appraised_nano = models.BigIntegerField(null=True)
    appraised_na = models.BooleanField(default=False)
    appraised_cause = models.CharField(max_length=32, blank=True)
    appraised_reason = models.TextField(blank=True)
    #: What the unit asks for in the explanation, and why.
    explained_nano = models.BigIntegerField(null=True)
    explained_na = models.BooleanField(default=False)
    explained_reason = models.TextField(blank=True)
    #: Appraisers differ or ask each other, in the appraisal that goes on.
    disputed = models.BooleanField(default=False)
    #: What the appraisal asks the unit to do next year, also where nothing was lowered.
    request = models.TextField(blank=True)
    #: The final value, with the coded cause and the words of what was lost.
    final_nano = models.BigIntegerField(null=True)
    final_na = models.BooleanField(default=False)
    final_cause = models.CharField(max_length=32, blank=True)
    final_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "node_id"], condition=Q(carried__isnull=True), name="one_line_of_a_node"
            ),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(claimed_nano__isnull=True), name="no_points_where_not_applicable"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{layer}_na": False}) | Q(**{f"{layer}_nano__isnull": True}),
                    name=f"no_{layer}_points_where_not_applicable",
                )
                for layer in ("self", "appraised", "explained", "final")
            ),
        ]
        indexes: ClassVar = [
            waiting_rows("waiting_lines"),
            models.Index(
                fields=["assessment"], condition=Q(not_applicable=True, carried__isnull=True), name="not_applying"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.node_id}"

    @property
    def claimed(self) -> Decimal | None:
        """The points typed."""
        return None if self.claimed_nano is None else Decimal(self.claimed_nano).scaleb(-9)

    def value(self, layer: str) -> Value | None:
        """Return what a layer says now; None where it says nothing."""
        if getattr(self, f"{layer}_na"):
            return Value(None)
        points = getattr(self, f"{layer}_nano")
        return None if points is None else Value(Decimal(points).scaleb(-9))

    @property
    def final(self) -> Decimal | None:
        """The final points, as decided or as read back from the deciding act."""
        return None if self.final_nano is None else Decimal(self.final_nano).scaleb(-9)


class LineEvent(models.Model):
    """One field of a line as it was and as it became, in plain words of storage: appended, never rewritten."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="events", db_index=False)
    version = models.PositiveIntegerField()
    #: Which of the four values (`core.assessment.opinions.Layer`).
    layer = models.CharField(max_length=16, default="self")
    field = models.CharField(max_length=16)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "version", "field"], name="one_change_of_a_cell_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.field}: {self.old} → {self.new}"
