"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices and the mail that carries them."""

    name = "namro.apps.notices"
    label = "notices"

    def ready(self) -> None:
        """Put the bell into the frame; say for whom the page of mail is."""
        from namro.apps.notices.bell import on_bell
        from namro.apps.notices.permissions import can_see_mail
        from namro.apps.people.requests import signed_in
        from namro.ui.navigation import count_on_bell, show_only

        count_on_bell(lambda request: on_bell(signed_in(request)))
        show_only("notices:mail", lambda request: can_see_mail(signed_in(request)))
