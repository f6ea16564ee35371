"""Editions of criteria sets: the text as uploaded, its SHA-256, who published it. A published one never changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namro.core.base.errors import NamroError


class PublishedStays(NamroError):
    """Something tried to change or delete a published edition."""

    def __init__(self) -> None:
        super().__init__(
            str(_("Phiên bản đã công bố không sửa, không xóa. Hãy đưa lên một phiên bản mới.")), code="published"
        )


class EditionRows(models.QuerySet["Edition"]):
    """Rows whose published ones are left alone by changes in bulk."""

    def update(self, **values: Any) -> int:
        """Change drafts. Raises PublishedStays when a published row is among them."""
        self._only_drafts()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts. Raises PublishedStays when a published row is among them."""
        self._only_drafts()
        return super().delete()

    def _only_drafts(self) -> None:
        if self.filter(status=Edition.Status.PUBLISHED).exists():
            raise PublishedStays


class Edition(models.Model):
    """One edition. Text and hash are what counts; the other columns repeat what the text says, for lists and addresses.

    The database refuses changes of a published row too (migration 0002).
    """

    class Status(models.TextChoices):
        """Whether scores may stand on it."""

        DRAFT = "draft", _("Dự thảo")
        PUBLISHED = "published", _("Đã công bố")

    framework = models.SlugField(max_length=64)
    edition = models.DateField()
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=16)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True)
    leaves = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.DRAFT)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = EditionRows.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "edition"], name="one_text_of_an_edition"),
            models.CheckConstraint(condition=Q(status__in=["draft", "published"]), name="edition_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None, published_by=None)
                | Q(status="published", published_at__isnull=False, published_by__isnull=False),
                name="published_edition_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")), name="edition_years_are_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return f"{self.framework} {self.edition}"

    @property
    def is_published(self) -> bool:
        """Whether it is in force for its years and closed to changes."""
        return self.status == self.Status.PUBLISHED

    def save(self, *args: Any, **options: Any) -> None:
        """Save a draft, or publish one. Raises PublishedStays for a row that is published already."""
        self._check_open()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft. Raises PublishedStays for a published one."""
        self._check_open()
        return super().delete(*args, **options)

    def _check_open(self) -> None:
        if self.pk and Edition.objects.filter(pk=self.pk, status=self.Status.PUBLISHED).exists():
            raise PublishedStays
