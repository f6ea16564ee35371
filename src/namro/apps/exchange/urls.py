"""Addresses of documents."""

from __future__ import annotations

from django.urls import path, register_converter

from namro.apps.exchange import arriving, concluding, planning, reviewing, sheet_views, views
from namro.apps.library.codes import CODE_LENGTH


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
    path("nhap-van-ban/dang-doc/<document_code:code>", arriving.job, name="job"),
    path("nhap-van-ban/dang-doc/<document_code:code>/tien-do", arriving.progress, name="job_progress"),
    path("nhap-van-ban/dang-doc/<document_code:code>/doc-lai", arriving.read_again, name="read_again"),
    path("nhap-van-ban/<document_code:code>", reviewing.reading, name="reading"),
    path("nhap-van-ban/<document_code:code>/sua", reviewing.correct, name="correct"),
    path("nhap-van-ban/<document_code:code>/xu-ly", reviewing.settle, name="settle"),
    path("nhap-van-ban/<document_code:code>/xac-nhan", reviewing.confirm, name="confirm"),
    path("nhap-van-ban/<document_code:code>/mo-lai", reviewing.reopen, name="reopen"),
    path("nhap-van-ban/<document_code:code>/lich-su", reviewing.history, name="history"),
    path("nhap-van-ban/<document_code:code>/phieu", sheet_views.sheet, name="sheet"),
    path("nhap-van-ban/<document_code:code>/phieu/xu-ly", sheet_views.decide, name="decide"),
    path("nhap-van-ban/<document_code:code>/phieu/minh-chung/<int:seq>", sheet_views.proof, name="proof"),
    path("nhap-van-ban/<document_code:code>/tep-goc", views.original, name="original"),
    path("nhap-van-ban/<document_code:code>/lap-cuoc-hop", concluding.make_meeting, name="make_meeting"),
    path("nhap-van-ban/<document_code:code>/lap-ke-hoach", planning.make_plan, name="make_plan"),
    path("nhap-van-ban/<document_code:code>/ke-hoach.<str:kind>", views.plan, name="plan"),
]
