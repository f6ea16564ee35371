"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from namro.apps.plans.views import extra_points, handings, plan_editing, plan_flow, plan_tasks, targets
from namro.apps.plans.views import planning as pages

planning = [
    path("ke-hoach", pages.plans, name="plans"),
    path("ke-hoach/moi", pages.new_plan, name="new"),
    path("ke-hoach/cap-tren-giao", handings.waiting, name="from_above"),
    path("ke-hoach/cap-tren-giao/<int:key>", handings.answer, name="answer_given"),
    path("ke-hoach/<slug:code>", pages.plan, name="plan"),
    path("ke-hoach/<slug:code>/sua-loat", plan_editing.edit_many, name="edit_many"),
    path("ke-hoach/<slug:code>/viec-moi", plan_tasks.new_task, name="new_task"),
    path("ke-hoach/<slug:code>/viec/<int:key>", plan_tasks.task, name="task"),
    path("ke-hoach/<slug:code>/viec/<int:key>/bo", plan_tasks.drop, name="drop"),
    path("ke-hoach/<slug:code>/viec/<int:key>/dua-lai", plan_tasks.take_back, name="take_back"),
    path("ke-hoach/<slug:code>/chuyen", plan_flow.move, name="move"),
    path("ke-hoach/<slug:code>/phan-dau", plan_flow.heading, name="heading"),
    path("ke-hoach/<slug:code>/cac-ban", plan_flow.versions, name="versions"),
    path("ke-hoach/<slug:code>/chi-tieu", targets.targets, name="targets"),
    path("ke-hoach/<slug:code>/chi-tieu/tu-van-ban", targets.take, name="targets_take"),
    path("ke-hoach/<slug:code>/chi-tieu/tu-ket-qua-hai-long", targets.take_factors, name="targets_take_factors"),
    path("ke-hoach/<slug:code>/dieu-chua-hai-long", targets.take_weak_points, name="take_weak_points"),
    path("ke-hoach/<slug:code>/chi-tieu/cach-hieu", targets.choose, name="targets_choose"),
    path("ke-hoach/<slug:code>/chi-tieu/quy-tac", targets.rule, name="targets_rule"),
    path("ke-hoach/<slug:code>/chi-tieu/moi", targets.new, name="target_new"),
    path("ke-hoach/<slug:code>/chi-tieu/<int:key>", targets.target, name="target"),
    path("ke-hoach/<slug:code>/chi-tieu/<int:key>/ket-qua", targets.value, name="target_value"),
    path("ke-hoach/<slug:code>/chi-tieu/<int:key>/bo", targets.drop, name="target_drop"),
    path("ke-hoach/<slug:code>/thuong-tru", extra_points.extras, name="extras"),
    path("ke-hoach/<slug:code>/thuong-tru/moi", extra_points.new, name="extra_new"),
    path("ke-hoach/<slug:code>/thuong-tru/<int:key>", extra_points.extra, name="extra"),
    path("ke-hoach/<slug:code>/thuong-tru/<int:key>/bo", extra_points.drop, name="extra_drop"),
    path("ke-hoach/<slug:code>/kinh-phi", extra_points.costs, name="costs"),
    path("ke-hoach/<slug:code>/giao-xuong", handings.given, name="given"),
    path("ke-hoach/<slug:code>/tai.<str:kind>", plan_flow.file, name="file"),
]
