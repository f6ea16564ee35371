"""Addresses of facts and of indicators."""

from __future__ import annotations

from django.urls import path

from namro.apps.indicators.views import entries, facts, measure_uploads, measures, owners, uploads, variants

app_name = "indicators"
urlpatterns = [
    path("so-lieu", facts.home, name="home"),
    path("so-lieu/nap", uploads.upload, name="upload"),
    path("so-lieu/nap/<slug:code>", uploads.uploaded, name="uploaded"),
    path("so-lieu/<int:year>/<slug:code>", facts.facts, name="facts"),
    path("so-lieu/<int:year>/<slug:code>/gia-tri", facts.fact, name="fact"),
    path("chi-tieu", measures.measures, name="measures"),
    path("chi-tieu/nap", measure_uploads.upload, name="measures_upload"),
    path("chi-tieu/nap/mau.xlsx", measure_uploads.template, name="measures_template"),
    path("chi-tieu/nap/<slug:code>", measure_uploads.uploaded, name="measures_uploaded"),
    path("chi-tieu/tai.<slug:kind>", measures.measures_file, name="measures_file"),
    path("chi-tieu/phan-cong", owners.owners, name="owners"),
    path("chi-tieu/<slug:name>/cach-tinh", variants.variant, name="variant"),
    path("chi-tieu/<slug:name>", measures.measure, name="measure"),
    path("chi-tieu/<slug:name>/giai-thich", entries.explanation, name="measure_explain"),
    path("chi-tieu/<slug:name>/ghi", entries.entry, name="measure_entry"),
    path("chi-tieu/<slug:name>/tai.<slug:kind>", measures.measure_file, name="measure_file"),
]
