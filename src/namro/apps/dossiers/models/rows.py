"""Dossiers as the provincial system has them, with what follows from their events; steps; papers put down here.

An imported row replaces the one before it whole. What people of the unit put down stands in tables of its own, so that
no import takes it away. No column holds an applicant.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.dossiers.models.imports import DossierSource
from namro.apps.dossiers.models.moments import MomentField
from namro.apps.people.models import Unit

CODE_LENGTH, PROCEDURE_LENGTH, OFFICER_LENGTH, URL_LENGTH, UNIT_WORD = 80, 60, 120, 500, 12


class Channel(models.IntegerChoices):
    """How a dossier came in."""

    DIRECT = 1, _("Trực tiếp")
    ONLINE = 2, _("Trực tuyến")
    POST = 3, _("Bưu chính công ích")


class State(models.TextChoices):
    """Where a dossier stands by its events."""

    FILED = "filed", _("Chưa tiếp nhận")
    RUNNING = "running", _("Đang giải quyết")
    WAITING = "waiting", _("Chờ công dân bổ sung")
    PAUSED = "paused", _("Tạm dừng")
    ENDED = "ended", _("Đã xong")


class DossierColumns(models.Model):
    """The columns of a dossier file, and the moments and marks that are worked out from them when it comes in."""

    code = models.CharField(max_length=CODE_LENGTH)
    source = models.ForeignKey(DossierSource, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    intake_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    return_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    procedure = models.CharField(max_length=PROCEDURE_LENGTH)
    #: Who handles it, as the provincial system names an officer; "" when it does not say.
    officer = models.CharField(max_length=OFFICER_LENGTH, blank=True)
    submitted_at = MomentField(null=True)
    accepted_at = MomentField(null=True)
    #: The appointment first given; what the file says, not what follows from the procedure.
    due_at = MomentField(null=True)
    max_time = models.FloatField(null=True)
    time_unit = models.CharField(max_length=UNIT_WORD, blank=True)
    channel = models.PositiveSmallIntegerField(choices=Channel.choices, default=Channel.DIRECT)
    #: These are None where the file does not say, which is not the same as no.
    returns_document = models.BooleanField(null=True)
    result_url = models.CharField(max_length=URL_LENGTH, blank=True)
    digitised_component = models.BooleanField(null=True)
    reused_component = models.BooleanField(null=True)
    personal_store = models.BooleanField(null=True)
    population_data = models.BooleanField(null=True)
    fee = models.BigIntegerField(null=True)
    paid = models.PositiveSmallIntegerField(default=0)
    disliked = models.BooleanField(default=False)
    #: The second clock: when this content of the row arrived.
    synced_at = MomentField()
    #: Everything that happened, by time: [["accepted", 1772413200], …], seconds since 1970.
    events = models.TextField()
    #: What the file says of the dossier, as one number: the same number, the same content.
    digest = models.BigIntegerField()

    state = models.CharField(max_length=8, choices=State.choices)
    #: Whether anything is still to be done about it.
    is_open = models.BooleanField()
    #: Until when it is on time, by the appointment or the procedure's limit with answered requests taken out.
    limit_at = MomentField(null=True)
    #: From when on less than eight hours of office time are left.
    warn_at = MomentField(null=True)
    #: When it ended, and when its clock stood still (the end, or the request that is unanswered).
    ended_at = MomentField(null=True)
    stood_at = MomentField(null=True)
    #: Supplement requests after acceptance.
    requests = models.PositiveSmallIntegerField(default=0)
    apologised = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Dossier(DossierColumns):
    """One dossier, as it stands. Its own columns say what people of the unit put down; no import touches them."""

    #: The weekly list's answer says that it is over, whatever the system shows.
    settled = models.BooleanField(db_default=False)
    has_apology = models.BooleanField(db_default=False)
    has_pause_paper = models.BooleanField(db_default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code"], name="one_dossier_of_a_code")]
        indexes: ClassVar = [
            models.Index(fields=["unit", "limit_at", "id"], condition=Q(is_open=True), name="dossiers_open"),
            models.Index(fields=["unit", "-accepted_at", "-id"], name="dossiers_of_unit"),
            models.Index(
                fields=["unit", "-accepted_at", "-id"],
                condition=Q(digitised_component=False, accepted_at__isnull=False),
                name="dossiers_not_digitised",
            ),
            models.Index(
                fields=["unit", "-ended_at", "-id"],
                condition=Q(ended_at__isnull=False, returns_document=True, result_url=""),
                name="dossiers_without_result",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class StepColumns(models.Model):
    """A step of a dossier: who has it, since when, until when it is theirs by the rule, when it ended."""

    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True)
    #: The agency as the provincial system names it; `unit` where it is one of ours.
    holder = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.CharField(max_length=OFFICER_LENGTH, blank=True)
    began_at = MomentField(null=True)
    due_at = MomentField(null=True)
    ended_at = MomentField(null=True)

    class Meta:
        abstract = True


class DossierStep(StepColumns):
    """A step of a dossier that stands."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_at"], condition=Q(ended_at=None), name="steps_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"


class Paper(models.TextChoices):
    """Forms of the one-stop unit that have to go with an act (Circular 03/2025, forms 02 to 05)."""

    SUPPLEMENT = "supplement", _("Phiếu yêu cầu bổ sung (mẫu 02)")
    REFUSAL = "refusal", _("Phiếu từ chối (mẫu 03)")
    APOLOGY = "apology", _("Phiếu xin lỗi, hẹn lại (mẫu 04)")
    PAUSE = "pause", _("Thông báo dừng (mẫu 05)")


class DossierPaper(models.Model):
    """A paper that was issued and is put down here: its number, its day, a new appointment where it gives one."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=12, choices=Paper.choices)
    number = models.CharField(max_length=60)
    day = models.DateField()
    new_due = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
