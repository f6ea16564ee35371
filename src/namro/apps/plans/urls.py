"""Addresses of plans and of the work they give."""

from __future__ import annotations

from namro.apps.plans.planning_urls import planning
from namro.apps.plans.working_urls import working

app_name = "plans"
urlpatterns = [*working, *planning]
