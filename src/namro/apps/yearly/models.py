"""What is stored of yearly sheets: how far each is, everything that happened to it, corrections, closed numbers.

The numbers themselves are counted when they are looked at (`material`); a snapshot keeps them when a sheet is closed.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit
from namro.core.improvement.yearly_figures import FIGURE_WORDS, Figure
from namro.core.improvement.yearly_states import STATE_WORDS, State

#: Longest text that somebody writes on a sheet.
TEXT_LENGTH = 2000
_STATES = [(one.value, STATE_WORDS[one]) for one in State]
_FIGURES = [(one.value, FIGURE_WORDS[one]) for one in Figure]


class PersonSheet(models.Model):
    """One person's sheet of a year in one unit; who moved within the year has one in each unit."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=_STATES, default=State.DRAFTED)
    #: The day from which the person has time to look, and whether the person has said that it is right.
    shown_on = models.DateField(null=True)
    confirmed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "user"], name="one_sheet_of_a_person_in_a_year"),
            models.CheckConstraint(
                name="a_sheet_was_shown_before_it_went_on",
                condition=Q(state=State.DRAFTED) | Q(shown_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class SheetEvent(models.Model):
    """One act of `core.improvement.yearly_states.TABLE`: appended, never rewritten. `version` is that after it."""

    sheet = models.ForeignKey(PersonSheet, on_delete=models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    as_who = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    said = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "version"], name="one_act_of_a_sheet_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.version} {self.act}"


class Correction(models.Model):
    """Something the person asks to have corrected, with proof: a row that stands wrong, or one that is missing.

    `ref` is the row's lasting name, `figure` what it should carry ("" : not on this sheet at all). Never changed once
    it is decided. The proof's file lies in the store under `sha256`.
    """

    class Outcome(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Chờ quyết định")
        ACCEPTED = "accepted", _("Đã sửa")
        REFUSED = "refused", _("Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    sheet = models.ForeignKey(PersonSheet, on_delete=models.PROTECT, related_name="corrections")
    seq = models.PositiveIntegerField()
    ref = models.CharField(max_length=80)
    missing = models.BooleanField(default=False)
    #: What the row says, as it was when the correction was asked for.
    text = models.CharField(max_length=500)
    on = models.DateField(null=True)
    figure = models.CharField(max_length=16, choices=_FIGURES, blank=True)
    said = models.TextField()
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_kind = models.CharField(max_length=8, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    link = models.URLField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "seq"], name="corrections_of_a_sheet_are_numbered"),
            models.UniqueConstraint(
                fields=["sheet", "ref"], condition=Q(outcome="waiting"), name="one_correction_of_a_row_waits"
            ),
            models.CheckConstraint(name="a_correction_comes_with_proof", condition=~Q(sha256="") | ~Q(link="")),
            models.CheckConstraint(
                name="a_refused_correction_says_why", condition=~Q(outcome="refused") | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.seq}"


class SheetSnapshot(models.Model):
    """The numbers and rows as they were when the sheet was closed: never changed."""

    sheet = models.ForeignKey(PersonSheet, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="snapshots_of_a_sheet_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"
