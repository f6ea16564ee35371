"""What a person was told, and the state of the mail."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, QuerySet

from namro.apps.notices.models import Letter, MailServer, Notice
from namro.apps.people.models import User

#: Beyond so many the bell says "more than": nobody counts them, and the query stays short.
MOST = 99


def unread_of(user: User) -> int:
    """Return how many notices the person has not read, at most MOST + 1; one query."""
    return Notice.objects.filter(user=user, read_at=None)[: MOST + 1].count()


def notices_of(user: User, *, unread: bool = False) -> QuerySet[Notice]:
    """Return what the person was told, the newest first."""
    rows = Notice.objects.filter(user=user).order_by("-id")
    return rows.filter(read_at=None) if unread else rows


def letters_by_state() -> Mapping[str, int]:
    """Return how many letters are in each state, in one query."""
    rows = Letter.objects.values("state").annotate(n=Count("pk")).order_by()
    return dict(rows.values_list("state", "n"))


def letters_in(states: Collection[str]) -> QuerySet[Letter]:
    """Return letters of some states with whom they are for, the newest first."""
    return Letter.objects.filter(state__in=states).select_related("notice__user").order_by("-id")


def server_state() -> MailServer:
    """Return how the mail server answers."""
    return MailServer.objects.filter(pk=MailServer.ONLY).first() or MailServer(pk=MailServer.ONLY)
