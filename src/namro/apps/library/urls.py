"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from namro.apps.library.views import adding, files, listing, showing, writing

app_name = "library"
urlpatterns = [
    path("thu-vien", listing.home, name="home"),
    path("thu-vien/them", adding.add, name="add"),
    path("thu-vien/them-duong-dan", adding.link, name="link"),
    path("thu-vien/<slug:code>", showing.evidence, name="evidence"),
    path("thu-vien/<slug:code>/sua", writing.correct, name="correct"),
    path("thu-vien/<slug:code>/phien-ban", writing.version, name="version"),
    path("thu-vien/<slug:code>/bo", writing.remove, name="remove"),
    path("thu-vien/<slug:code>/lay-lai", writing.restore, name="restore"),
    path("thu-vien/<slug:code>/doc-lai", writing.read_again, name="read_again"),
    path("thu-vien/<slug:code>/tep/<int:version>", files.download, name="file"),
    path("thu-vien/<slug:code>/tep/<int:version>/hinh", files.picture, name="picture"),
    path("thu-vien/<slug:code>/tep/<int:version>/trang/<int:page>", files.page, name="page"),
]
