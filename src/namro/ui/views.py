"""The first page, help, the choice of language, and the answer to a request that cannot be understood."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from namro.ui.formats import size
from namro.ui.navigation import others


@require_GET
def home(_request: HttpRequest) -> HttpResponse:
    """The first page after login: what I owe, or what I watch."""
    return redirect("plans:first")


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """What can be read, what the colours mean, which keys there are."""
    return render(request, "ui/help.html", {"largest_file": size(settings.MAX_UPLOAD_BYTES)})


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    """The places that the rail has no room for."""
    return render(request, "ui/more.html", {"groups": others(request)})


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page it was chosen on."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 with the limit when the request is larger than the site takes."""
    if isinstance(exception, RequestDataTooBig):
        context = {"largest_file": size(settings.MAX_UPLOAD_BYTES)}
        return render(request, "413.html", context, status=413)
    return HttpResponseBadRequest(render(request, "400.html").content)
