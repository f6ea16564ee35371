"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys of satisfaction."""

    name = "namro.apps.surveys"
    label = "surveys"
