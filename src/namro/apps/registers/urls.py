"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from namro.apps.registers.views import by_unit, defining, exporting, importing, keeping, listing, proving, rows

app_name = "registers"
urlpatterns = [
    path("so", listing.home, name="home"),
    path("dinh-nghia-so", defining.editions, name="definitions"),
    path("dinh-nghia-so/nap", defining.upload, name="define"),
    path("dinh-nghia-so/<slug:register>/<slug:edition>", defining.download, name="definition"),
    path("so/<slug:register>", listing.register, name="register"),
    path("so/<slug:register>/in", listing.on_paper, name="print"),
    path("so/<slug:register>/da-co", keeping.kept, name="kept"),
    path("so/<slug:register>/don-vi", by_unit.table, name="by_unit"),
    path("so/<slug:register>/don-vi.xlsx", by_unit.workbook, name="by_unit_file"),
    path("so/<slug:register>/them", rows.add, name="add"),
    path("so/<slug:register>/mau", importing.template, name="template"),
    path("so/<slug:register>/nhap", importing.upload, name="upload"),
    path("so/<slug:register>/nhap/<slug:code>", importing.preview, name="preview"),
    path("so/<slug:register>/tai", exporting.ask, name="export"),
    path("so/<slug:register>/tai/<slug:code>", exporting.job, name="export_job"),
    path("so/<slug:register>/tai/<slug:code>/tien-do", exporting.progress, name="export_progress"),
    path("so/<slug:register>/tai/<slug:code>/tep", exporting.file, name="export_file"),
    path("so/<slug:register>/<slug:row>", rows.show, name="row"),
    path("so/<slug:register>/<slug:row>/sua", rows.change, name="change"),
    path("so/<slug:register>/<slug:row>/bo", rows.remove, name="remove"),
    path("so/<slug:register>/<slug:row>/lay-lai", rows.restore, name="restore"),
    path("so/<slug:register>/<slug:row>/minh-chung", proving.attach, name="prove"),
    path("so/<slug:register>/<slug:row>/go-minh-chung", proving.detach, name="unprove"),
]
