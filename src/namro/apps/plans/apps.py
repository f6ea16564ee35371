"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and the work they give."""

    name = "namro.apps.plans"
    label = "plans"
