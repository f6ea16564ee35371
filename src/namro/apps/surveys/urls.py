"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import desk, offline, respondent, setting_up

app_name = "surveys"
urlpatterns = [
    path("khao-sat", setting_up.home, name="home"),
    path("khao-sat/moi", setting_up.new, name="new"),
    path("khao-sat/<slug:code>", setting_up.survey, name="survey"),
    path("khao-sat/<slug:code>/buoc", setting_up.move, name="move"),
    path("khao-sat/<slug:code>/phieu", desk.slips, name="slips"),
    path("khao-sat/<slug:code>/thiet-bi", desk.counters, name="counters"),
    path("khao-sat/<slug:code>/thang/<str:month>", desk.month, name="month"),
    path("khao-sat/<slug:code>/thang/<str:month>/thong-bao.<str:suffix>", desk.notice, name="notice"),
    path("ks", respondent.start, name="start"),
    path("ks/quay/<slug:code>", respondent.counter, name="counter"),
    path("ks/ngoai-tuyen.js", offline.worker, name="worker"),
    path("ks/<str:code>", respondent.answer, name="answer"),
]
