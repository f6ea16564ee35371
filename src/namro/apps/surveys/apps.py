"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys of satisfaction."""

    name = "namro.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Say whose files the store keeps, and who sees the places of samples."""
        from namro.apps.library.orphans import uses_files
        from namro.apps.people.requests import signed_in
        from namro.apps.surveys.models import Frame
        from namro.apps.surveys.permissions import can_conduct
        from namro.apps.surveys.sample_permissions import can_visit
        from namro.ui.navigation import show_only

        uses_files(Frame)
        show_only("samples:home", lambda request: can_conduct(signed_in(request)))
        show_only("samples:mine", lambda request: can_visit(signed_in(request)))
