"""Addresses of appraisal, explanation, the council, decisions and published results."""

from __future__ import annotations

app_name = "appraisals"
urlpatterns: list[object] = []
