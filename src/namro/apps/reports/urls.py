"""Addresses of reports. Codes of reports come last: no word above has their length and letters."""

from __future__ import annotations

from django.urls import path

from namro.apps.reports.views import calendar, merged_files, overseeing, report, section, settling

app_name = "reports"
urlpatterns = [
    path("bao-cao", calendar.calendar, name="calendar"),
    path("bao-cao/bat-dau", calendar.begin, name="begin"),
    path("bao-cao/don-vi", overseeing.units, name="units"),
    path("bao-cao/don-vi/tong-hop", overseeing.merged, name="merged"),
    path("bao-cao/don-vi/tong-hop/tai.<slug:kind>", overseeing.merged_file, name="merged_file"),
    path("bao-cao/don-vi/tong-hop/pdf", merged_files.ask, name="merged_ask"),
    path("bao-cao/don-vi/tong-hop/pdf/<slug:code>", merged_files.look, name="merged_job"),
    path("bao-cao/don-vi/tong-hop/pdf/<slug:code>/tien-do", merged_files.progress, name="merged_progress"),
    path("bao-cao/don-vi/tong-hop/pdf/<slug:code>/tep", merged_files.take, name="merged_take"),
    path("bao-cao/thiet-lap", settling.types, name="types"),
    path("bao-cao/thiet-lap/<slug:type_id>", settling.one, name="settle"),
    path("bao-cao/<slug:code>", report.one, name="report"),
    path("bao-cao/<slug:code>/chuyen", report.move, name="move"),
    path("bao-cao/<slug:code>/gui", report.send, name="send"),
    path("bao-cao/<slug:code>/phan-dau", report.head, name="head"),
    path("bao-cao/<slug:code>/phan-cong", report.owners, name="owners"),
    path("bao-cao/<slug:code>/tai.<slug:kind>", report.file, name="file"),
    path("bao-cao/<slug:code>/nguon/<slug:figure>", report.behind, name="behind"),
    path("bao-cao/<slug:code>/muc/<slug:key>", section.section, name="section"),
]
