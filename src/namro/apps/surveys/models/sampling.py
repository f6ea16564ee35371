"""Frames, draws from them, the rows that were drawn. No row has a name; where to find somebody goes when it is over."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Unit
from namro.apps.surveys.models.answers import AccessCode
from namro.apps.surveys.models.setup import Survey
from namro.core.survey.fieldwork import Stand

CODE, WHERE, CELL, NAME = 80, 300, 12, 400


class FrameUpload(models.Model):
    """A list that is being looked at; it goes when it was written or dropped, or after a day."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Frame(models.Model):
    """Who could be drawn, as a kept file of codes, units and areas; never changed, so that a draw can be done again."""

    class Kind(models.TextChoices):
        """Where it comes from."""

        DOSSIERS = "dossiers", _("Hồ sơ đã trả kết quả trong kỳ")
        LIST = "list", _("Danh sách nạp từ tệp")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="frames")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    rows = models.PositiveIntegerField()
    #: The levels that every row says something of.
    levels = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.survey_id} {self.name}"


class FrameContact(models.Model):
    """Where somebody of a list is found, until the draw; then only those drawn keep it, until fieldwork is over."""

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="contacts")
    code = models.CharField(max_length=CODE)
    where = models.CharField(max_length=WHERE)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["frame", "code"], name="one_place_of_a_frame_row")]

    def __str__(self) -> str:
        return f"{self.frame_id} {self.code}"


class Draw(models.Model):
    """A draw with everything that makes it the same again. A later one needs a reason, and the earlier ones stay."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="draws")
    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="draws")
    plan = models.JSONField()
    digest = models.CharField(max_length=64)
    drawn = models.PositiveIntegerField()
    reserve = models.PositiveIntegerField()
    #: What the methods sheet says of each stratum: name, population, wanted, drawn, reserve, clusters, clusters drawn.
    strata = models.JSONField()
    lonely = models.JSONField(default=list)
    reason = models.CharField(max_length=300, blank=True)
    current = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey"], condition=Q(current=True), name="one_draw_counts")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.digest[:8]}"


class DrawCell(models.Model):
    """A place in which rows were drawn together, with what an estimate needs of the design.

    `AccessCode.psu` and `Submission.psu` hold its code: it says less than a dossier's or a person's would.
    """

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=CELL)
    name = models.CharField(max_length=NAME)
    stratum = models.CharField(max_length=CELL)
    stratum_name = models.CharField(max_length=NAME)
    #: The drawn cluster of the first stage; "" where every row is a PSU of its own.
    psu = models.CharField(max_length=CELL, blank=True)
    weight = models.FloatField()
    fpc = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "code"], name="one_cell_of_a_code"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="a_weight_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.code}"


class SampleRow(models.Model):
    """Somebody who was drawn, or stands in reserve until called in. `code` is the form that was given out last."""

    STANDS: ClassVar = [
        (Stand.OPEN.value, _("Còn phải gặp")),
        (Stand.DONE.value, _("Đã có phiếu")),
        (Stand.LOST.value, _("Không lấy được phiếu")),
        (Stand.INELIGIBLE.value, _("Không thuộc diện")),
    ]

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="rows")
    cell = models.ForeignKey(DrawCell, on_delete=models.CASCADE, related_name="rows")
    #: In the order of the draw within its cell; those of the reserve count for themselves.
    number = models.PositiveIntegerField()
    reserve = models.BooleanField()
    frame_code = models.CharField(max_length=CODE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=WHERE, blank=True)
    enumerator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    #: Since when it is to be asked; None: still in reserve.
    called_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    stand = models.CharField(max_length=10, choices=STANDS, default=Stand.OPEN.value)
    visits_made = models.PositiveSmallIntegerField(default=0)
    code = models.OneToOneField(AccessCode, on_delete=models.SET_NULL, null=True, related_name="sample_row")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cell", "reserve", "number"], name="one_row_of_a_number"),
            models.UniqueConstraint(fields=["draw", "frame_code"], name="drawn_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enumerator", "stand"], name="rows_of_enumerator"),
            models.Index(fields=["draw", "called_at"], name="rows_called_in"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} {self.number}"
