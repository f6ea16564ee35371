"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and the work they give."""

    name = "namro.apps.plans"
    label = "plans"

    def ready(self) -> None:
        """Say whose files the store keeps."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.plans.models import Proof

        uses_files(Proof)
