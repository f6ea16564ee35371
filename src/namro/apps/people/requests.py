"""The person behind a request, typed."""

from __future__ import annotations

from django.http import HttpRequest

from namro.apps.people.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the person who is logged in; every page but login requires one (LoginRequiredMiddleware)."""
    assert isinstance(request.user, User)
    return request.user
