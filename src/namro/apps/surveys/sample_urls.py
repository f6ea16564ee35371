"""Addresses of samples and their fieldwork."""

from __future__ import annotations

from django.urls import path

from namro.apps.surveys.views import (
    enumerating,
    fieldwork,
    framing,
    methods_sheet,
    rechecking,
    sampling,
    typing_forms,
)

app_name = "samples"
urlpatterns = [
    path("mau-khao-sat", sampling.home, name="home"),
    path("mau-khao-sat/<slug:code>", sampling.sample, name="sample"),
    path("mau-khao-sat/<slug:code>/khung-ho-so", sampling.frame_dossiers, name="frame_dossiers"),
    path("mau-khao-sat/<slug:code>/khung", framing.upload, name="frame_upload"),
    path("mau-khao-sat/<slug:code>/khung/<int:key>", framing.preview, name="frame_preview"),
    path("mau-khao-sat/<slug:code>/rut", sampling.draw_now, name="draw"),
    path("mau-khao-sat/<slug:code>/rut-lai", sampling.draw_again, name="draw_again"),
    path("mau-khao-sat/<slug:code>/tai/<str:name>", sampling.drawn_file, name="drawn_file"),
    path("mau-khao-sat/<slug:code>/phuong-phap", methods_sheet.page, name="methods"),
    path("mau-khao-sat/<slug:code>/phuong-phap.<str:suffix>", methods_sheet.file, name="methods_file"),
    path("mau-khao-sat/<slug:code>/thuc-dia", fieldwork.board, name="board"),
    path("mau-khao-sat/<slug:code>/danh-sach", fieldwork.people, name="people"),
    path("mau-khao-sat/<slug:code>/noi-gap", framing.places, name="places"),
    path("mau-khao-sat/<slug:code>/phieu-giay", fieldwork.paper, name="paper"),
    path("mau-khao-sat/<slug:code>/xoa-noi-gap", fieldwork.forget, name="forget"),
    path("mau-khao-sat/<slug:code>/nhap-phieu", typing_forms.type_in, name="type_in"),
    path("mau-khao-sat/<slug:code>/bat-dong", typing_forms.disputes, name="disputes"),
    path("mau-khao-sat/<slug:code>/bat-dong/<int:key>", typing_forms.dispute, name="dispute"),
    path("mau-khao-sat/<slug:code>/nap-phieu", typing_forms.importing, name="import_answers"),
    path("mau-khao-sat/<slug:code>/nap-phieu/mau.xlsx", typing_forms.template, name="answers_template"),
    path("mau-khao-sat/<slug:code>/phuc-tra", rechecking.home, name="recheck"),
    path("mau-khao-sat/<slug:code>/phuc-tra/<int:key>", rechecking.row, name="recheck_row"),
    path("diem-hoi", enumerating.mine, name="mine"),
    path("diem-hoi/<int:key>", enumerating.person, name="person"),
    path("diem-hoi/<int:key>/hoi", enumerating.ask, name="ask"),
]
