"""Facts, the deliveries they came with, marks of what is to be scored again, what is frozen, uploads under way; and
the figures of indicators, who enters them, and which way of counting counts.

Nothing here is rewritten: a new value stands beside the old one, which only learns by what it was superseded.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Owned, Unit, owned_by_its_kind

INPUT_LENGTH, VALUE_LENGTH = 120, 40


class Producer(models.TextChoices):
    """What kind of source a value came from."""

    IMPORT = "import", _("Tệp số liệu")
    REGISTER = "register", _("Sổ theo dõi")
    DOSSIER = "dossier", _("Hồ sơ một cửa")
    SURVEY = "survey", _("Khảo sát")
    PERSON = "person", _("Nhập tay")
    INDICATOR = "indicator", _("Chỉ tiêu")


class Delivery(models.Model):
    """One act of writing facts: which producer, from where, who, when."""

    source_kind = models.CharField(max_length=16, choices=Producer.choices)
    source_ref = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_ref}"


class Fact(models.Model):
    """A value of an input, as text in the one way of writing it; "" takes the value away.

    `superseded_by` is the delivery that brought the next value of the same input; current facts have none.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    input = models.CharField(max_length=INPUT_LENGTH)
    value = models.CharField(max_length=VALUE_LENGTH, blank=True)
    #: Standard error of a survey value; no effect on points.
    se = models.CharField(max_length=VALUE_LENGTH, blank=True)
    as_of = models.DateField()
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="facts")
    superseded_by = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year", "input"], condition=Q(superseded_by__isnull=True), name="one_current_fact"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "year", "input", "-id"], name="fact_history")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.input} = {self.value}"


class Mark(models.Model):
    """A unit and year whose result no longer follows from its facts; a new token says that it was marked again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "year"], name="one_mark")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class Freeze(models.Model):
    """From `at` until it is lifted, the result of a unit and year stays as it is; `reason` is shown to who tries.

    `surveys_open`: what the survey says is still taken in, since it comes when the unit has handed its sheet in.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    surveys_open = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(lifted_at__isnull=True), name="frozen_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.reason}"


class FactUpload(models.Model):
    """A facts file that was read without fault and waits for its word; its rows are staged, nothing is written yet."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    as_of = models.DateField()

    def __str__(self) -> str:
        return self.name


class StagedFact(models.Model):
    """A row of an upload, checked and in the one way of writing; rows go when the upload is written or dropped."""

    upload = models.ForeignKey(FactUpload, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    input = models.CharField(max_length=INPUT_LENGTH)
    value = models.CharField(max_length=VALUE_LENGTH)
    se = models.CharField(max_length=VALUE_LENGTH, blank=True)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.input} = {self.value}"


class ValueSource(models.TextChoices):
    """Where figures of an indicator came from; of a mix, what came last."""

    ENTRY = "entry", _("Nhập tay")
    IMPORT = "import", _("Tệp số liệu")
    COMPUTED = "computed", _("Tính từ sổ, nhiệm vụ, báo cáo")


class IndicatorValue(models.Model):
    """The figures of one indicator of a unit and period: its parts as text, by the part's id.

    Numerators, denominators and values of all variants follow from the parts by the definition. A new row stands
    beside the old one. `corrected`: the row after it says that it was wrong; else it was what was known on its day,
    and milestones are judged by it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=8)
    parts = models.JSONField()
    as_of = models.DateField()
    source_kind = models.CharField(max_length=16, choices=ValueSource.choices)
    source_ref = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delivered = models.DateTimeField()
    #: Why a value that stood was corrected; why a check that asks for it does not hold.
    reason = models.CharField(max_length=400, blank=True)
    explanation = models.CharField(max_length=400, blank=True)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    corrected = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "indicator", "period"],
                condition=Q(superseded_by__isnull=True),
                name="one_current_indicator_value",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "indicator", "year", "-id"], name="indicator_of_unit"),
            models.Index(fields=["indicator", "year"], name="indicator_of_year"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator} {self.period}"


class IndicatorUpload(models.Model):
    """A workbook of figures that was read without fault and waits for its word; `rows` are what it would write."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    rows = models.JSONField()

    def __str__(self) -> str:
        return self.name


class VariantChoice(models.Model):
    """From a day on, a variant of an indicator counts for a unit, or (`unit` None) for all that chose none themselves.

    Nothing is rewritten: of two of one day the later one stands.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    indicator = models.CharField(max_length=60)
    variant = models.CharField(max_length=60)
    since = models.DateField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["indicator", "unit", "since"], name="variants_chosen")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="a_variant_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator} {self.variant} {self.since}"


class IndicatorOwner(Owned):
    """Who enters the figures of an indicator for a unit, besides its coordinator."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    indicator = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "indicator"], name="one_owner_of_an_indicator"),
            owned_by_its_kind("owner_of_an_indicator_of_its_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.indicator} {self.owner_kind}"
