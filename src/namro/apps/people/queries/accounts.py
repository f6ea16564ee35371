"""Questions to the database about people."""

from __future__ import annotations

from datetime import datetime

from namro.apps.people.models import LoginFailure, folded_username


def count_failures(username: str, address: str, *, since: datetime) -> int:
    """How often this name was refused from this address after `since`."""
    return LoginFailure.objects.filter(username=folded_username(username), address=address, at__gt=since).count()
