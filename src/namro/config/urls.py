"""All addresses of the site: short Vietnamese words without diacritics, no slash at the end."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("namro.ui.urls")),
    path("", include("namro.apps.papers.urls")),
    path("", include("namro.apps.people.urls")),
    path("", include("namro.apps.notices.urls")),
    path("", include("namro.apps.frameworks.urls")),
    path("", include("namro.apps.library.urls")),
    path("", include("namro.apps.registers.urls")),
    path("", include("namro.apps.dossiers.urls")),
    path("", include("namro.apps.feedback.urls")),
    path("", include("namro.apps.surveys.urls")),
    path("", include("namro.apps.surveys.instrument_urls")),
    path("", include("namro.apps.surveys.sample_urls")),
    path("", include("namro.apps.surveys.results_urls")),
    path("", include("namro.apps.officers.urls")),
    path("", include("namro.apps.plans.urls")),
    path("", include("namro.apps.chasing.urls")),
    path("", include("namro.apps.reports.urls")),
    path("", include("namro.apps.yearly.urls")),
    path("", include("namro.apps.indicators.urls")),
    path("", include("namro.apps.service_index.urls")),
    path("", include("namro.apps.appraisals.urls")),
    path("", include("namro.apps.assessments.urls")),
    path("", include("namro.apps.meetings.urls")),
    path("", include("namro.apps.exchange.urls")),
]
handler400 = "namro.ui.views.bad_request"
