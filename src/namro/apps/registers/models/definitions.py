"""Definitions of registers that the province brought in: text and hash, never changed once they are there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from namro.apps.registers.models.rows import REGISTER_LENGTH
from namro.core.base.errors import NamroError


class DefinitionStays(NamroError):
    """Something tried to change or delete a definition."""

    def __init__(self) -> None:
        super().__init__(_("Định nghĩa sổ đã nạp không sửa, không xóa. Hãy nạp phiên bản mới."), code="published")


class DefinitionEdition(models.Model):
    """One edition of a register's definition; rows that were written by it stay readable by it."""

    register = models.CharField(max_length=REGISTER_LENGTH)
    edition = models.DateField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "edition"], name="one_text_of_a_definition"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.edition}"

    def save(self, *args: Any, **options: Any) -> None:
        """Save a new one. Raises DefinitionStays for one that is there already."""
        if self.pk:
            raise DefinitionStays
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Raise DefinitionStays."""
        raise DefinitionStays
