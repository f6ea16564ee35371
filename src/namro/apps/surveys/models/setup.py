"""Instruments as texts with a hash, surveys that ask with them, the units that are measured."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.base.errors import NamroError

#: Fewer answers than this keep only their number.
LEAST_ANSWERS = 30


class InstrumentStays(NamroError):
    """Something tried to change an instrument that is in use."""

    def __init__(self) -> None:
        super().__init__(
            str(_("Bộ câu hỏi đã ban hành không sửa, không xóa. Hãy đưa lên một phiên bản mới.")), code="published"
        )


class Instrument(models.Model):
    """A questionnaire in one edition: the text of its file is what counts, the other columns repeat it for lists.

    Those shipped with the program come in as rows when a survey takes them; nobody made them, and they are of no unit.
    A unit that brought one keeps its code: editions of others under it would pass for its own.
    """

    class State(models.TextChoices):
        """Whether surveys may ask with it."""

        DRAFT = "draft", _("Dự thảo")
        PUBLISHED = "published", _("Đã ban hành")

    code = models.SlugField(max_length=64)
    edition = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "edition"], name="one_instrument_of_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"

    def save(self, *args: Any, **options: Any) -> None:
        """Save a draft, or publish one. Raises InstrumentStays for one that is published already."""
        self._check_open()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises InstrumentStays for a published one."""
        self._check_open()
        return super().delete(*args, **options)

    def _check_open(self) -> None:
        if self.pk and Instrument.objects.filter(pk=self.pk, state=self.State.PUBLISHED).exists():
            raise InstrumentStays


class Survey(models.Model):
    """A survey: `sample` asks people who were drawn during some weeks, `desk` asks at the counter all year.

    `conductor` is who asks, the units of `SurveyUnit` are those that are measured. `validity` are settings of the rules
    of cleaning that differ from the usual ones.
    """

    class Kind(models.TextChoices):
        """How people come to answer."""

        SAMPLE = "sample", _("Khảo sát chọn mẫu")
        DESK = "desk", _("Đánh giá tại quầy")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Đang lập")
        COLLECTING = "collecting", _("Đang thu phiếu")
        CLOSED = "closed", _("Đã kết thúc thu phiếu")
        PUBLISHED = "published", _("Đã công bố")

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(_("Tên khảo sát"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=8, choices=Kind.choices)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="surveys")
    conductor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    field_from = models.DateField(_("Thu phiếu từ ngày"))
    field_to = models.DateField(_("Đến hết ngày"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    min_n = models.PositiveIntegerField(_("Số trả lời ít nhất để công bố"), default=LEAST_ANSWERS)
    validity = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(field_to__gte=F("field_from")), name="a_survey_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(min_n__gte=1), name="a_survey_needs_an_answer"),
        ]
        indexes: ClassVar = [models.Index(fields=["conductor", "kind", "state"], name="surveys_of_conductor")]

    def __str__(self) -> str:
        return self.name


class SurveyUnit(models.Model):
    """A unit that a survey measures."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "unit"], name="a_unit_is_measured_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.unit_id}"
