"""Addresses of what is made of a sheet and what comes back of it."""

from __future__ import annotations

from django.urls import path

from namro.apps.assessments.file_views import alone, files, offline, results

urlpatterns = [
    path("phieu/<int:year>/<slug:code>/tep", files.files, name="files"),
    path("phieu/<int:year>/<slug:code>/tep/bao-cao.<slug:suffix>", files.dossier, name="dossier"),
    path("phieu/<int:year>/<slug:code>/goi-nop", files.package, name="package"),
    path("phieu/<int:year>/<slug:code>/so-offline", files.workbook, name="workbook"),
    path("phieu/<int:year>/<slug:code>/so-offline/nop", offline.bring, name="bring_offline"),
    path("phieu/<int:year>/<slug:code>/so-offline/<slug:key>", offline.offline, name="offline"),
    path("phieu/<int:year>/<slug:code>/ket-qua", results.results, name="sheet_results"),
    path("phieu/<int:year>/<slug:code>/ket-qua/nop", results.bring_results, name="bring_results"),
    path("phieu/<int:year>/<slug:code>/ky-rieng", alone.alone, name="alone"),
]
