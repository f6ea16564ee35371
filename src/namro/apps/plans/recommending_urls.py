"""Addresses of recommendations and supervisions."""

from __future__ import annotations

from django.urls import path

from namro.apps.plans.views import recommendation_task, recommending, supervisions
from namro.apps.plans.views import recommendations as pages

recommending_paths = [
    path("kien-nghi", pages.listed, name="recommendations"),
    path("kien-nghi/in", pages.on_paper, name="recommendations_print"),
    path("kien-nghi/tai.xlsx", pages.workbook, name="recommendations_file"),
    path("kien-nghi/moi", recommending.new, name="recommendation_new"),
    path("kien-nghi/<slug:code>", pages.one, name="recommendation"),
    path("kien-nghi/<slug:code>/sua", recommending.change, name="recommendation_change"),
    path("kien-nghi/<slug:code>/tra-loi", recommending.answer, name="recommendation_answer"),
    path("kien-nghi/<slug:code>/thanh-viec", recommendation_task.take_up, name="recommendation_take_up"),
    path("giam-sat", supervisions.listed, name="supervisions"),
    path("giam-sat/moi", supervisions.new, name="supervision_new"),
    path("giam-sat/<slug:code>", supervisions.one, name="supervision"),
]
