"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from namro.apps.plans.views import plan_editing, plan_flow, plan_tasks
from namro.apps.plans.views import planning as pages

planning = [
    path("ke-hoach", pages.plans, name="plans"),
    path("ke-hoach/moi", pages.new_plan, name="new"),
    path("ke-hoach/<slug:code>", pages.plan, name="plan"),
    path("ke-hoach/<slug:code>/sua-loat", plan_editing.edit_many, name="edit_many"),
    path("ke-hoach/<slug:code>/viec-moi", plan_tasks.new_task, name="new_task"),
    path("ke-hoach/<slug:code>/viec/<int:key>", plan_tasks.task, name="task"),
    path("ke-hoach/<slug:code>/viec/<int:key>/bo", plan_tasks.drop, name="drop"),
    path("ke-hoach/<slug:code>/viec/<int:key>/dua-lai", plan_tasks.take_back, name="take_back"),
    path("ke-hoach/<slug:code>/chuyen", plan_flow.move, name="move"),
    path("ke-hoach/<slug:code>/phan-dau", plan_flow.heading, name="heading"),
    path("ke-hoach/<slug:code>/cac-ban", plan_flow.versions, name="versions"),
    path("ke-hoach/<slug:code>/tai.<str:kind>", plan_flow.file, name="file"),
]
