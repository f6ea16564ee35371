"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, roles and the audit record."""

    name = "namro.apps.people"
    label = "people"

    def ready(self) -> None:
        """Say for whom some places of the frame are."""
        from namro.apps.people.models import Role
        from namro.apps.people.permissions import can_read_record
        from namro.apps.people.requests import signed_in
        from namro.ui.navigation import show_only

        show_only("people:audit", lambda request: can_read_record(signed_in(request)))
        show_only("appraisals:judging", lambda request: signed_in(request).standing.has(Role.APPRAISER, Role.COUNCIL))
