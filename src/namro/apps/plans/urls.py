"""Addresses of plans and of the work they give."""

from __future__ import annotations

from namro.apps.plans.planning_urls import planning

app_name = "plans"
urlpatterns = [*planning]
