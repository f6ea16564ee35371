"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """One-stop dossiers."""

    name = "namro.apps.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Say whose files the store keeps."""
        from namro.apps.dossiers.models import DossierImport
        from namro.apps.library.orphans import uses_files

        uses_files(DossierImport, "bad_sha256")
