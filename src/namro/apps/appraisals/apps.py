"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    """Appraisal, explanation, decision, publication."""

    name = "namro.apps.appraisals"
    label = "appraisals"

    def ready(self) -> None:
        """Go along with sheets to publication, say who may read what of them; tell the heads that were published."""
        from namro.apps.appraisals.queries.heads import heads
        from namro.apps.appraisals.sealing import Seal
        from namro.apps.appraisals.stages import follow
        from namro.apps.assessments.layers_read import sealed_by
        from namro.apps.assessments.news import sheet_moving
        from namro.apps.people.heads import register

        sheet_moving.connect(follow, dispatch_uid="appraisals")
        register(heads)
        sealed_by(Seal)
