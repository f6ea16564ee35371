"""Evidence of units: what it is, the files that stood for it one after the other, and every change of its description.

Nothing here is rewritten but a row's current description, whose every earlier value stays in `EvidenceChange`.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namro.apps.library.codes import CODE_LENGTH, new_code
from namro.apps.people.models import Unit

NUMBER_LENGTH, ISSUER_LENGTH, ABSTRACT_LENGTH, NAME_LENGTH, LINK_LENGTH = 80, 300, 1000, 200, 500


class Evidence(models.Model):
    """One piece of evidence of a unit for a year.

    `version` counts the changes of the description: a form says which one it was made of. `search` holds the folded
    words of the description and of the current file's name.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=NUMBER_LENGTH, blank=True)
    dated = models.DateField(null=True)
    issuer = models.CharField(max_length=ISSUER_LENGTH, blank=True)
    abstract = models.CharField(max_length=ABSTRACT_LENGTH, blank=True)
    search = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "year", "-id"], condition=Q(removed_at__isnull=True), name="evidence_of_unit"),
            models.Index(fields=["year", "-id"], condition=Q(removed_at__isnull=True), name="evidence_of_year"),
        ]

    def __str__(self) -> str:
        return self.code


class EvidenceFile(models.Model):
    """One version of a piece of evidence: a file, or a link with a picture or PDF of its page taken on `pictured_on`.

    The file lies in the store under its SHA-256; versions are numbered from 1 and never overwritten. What the reader
    found stands in `described` and `signatures`; `signed` and `pages` are copies for lists. A document with a stamp of
    secrecy is let go: of it stays that it was one.
    """

    class State(models.TextChoices):
        """Whether the file has been read; a reading that was cut off goes back to WAITING or ends as FAILED."""

        WAITING = "waiting", _("Đang chờ đọc")
        READING = "reading", _("Đang đọc")
        READ = "read", _("Đã đọc")
        FAILED = "failed", _("Không đọc được")

    #: The reading of these has not ended.
    OPEN: ClassVar = (State.WAITING, State.READING)

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files", db_index=False)
    version = models.PositiveSmallIntegerField()
    #: Whether this is the newest version: the one that lists and remarks speak of.
    current = models.BooleanField(default=True)
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    pictured_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    changed_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Why it could not be read, in words.
    message = models.TextField(blank=True)
    described = models.JSONField(null=True)
    signatures = models.JSONField(null=True)
    signed = models.CharField(max_length=16, blank=True)
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "version"], name="versions_are_numbered"),
            models.UniqueConstraint(fields=["evidence"], condition=Q(current=True), name="one_current_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="versions_begin_at_one"),
            models.CheckConstraint(
                condition=Q(state="failed") | ~Q(sha256="", link=""), name="a_version_has_a_file_or_a_link"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sha256"], name="file_by_content"),
            models.Index(fields=["state", "id"], name="file_to_read"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} v{self.version}"

    @property
    def is_open(self) -> bool:
        """Whether its reading has not ended."""
        return self.state in self.OPEN


class EvidenceChange(models.Model):
    """One field of a description as it was and as it became: appended, never rewritten.

    `version` is the one that the change made; `by` is empty where the reader wrote what it found in a file.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="changes", db_index=False)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=16)
    old = models.CharField(max_length=ABSTRACT_LENGTH, blank=True)
    new = models.CharField(max_length=ABSTRACT_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "version", "field"], name="one_change_of_a_field_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.field}: {self.old} → {self.new}"
