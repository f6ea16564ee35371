"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Evidence of units: files and links, with what was read in them."""

    name = "namro.apps.library"
    label = "library"

    def ready(self) -> None:
        """Say whose files the store keeps."""
        from namro.apps.library.models import EvidenceFile
        from namro.apps.library.orphans import uses_files

        uses_files(EvidenceFile)
