"""Checked rows of a file that is not written yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from namro.apps.dossiers.models.imports import DossierImport
from namro.apps.dossiers.models.rows import CODE_LENGTH, DossierColumns, StepColumns


class StagedDossier(DossierColumns):
    """A row of a file that would change something."""

    job = models.ForeignKey(DossierImport, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    fresh = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["job", "line"], name="staged_dossiers")]

    def __str__(self) -> str:
        return f"{self.line} {self.code}"


class StagedStep(StepColumns):
    """A step of a staged dossier."""

    job = models.ForeignKey(DossierImport, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = models.PositiveIntegerField()
    dossier_code = models.CharField(max_length=CODE_LENGTH)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["job", "line"], name="staged_steps")]

    def __str__(self) -> str:
        return f"{self.line} {self.number}"
