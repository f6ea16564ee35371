"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, roles and the audit record."""

    name = "namro.apps.people"
    label = "people"

    def ready(self) -> None:
        """Tell the frame which places are for whom."""
        from namro.apps.people.requests import signed_in
        from namro.ui.navigation import know_roles

        know_roles(lambda request: signed_in(request).standing.roles)
