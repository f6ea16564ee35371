"""Procedures reviewed: proposals to simplify them with the time they save, and sample dossiers to fill in after."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.catalogue import Procedure
from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit


class Aim(models.TextChoices):
    """What a review wants."""

    NONE = "none", _("Đã rà soát, không đề xuất")
    TIME = "time", _("Cắt giảm thời gian")
    PAPERS = "papers", _("Bớt thành phần hồ sơ")
    FEE = "fee", _("Giảm phí, lệ phí")
    STEPS = "steps", _("Bớt bước, bớt cơ quan")
    ONLINE = "online", _("Nâng mức trực tuyến")
    ABOLISH = "abolish", _("Bãi bỏ thủ tục")


class Verdict(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("Chờ quyết định")
    ACCEPTED = "accepted", _("Đã thực hiện")
    REFUSED = "refused", _("Không được chấp nhận")


class ProcedureReview(models.Model):
    """One procedure reviewed by a unit."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="reviews")
    aim = models.CharField(max_length=8, choices=Aim.choices)
    text = models.TextField()
    #: Of a proposal to save time: how much less, in the unit of the procedure's limit.
    saved = models.FloatField(null=True)
    day = models.DateField()
    #: The paper by which it was proposed, and the one by which it was decided.
    paper = models.CharField(max_length=160, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_on = models.DateField(null=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(saved=None) | Q(saved__gt=0, aim="time"), name="only_time_is_saved"),
            models.CheckConstraint(
                condition=Q(verdict="waiting") | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
                name="a_verdict_has_its_act",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-day"], name="reviews_of_unit")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.aim}"


class SampleDossier(models.Model):
    """A filled-in example of a procedure's dossier, a piece of the unit's library."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="samples")
    title = models.CharField(max_length=200)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "evidence"], name="one_sample_of_a_piece")
        ]

    def __str__(self) -> str:
        return self.title
