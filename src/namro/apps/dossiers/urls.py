"""Addresses of dossiers."""

from __future__ import annotations

from django.urls import path

from namro.apps.dossiers.views import (
    board,
    catalogue,
    contests,
    dossier,
    importing,
    letters,
    own_book,
    personal,
    procedure,
    reconciling,
)

app_name = "dossiers"
urlpatterns = [
    path("ho-so", board.board, name="board"),
    path("ho-so/danh-sach", board.of_kind, name="list"),
    path("ho-so/nap", importing.home, name="imports"),
    path("ho-so/nap/<slug:code>", importing.job, name="import"),
    path("ho-so/nap/<slug:code>/tien-do", importing.progress, name="import_progress"),
    path("ho-so/nap/<slug:code>/dong-loi.<slug:kind>", importing.bad_rows, name="bad_rows"),
    path("ho-so/doi-chieu", reconciling.home, name="open"),
    path("ho-so/truong-ca-nhan", personal.fields, name="personal"),
    path("ho-so/<int:key>/nguoi-nop", personal.values, name="personal_values"),
    path("ho-so/so-tay", own_book.home, name="own_book"),
    path("ho-so/so-tay/ghi", own_book.line, name="own_line"),
    path("ho-so/so-tay/ghi/<int:key>", own_book.line, name="own_line_again"),
    path("ho-so/so-tay/bat-tat", own_book.switch, name="own_switch"),
    path("ho-so/thu", letters.home, name="letters"),
    path("ho-so/thu/<int:key>", letters.act, name="letter"),
    path("ho-so/thu/<int:key>/van-ban.<slug:suffix>", letters.paper, name="letter_file"),
    path("ho-so/tre", contests.home, name="late"),
    path("ho-so/tre/<int:key>", contests.decision, name="late_decision"),
    path("thu-tuc", catalogue.home, name="procedures"),
    path("thu-tuc/nap", catalogue.upload, name="procedures_upload"),
    path("thu-tuc/mau.xlsx", catalogue.template, name="procedures_template"),
    path("thu-tuc/niem-yet", procedure.posted, name="posted"),
    path("thu-tuc/<str:code>", procedure.show, name="procedure"),
    path("thu-tuc/<str:code>/ra-soat", procedure.review, name="review"),
    path("thu-tuc/<str:code>/ho-so-mau", procedure.sample, name="sample"),
    path("ho-so/<int:key>", dossier.show, name="dossier"),
    path("ho-so/<int:key>/van-ban", dossier.paper, name="paper"),
    path("ho-so/<int:key>/thuc-te", dossier.answer, name="answer"),
    path("ho-so/<int:key>/xin-loi", letters.apology, name="apology"),
    path("ho-so/<int:key>/nguyen-nhan", contests.contest, name="contest"),
]
