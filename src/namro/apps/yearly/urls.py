"""Addresses of yearly sheets."""

from __future__ import annotations

from django.urls import path, register_converter

from namro.apps.yearly.views import correcting, files, sheets, units


class YearConverter:
    """A year that a sheet can be of."""

    regex = "20[0-9]{2}"

    def to_python(self, text: str) -> int:
        """Return the number."""
        return int(text)

    def to_url(self, year: int) -> str:
        """Return the text."""
        return str(year)


register_converter(YearConverter, "year")
app_name = "yearly"
urlpatterns = [
    path("nam", sheets.home, name="home"),
    path("nam/<year:year>", sheets.mine, name="mine"),
    path("nam/<year:year>/don-vi", units.unit, name="unit"),
    path("nam/<year:year>/don-vi/lap", units.prepare, name="prepare"),
    path("nam/<year:year>/don-vi/tai.xlsx", units.unit_file, name="unit_file"),
    path("nam/<year:year>/<slug:code>", sheets.sheet, name="sheet"),
    path("nam/<year:year>/<slug:code>/in", files.on_paper, name="print"),
    path("nam/<year:year>/<slug:code>/tai.<str:suffix>", files.file, name="file"),
    path("nam/<year:year>/<slug:code>/lam", sheets.do, name="do"),
    path("nam/<year:year>/<slug:code>/sua", correcting.correct, name="correct"),
    path("nam/<year:year>/<slug:code>/quyet-dinh", correcting.decide, name="decide"),
    path("nam/<year:year>/<slug:code>/minh-chung/<int:seq>", correcting.proof, name="proof"),
]
