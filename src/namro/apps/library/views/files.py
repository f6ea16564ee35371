"""Files of evidence go out to those who may read it, as files and pictures that no browser runs."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from namro.apps.library import actions, previews, storage
from namro.apps.library.finding import find_file
from namro.apps.library.sending import SHOWN, guarded
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_GET
def download(request: HttpRequest, code: str, version: int) -> HttpResponseBase:
    """A version's file as it came."""
    file = find_file(request, code, version)
    path = actions.take_file(signed_in(request), file, at=system_clock())
    if not path.is_file():
        raise Http404
    return guarded(FileResponse(path.open("rb"), as_attachment=True, filename=file.name), file.kind)


@require_GET
def picture(request: HttpRequest, code: str, version: int) -> HttpResponseBase:
    """A version that is a photo or a scan, to be looked at in the page."""
    file = find_file(request, code, version)
    path = storage.path_of(file.sha256)
    if file.kind not in SHOWN or not path.is_file():
        raise Http404
    return guarded(FileResponse(path.open("rb")), file.kind)


@require_GET
def page(request: HttpRequest, code: str, version: int, page: int) -> HttpResponseBase:
    """One page of a PDF as a picture, counted from 1."""
    file = find_file(request, code, version)
    if file.kind != "pdf" or file.pages is None or not 1 <= page <= file.pages:
        raise Http404
    try:
        return guarded(HttpResponse(previews.page_of(file.sha256, page)), "png")
    except NamroError as fault:
        if fault.code == "busy":
            return HttpResponse(fault.message, status=503, content_type="text/plain; charset=utf-8")
        raise Http404 from fault
    except FileNotFoundError as fault:
        raise Http404 from fault
