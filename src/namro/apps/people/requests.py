"""The person behind a request, typed, and the address it came from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from namro.apps.people.models import User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock


def signed_in(request: HttpRequest) -> User:
    """Return the person who is logged in, with `standing` for today; every page but login requires one."""
    user = request.user
    assert isinstance(user, User)
    if not hasattr(user, "standing"):
        user.standing = standing_of(user, system_clock().date())
    return user


def address_of(request: HttpRequest) -> str:
    """Return the address that a request came from.

    Behind the server that does HTTPS everybody has that server's address; it writes whom it saw at the end of
    X-Forwarded-For. Nothing before the end is believed, and nothing at all where the site is reached directly.
    """
    near: str = request.META["REMOTE_ADDR"]
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return near
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return near
