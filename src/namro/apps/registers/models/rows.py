"""Rows of registers: what they say, the values they are found by, who changed what, their proof, and yearly tallies."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.library.models import Evidence
from namro.apps.people.models import Unit

#: Longest code of a register and of a column, and the longest value that is looked up; longer ones are cut.
REGISTER_LENGTH, COLUMN_LENGTH, KEY_LENGTH = 48, 40, 120
REASON_LENGTH = 500
_STANDS = Q(removed_at__isnull=True)


class RegisterRow(models.Model):
    """One row. `data` holds stored texts by column, as `core.registers.values` writes them.

    `edition` is the definition it was last written by, `date` the day it belongs to, `seq` its number in the register
    of the unit and year; `version` counts its changes, so that a form can say which one it was made of. A row that was
    removed stays, with who, when and why.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    register = models.CharField(max_length=REGISTER_LENGTH)
    edition = models.CharField(max_length=10)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    date = models.DateField()
    seq = models.PositiveIntegerField()
    data = models.JSONField()
    #: The words of all columns without marks and case.
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    proofs = models.PositiveSmallIntegerField(default=0)
    #: Whether the register asks for proof of it and there is none.
    lacks_proof = models.BooleanField(default=False)
    #: Whether it still waits for somebody.
    is_open = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    removed_at = models.DateTimeField(null=True)
    removed_why = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removed_why="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_why="")),
                name="a_removed_row_says_by_whom",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "unit", "-date", "-id"], condition=_STANDS, name="rows_of_unit"),
            models.Index(fields=["register", "-date", "-id"], condition=_STANDS, name="rows_of_register"),
            models.Index(
                fields=["register", "unit", "-date", "-id"], condition=_STANDS & Q(is_open=True), name="rows_open"
            ),
            models.Index(
                fields=["register", "unit", "-date", "-id"],
                condition=_STANDS & Q(lacks_proof=True),
                name="rows_without_proof",
            ),
            models.Index(fields=["register", "unit", "-id"], condition=~_STANDS, name="rows_removed"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.code}"


class RegisterKey(models.Model):
    """The value of an indexed column of a row that stands, with what lists are ordered by."""

    row = models.ForeignKey(RegisterRow, on_delete=models.CASCADE, related_name="keys")
    register = models.CharField(max_length=REGISTER_LENGTH)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    column = models.CharField(max_length=COLUMN_LENGTH)
    value = models.CharField(max_length=KEY_LENGTH)
    date = models.DateField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["register", "unit", "column", "value", "-date", "-row"], name="keys_of_unit"),
            models.Index(fields=["register", "column", "value", "-date", "-row"], name="keys_of_register"),
        ]

    def __str__(self) -> str:
        return f"{self.column}={self.value}"


class RowEvent(models.Model):
    """A change of a row: appended, never rewritten. `changes` are [before, after] stored texts by column."""

    class Kind(models.TextChoices):
        """What happened."""

        MADE = "made", _("Thêm")
        CHANGED = "changed", _("Sửa")
        REMOVED = "removed", _("Bỏ")
        RESTORED = "restored", _("Lấy lại")
        PROVED = "proved", _("Gắn minh chứng")
        UNPROVED = "unproved", _("Gỡ minh chứng")

    row = models.ForeignKey(RegisterRow, on_delete=models.PROTECT, related_name="events", db_index=False)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    changes = models.JSONField(default=dict)
    #: Why it was removed, which evidence was attached, from which file it came.
    note = models.CharField(max_length=REASON_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["row", "id"], name="events_of_row")]

    def __str__(self) -> str:
        return f"{self.row_id} v{self.version} {self.kind}"


class RowProof(models.Model):
    """A piece of evidence that proves a row."""

    row = models.ForeignKey(RegisterRow, on_delete=models.PROTECT, related_name="proof", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["row", "evidence"], name="one_proof_of_a_row_once")]

    def __str__(self) -> str:
        return f"{self.row_id} ← {self.evidence_id}"


class RegisterTally(models.Model):
    """How many rows a unit has in a register and year, and the figures that are no ratios, as of `edition`.

    Written in the transaction that writes the rows; `last` is the highest number given out, removed rows included.
    """

    register = models.CharField(max_length=REGISTER_LENGTH)
    edition = models.CharField(max_length=10)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)
    lacking = models.PositiveIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)
    bases = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "register"], name="one_tally"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.unit_id} {self.year}"
