"""Addresses of feedback."""

from __future__ import annotations

from django.urls import path

from namro.apps.feedback.views import board, importing, item, public

app_name = "feedback"
urlpatterns = [
    path("phan-anh", board.board, name="board"),
    path("phan-anh/moi", item.new, name="new"),
    path("phan-anh/nap", importing.imports, name="imports"),
    path("phan-anh/nap/<int:key>", importing.preview, name="preview"),
    path("phan-anh/bieu-mau/<slug:unit>", public.switch, name="switch"),
    path("gui-phan-anh/<slug:unit>", public.write, name="write"),
    path("gui-phan-anh/<slug:unit>/tra-cuu", public.look_up, name="look_up"),
    path("phan-anh/<slug:code>", item.item, name="item"),
    path("phan-anh/<slug:code>/sua", item.change, name="change"),
    path("phan-anh/<slug:code>/lam", item.do, name="do"),
]
