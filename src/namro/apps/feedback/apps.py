"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Feedback of citizens."""

    name = "namro.apps.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Answer where evidence proves an answer or a publication."""
        from namro.apps.feedback.kept import FeedbackKeeps
        from namro.apps.library.attachments import attach_also

        attach_also(FeedbackKeeps())
