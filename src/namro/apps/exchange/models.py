"""Documents that people uploaded, with what was read in them."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models

#: Letters and digits of a public code; those that look alike on paper are left out.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10


def new_code() -> str:
    """Return a random code that stands in addresses, so that they cannot be counted through."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


class ImportedDocument(models.Model):
    """One document of one person. The file itself is in the file store under its SHA-256.

    `reading` is the published schema (`namro.core.printed.plain`), `source` the printed text by line and cell.
    The audit and the lost points are computed from the reading whenever the page is shown; `contradictions`,
    `doubts` and `lost` are copies for the list.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    reader_version = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    reading = models.JSONField()
    source = models.JSONField()
    contradictions = models.PositiveIntegerField()
    doubts = models.PositiveIntegerField()
    lost = models.DecimalField(max_digits=8, decimal_places=3, null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uploaded_by", "sha256"], name="one_row_per_person_and_content"),
        ]
        indexes: ClassVar = [models.Index(fields=["-uploaded_at", "-id"])]

    def __str__(self) -> str:
        return self.name
