"""Addresses of dossiers."""

from __future__ import annotations

from django.urls import path

from namro.apps.dossiers.views import board, catalogue, importing, own_book, reconciling

app_name = "dossiers"
urlpatterns = [
    path("ho-so", board.board, name="board"),
    path("ho-so/danh-sach", board.of_kind, name="list"),
    path("ho-so/nap", importing.home, name="imports"),
    path("ho-so/nap/<slug:code>", importing.job, name="import"),
    path("ho-so/nap/<slug:code>/tien-do", importing.progress, name="import_progress"),
    path("ho-so/nap/<slug:code>/dong-loi.<slug:kind>", importing.bad_rows, name="bad_rows"),
    path("ho-so/doi-chieu", reconciling.home, name="open"),
    path("ho-so/so-tay", own_book.home, name="own_book"),
    path("ho-so/so-tay/ghi", own_book.line, name="own_line"),
    path("ho-so/so-tay/ghi/<int:key>", own_book.line, name="own_line_again"),
    path("ho-so/so-tay/bat-tat", own_book.switch, name="own_switch"),
    path("thu-tuc", catalogue.home, name="procedures"),
    path("thu-tuc/nap", catalogue.upload, name="procedures_upload"),
    path("thu-tuc/mau.xlsx", catalogue.template, name="procedures_template"),
    path("thu-tuc/<str:code>", catalogue.show, name="procedure"),
    path("ho-so/<int:key>", board.show, name="dossier"),
    path("ho-so/<int:key>/van-ban", board.paper, name="paper"),
    path("ho-so/<int:key>/thuc-te", board.answer, name="answer"),
]
