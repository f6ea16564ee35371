"""Addresses of plans, of the work they give, and of what watchers recommend."""

from __future__ import annotations

from namro.apps.plans.findings_urls import findings_paths
from namro.apps.plans.planning_urls import planning
from namro.apps.plans.recommending_urls import recommending_paths
from namro.apps.plans.working_urls import working

app_name = "plans"
urlpatterns = [*working, *planning, *recommending_paths, *findings_paths]
