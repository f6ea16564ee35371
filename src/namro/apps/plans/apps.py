"""Django's registration of this app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and the work they give."""

    name = "namro.apps.plans"
    label = "plans"

    def ready(self) -> None:
        """Say whose files the store keeps; let tasks go along with their criteria, stand beside them, be counted."""
        from namro.apps.appraisals.born import answer_with
        from namro.apps.assessments.news import criteria_moved
        from namro.apps.indicators.news import facts_changed
        from namro.apps.indicators.sources import register_source
        from namro.apps.library.orphans import uses_files
        from namro.apps.plans.born import TasksOfCriteria
        from namro.apps.plans.counted import TasksCounted
        from namro.apps.plans.falling import find_after_facts, find_after_results
        from namro.apps.plans.from_above import SOURCE, TasksFromAbove
        from namro.apps.plans.models import Proof, SheetDecision
        from namro.apps.plans.renumbering import renumber
        from namro.apps.plans.surveyed import goals_of_plans
        from namro.apps.registers.beside import register_kept
        from namro.apps.surveys.goals import find_goals_with
        from namro.apps.surveys.news import results_changed

        uses_files(Proof)
        uses_files(SheetDecision)
        criteria_moved.connect(renumber, dispatch_uid="plans")
        facts_changed.connect(find_after_facts, dispatch_uid="plans")
        results_changed.connect(find_after_results, dispatch_uid="plans")
        find_goals_with(goals_of_plans)
        answer_with(TasksOfCriteria())
        register_source("tasks", TasksCounted())
        register_kept(SOURCE, TasksFromAbove())
