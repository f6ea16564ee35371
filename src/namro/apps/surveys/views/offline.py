"""The script that lets respondents' pages open again without a connection, over HTTPS."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


@never_cache
@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker; it stands below /ks, for which it works, and changes when one of the files it keeps does."""
    files = [static("namro/css/ks.css"), static("namro/js/ks.js")]
    return render(request, "surveys/worker.js", {"files": files}, content_type="text/javascript; charset=utf-8")
