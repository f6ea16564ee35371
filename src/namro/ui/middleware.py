"""What every answer needs: the content security policy, the reader's language; and what no request may carry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

#: No code and no style inside pages, nothing from another host, no framing.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def content_security(get_response: Answer) -> Answer:
    """Add the policy to every answer that does not bring a stricter one of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def language(get_response: Answer) -> Answer:
    """Vietnamese unless the reader chose otherwise.

    The browser's own list is not asked: many office machines run an English Windows that nobody chose.
    """
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    return middleware


class NoNullCharacters:
    """Take the character NUL out of what addresses and forms carry: nobody types it, and PostgreSQL stores none.

    It looks after the check of the form's origin, which has read the form by then.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Clean the request."""
        request.GET = _without_nul(request.GET)
        if request.method == "POST":
            request.POST = _without_nul(request.POST)


def _without_nul(sent: QueryDict) -> Any:
    """Return the same parameters, or a copy where one of them had to be cleaned."""
    if not any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
        return sent
    cleaned = QueryDict(mutable=True)
    for name, texts in sent.lists():
        cleaned.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in texts])
    cleaned._mutable = False
    return cleaned
