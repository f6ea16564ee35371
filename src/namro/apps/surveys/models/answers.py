"""Codes that were given out, as digests, and answers as they came in. No row says who answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.people.models import Unit
from namro.apps.surveys.models.setup import Survey
from namro.core.base.errors import NamroError


class Channel(models.TextChoices):
    """The way in which somebody answered."""

    SLIP = "slip", _("Phiếu giấy có mã")
    QR = "qr", _("Quét mã QR")
    KIOSK = "kiosk", _("Thiết bị tại quầy")
    LINK = "link", _("Đường dẫn gửi riêng")
    INTERVIEW = "interview", _("Điều tra viên hỏi")
    PHONE = "phone", _("Gọi điện thoại")
    PAPER = "paper", _("Phiếu giấy nhập lại")
    IMPORT = "import", _("Nạp từ tệp Excel")


class AccessCode(models.Model):
    """A code that lets somebody answer once. Only its keyed digest is kept; it stands on the paper that was printed.

    What it carries is where an answer belongs in the design, never whose it is.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=80, blank=True)
    psu = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    #: Of whom and of which body it asks, at the counter.
    about_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    #: The codes that were printed together.
    batch = models.CharField(max_length=40, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["survey", "batch", "used_at"], name="codes_of_a_survey")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.digest[:8]}"


class SubmissionsStay(NamroError):
    """Something tried to change answers that came in."""

    def __init__(self) -> None:
        super().__init__(
            str(_("Câu trả lời đã nhận không sửa, không xóa. Loại phiếu ở bước làm sạch, có lý do.")),
            code="append_only",
        )


class SubmissionRows(models.QuerySet["Submission"]):
    """Rows that nothing changes in bulk either."""

    def update(self, **_values: Any) -> int:
        """Raise SubmissionsStay."""
        raise SubmissionsStay

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raise SubmissionsStay."""
        raise SubmissionsStay

    def latest_revisions(self) -> SubmissionRows:
        """Return of each form what was sent last: somebody who left questions open may have answered them since."""
        later = Submission.objects.filter(
            survey=OuterRef("survey"), key=OuterRef("key"), revision__gt=OuterRef("revision")
        )
        return self.filter(~Exists(later))


class Submission(models.Model):
    """Answers of one form as they came in; the database refuses changes too (migration 0001).

    `key` is made by whoever sends, so that the same form sent again is the same row; a form that came in with questions
    open may follow as a further `revision`. `answers` has what was chosen by item; what is not there was left open.
    `started_at` and `submitted_at` are what the sender's clock says, `received_at` is ours.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=80, blank=True)
    psu = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    key = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField(default=1)
    code = models.ForeignKey(AccessCode, on_delete=models.PROTECT, null=True, related_name="submissions")
    #: Who asked the questions or typed the paper form; nobody where the respondent did it alone.
    collector = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    about_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    answers = models.JSONField()
    complete = models.BooleanField()
    language = models.CharField(max_length=12, blank=True)
    #: Keyed by survey: the same device is known again in one survey and in no other.
    device = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    objects = SubmissionRows.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "key", "revision"], name="a_form_comes_in_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(code__isnull=False, revision=1), name="a_code_is_used_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["survey", "unit", "received_at"], name="submissions_of_unit")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.key}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row. Raises SubmissionsStay for one that is there already."""
        if not self._state.adding:
            raise SubmissionsStay
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Raise SubmissionsStay."""
        raise SubmissionsStay


class DossierLink(models.Model):
    """The dossier that a respondent named on purpose, by scanning the code on its paper.

    Apart from the answers, so that whoever reads those does not read of whom they are.
    """

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="dossier_link")
    dossier = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["dossier"], name="dossiers_of_answers")]

    def __str__(self) -> str:
        return self.dossier


class WrongCode(models.Model):
    """A code that nobody was given, tried by somebody: the keyed digest of the address, kept for a day."""

    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["address", "at"], name="wrong_codes_of_address"),
            models.Index(fields=["at"], name="wrong_codes_of_time"),
        ]

    def __str__(self) -> str:
        return f"{self.address[:8]} {self.at}"
