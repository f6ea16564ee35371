"""Results that others published of a unit, kept apart from what the unit's own surveys estimate."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.survey.methods import Method


class Published(models.Model):
    """A published result of a unit and year under one method: never rewritten, a correction takes its place.

    `method` is the id of the four texts before it (`core.survey.methods.Method`). `document` is the code of
    the document that it was read from. What was taken away has `removed_at` and says why.
    """

    class How(models.TextChoices):
        """How it came in."""

        TYPED = "typed", _("nhập tay")
        FILE = "file", _("nạp từ Excel")
        DOCUMENT = "document", _("đọc từ văn bản")

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("Năm đo"))
    how = models.CharField(max_length=8, choices=How.choices)
    instrument = models.CharField(_("Bộ câu hỏi"), max_length=160)
    edition = models.CharField(_("Phiên bản"), max_length=40, blank=True)
    formula = models.CharField(_("Công thức"), max_length=8, blank=True)
    population = models.CharField(_("Đối tượng"), max_length=300)
    method = models.CharField(max_length=520, editable=False)
    source = models.CharField(_("Nguồn"), max_length=300)
    document = models.CharField(max_length=CODE_LENGTH, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year", "method"], condition=Q(replaced_by=None, removed_at=None),
                name="one_published_result_of_a_method",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["unit", "year"], name="published_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    @property
    def measured_by(self) -> Method:
        """The core's value."""
        return Method(
            instrument=self.instrument, edition=self.edition, formula=self.formula, population=self.population
        )


class PublishedValue(models.Model):
    """One factor of a published result as printed; `factor` is its code (`core.survey.published.factor_code`)."""

    result = models.ForeignKey(Published, on_delete=models.PROTECT, related_name="values")
    place = models.PositiveSmallIntegerField()
    factor = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=7, decimal_places=3)
    n = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "factor"], name="a_factor_is_printed_once"),
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=100), name="a_published_value_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
