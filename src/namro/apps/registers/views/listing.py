"""The list of a register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def register(request: HttpRequest, register: str) -> HttpResponse:
    return HttpResponse()
