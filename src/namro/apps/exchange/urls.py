"""Addresses of documents."""

from __future__ import annotations

from django.urls import path, register_converter

from namro.apps.exchange import views
from namro.apps.exchange.models import CODE_LENGTH


class CodeConverter:
    """The code of a document."""

    regex = rf"[a-z0-9]{{{CODE_LENGTH}}}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    to_url = to_python


register_converter(CodeConverter, "document_code")

app_name = "exchange"
urlpatterns = [
    path("nhap-van-ban", views.imports, name="imports"),
    path("nhap-van-ban/<document_code:code>", views.reading, name="reading"),
    path("nhap-van-ban/<document_code:code>/tep-goc", views.original, name="original"),
    path("nhap-van-ban/<document_code:code>/ke-hoach.<str:kind>", views.plan, name="plan"),
]
