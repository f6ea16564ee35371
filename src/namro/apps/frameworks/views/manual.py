"""The manual's page on rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.frameworks.pages.manual_page import manual_page


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every kind of rule with its parameters and worked examples."""
    return render(request, "frameworks/rules.html", {"page": manual_page()})
