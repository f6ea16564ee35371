"""Addresses of the appraiser. That of a criterion comes last: ids of criteria are the set's own words."""

from __future__ import annotations

from django.urls import path

from namro.apps.appraisals.judging_views import accepting, deciding, home, showing

urlpatterns = [
    path("tham-dinh", home.home, name="judging"),
    path("tham-dinh/<slug:key>/y-kien-khac-nhau", showing.disputes, name="disputes"),
    path("tham-dinh/<slug:key>/don-vi/<slug:code>", showing.unit, name="judge_unit"),
    path("tham-dinh/<slug:key>/chap-nhan", accepting.accept_many, name="accept_many"),
    path("tham-dinh/<slug:key>/xet", deciding.decide, name="decide"),
]
criterion_urls = [
    path("tham-dinh/<slug:key>/<str:node>", showing.criterion, name="judge_criterion"),
]
