"""The person behind a request, typed."""

from __future__ import annotations

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
