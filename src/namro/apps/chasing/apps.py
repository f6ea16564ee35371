"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class ChasingConfig(AppConfig):
    """Reminders and what they are made of."""

    name = "namro.apps.chasing"
    label = "chasing"

    def ready(self) -> None:
        """Have the work of plans stand among what is due; say for whom some places of the frame are."""
        from namro.apps.chasing.dues import register_dues
        from namro.apps.chasing.evaluation_dues import dues_of_evaluations
        from namro.apps.chasing.feedback_dues import dues_of_feedback
        from namro.apps.chasing.news import tell_called, tell_passing
        from namro.apps.chasing.permissions import can_load_assigned, can_write_letters
        from namro.apps.chasing.task_dues import dues_of_tasks
        from namro.apps.people.requests import signed_in
        from namro.apps.plans.above import Way, register_above
        from namro.apps.plans.news import handed_over, mentioned
        from namro.ui.navigation import show_only

        register_dues(dues_of_tasks)
        register_dues(dues_of_feedback)
        register_dues(dues_of_evaluations)
        register_above(Way("assigned", document="assigned__document", day="assigned__document_date"))
        mentioned.connect(tell_called, dispatch_uid="chasing")
        handed_over.connect(tell_passing, dispatch_uid="chasing")
        show_only("chasing:assigned", lambda request: can_load_assigned(signed_in(request)))
        show_only("chasing:letter", lambda request: can_write_letters(signed_in(request)))
